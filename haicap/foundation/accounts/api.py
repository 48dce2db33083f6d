"""The JSON door to one's own sign-ins: which are open, which failed, ending them."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from haicap.foundation.access import ActorRequest

from . import actions, mailboxes, queries, sessions
from .models import SignIn, User

router = Router(tags=["accounts"])


class SignInOut(Schema):
    """A browser that is signed in to one's own account."""

    id: int
    signed_in_at: datetime
    last_seen_at: datetime
    """To within five minutes."""
    address: str
    """From where it was last seen."""
    browser: str
    """In words; empty: not recognised."""
    is_this_one: bool
    """The one that asks; never for a program with a token."""


class FailedOut(Schema):
    """A sign-in to one's own account that failed."""

    tried_at: datetime
    address: str
    browser: str
    was_code: bool
    """The password was right, the code of the second factor was not."""


class EndedOut(Schema):
    ended: int


class EmailIn(Schema):
    email: str = Field(max_length=254, description="Empty: no e-mail")


class EmailOut(Schema):
    email: str
    unconfirmed_email: str
    """Named, and not confirmed from there yet."""


@router.get("/sign-ins", response=list[SignInOut])
def list_sign_ins(request: ActorRequest) -> list[SignIn]:
    """Every browser that is signed in to your account, the one seen last first."""
    return queries.sign_ins_of(request.actor, here=sessions.here(request))


@router.get("/failed-sign-ins", response=list[FailedOut])
def list_failed_sign_ins(request: ActorRequest) -> list[queries.Failed]:
    """The failed sign-ins of the last 30 days, at most the last 100, the latest first."""
    return queries.failed_sign_ins(_owner(request))


@router.post("/sign-ins/{pk}/ending", response={204: None})
def end_sign_in(request: ActorRequest, pk: int) -> Status[None]:
    """Sign one browser out, at once."""
    sign_in = get_object_or_404(SignIn.objects.visible_to(request.actor), pk=pk)
    actions.end_sign_in(sign_in, actor=request.actor)
    return Status(204, None)


@router.post("/sign-ins/ending", response=EndedOut)
def end_other_sign_ins(request: ActorRequest) -> EndedOut:
    """Sign out every browser but the one that asks; a program with a token ends all."""
    own = _owner(request)
    here = sessions.here(request)
    return EndedOut(ended=actions.end_other_sign_ins(own, actor=request.actor, here=here))


@router.get("/email", response=EmailOut)
def show_email(request: ActorRequest) -> User:
    """The address to which e-mails for you go."""
    return _owner(request)


@router.put("/email", response=EmailOut)
def name_email(request: ActorRequest, sent: EmailIn) -> User:
    """Name an address; the link in a letter that goes there confirms it."""
    own = _owner(request)
    mailboxes.ask_email(own, actor=request.actor, email=sent.email)
    return own


def _owner(request: HttpRequest) -> User:
    """The API lets nobody in who is not signed in."""
    return cast("User", request.user)
