"""A small API of its own, so that the door is tested without any room."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import path
from ninja import File, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.api.door import Api
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.workflow import LostRace

router = Router(tags=["people"])


class PersonIn(Schema):
    username: str = Field(min_length=2, max_length=60)
    age: int = 0


class PersonOut(Schema):
    id: int
    username: str


def _lost() -> None:
    raise LostRace("Someone was faster: here is how it stands now.")


def _refused() -> None:
    raise Refused(Refusal("Only the working group verifies."))


def _missing() -> None:
    User.objects.get(pk=0)


def _hidden() -> None:
    raise Http404("No User matches the given query.")


def _invalid() -> None:
    raise Invalid("due_on", "A deadline lies ahead.", "2020-01-01")


def _fault() -> None:
    raise ZeroDivisionError("a fault of ours")


def _same_again() -> None:
    for _time in range(2):
        User.objects.create(username="twin", name="Twin")


def _nul() -> None:
    User.objects.create(username="nul\0", name="Nul")


FAILURES = {
    work.__name__[1:]: work
    for work in (_lost, _refused, _missing, _hidden, _invalid, _fault, _same_again, _nul)
}


@router.get("/failures/{name}", response=PersonOut)
def fail(request: HttpRequest, name: str) -> Any:
    return FAILURES[name]()


@router.get("/me", response=dict[str, str])
def read_me(request: HttpRequest) -> dict[str, str]:
    return {"user": request.user.username, "actor": request.actor.name}


@router.get("/{pk}", response=PersonOut)
def read_person(request: HttpRequest, pk: int) -> User:
    return User.objects.get(pk=pk)


@router.get("/", response=Paged[PersonOut])
def list_people(request: HttpRequest, paging: Query[Paging]) -> Any:
    return paged(User.objects.all(), paging)


@router.post("/", response={201: PersonOut})
def create_person(request: HttpRequest, person: PersonIn) -> Status[User]:
    user = User.objects.create(username=person.username, name=person.username)
    if person.age < 0:
        raise Refused(Refusal("Nobody is younger than nothing."))
    return Status(201, user)


@router.post("/me/photo", response={201: dict[str, int]})
def add_photo(request: HttpRequest, photo: File[UploadedFile]) -> Status[dict[str, int]]:
    return Status(201, {"size": photo.size})


def actor_of(user: User) -> Actor:
    return Actor(name=f"actor {user.username}", user_id=user.pk)


api = Api(title="Test", description="", actor_of=actor_of)
api.add_router("/people", router)
urlpatterns = [path("api/v1/", api.urls)]
