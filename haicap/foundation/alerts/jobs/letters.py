"""An e-mail as it leaves the house: asked again what its reader may see, in their language."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import translation

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts.kinds import Content, Kind, Line, Section, actor_for, kind_named
from haicap.foundation.alerts.models import Delivery, Mute
from haicap.foundation.alerts.tokens import token_of

LONGEST_SUBJECT = 150
Letter = tuple[EmailMultiAlternatives, list[int]]


def letter_of(delivery: Delivery) -> Letter | None:
    """The letter and the alerts it tells of; None: there is nothing to tell, or nobody to."""
    user, kind = delivery.user, kind_named(delivery.kind)
    if kind is None or not _is_wanted(user, kind):
        return None
    with translation.override(language_of(user)):
        actor = actor_for(user)
        content = kind.compose(user, actor) if kind.compose else _one(delivery, kind, actor)
        return (_message(delivery, kind, content), content.alerts) if content else None


def language_of(user: User) -> str:
    """The one that the person chose, else that of the house."""
    chosen: str = user.language
    return chosen if chosen in settings.WORKING_LANGUAGES else settings.LANGUAGE_CODE


def absolute(address: str) -> str:
    """The address as it can be opened from anywhere."""
    return f"{settings.ADDRESS}{address}" if address.startswith("/") else address


def _is_wanted(user: User, kind: Kind) -> bool:
    if not user.is_active or not user.email or user.is_persona:
        return False
    return not (kind.can_be_muted and Mute.objects.filter(user=user, kind=kind.key).exists())


def _one(delivery: Delivery, kind: Kind, actor: Actor) -> Content | None:
    """The letter of a single alert, unless it was read meanwhile or does not hold any more."""
    alert = delivery.alerts.filter(read_at=None).first()
    matter = kind.find(actor, [alert.subject]).get(alert.subject) if alert else None
    if alert is None or matter is None or not matter.holds:
        return None
    sentence = kind.tell(alert.details)
    line = Line(matter.words, matter.address)
    return Content(sentence, [Section(sentence, [line])], [alert.pk])


def _message(delivery: Delivery, kind: Kind, content: Content) -> EmailMultiAlternatives:
    user, unsubscribe = delivery.user, _unsubscribe(delivery.user, kind)
    context = {
        "content": content,
        "sections": [
            Section(
                section.heading,
                [Line(line.words, absolute(line.address), line.note) for line in section.lines],
                absolute(section.more_at),
            )
            for section in content.sections
        ],
        "kind": kind,
        "name": user.name,
        "language": translation.get_language(),
        "choices": absolute(reverse("alerts:choices")),
        "unsubscribe": unsubscribe,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(f"Haicap: {content.subject}".split())[:LONGEST_SUBJECT],
        body=_plain("alerts/letter.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[user.email],
        headers=_headers(delivery, unsubscribe),
    )
    message.attach_alternative(render_to_string("alerts/letter.html", context), "text/html")
    return message


def _plain(name: str, context: dict[str, Any]) -> str:
    """As plain text, in which nothing is escaped."""
    template: Any = get_template(name)
    text: str = template.template.render(Context(context, autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _headers(delivery: Delivery, unsubscribe: str) -> dict[str, str]:
    """Always the same name for the same letter: sent twice by an accident, it is kept once."""
    host = urlsplit(settings.ADDRESS).hostname
    headers = {
        "Message-ID": f"<delivery.{delivery.pk}.{delivery.user_id}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _unsubscribe(user: User, kind: Kind) -> str:
    if not kind.can_be_muted:
        return ""
    return absolute(reverse("alerts:unsubscribe", args=[token_of(user, kind)]))
