"""E-mails leave the house: one at a time, outside every transaction.

An answer of the mail server that says “not this letter” is told apart from one that says “not
now”, which is tried again for a week.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import get_connection

from haicap.foundation.alerts.actions import give_up, spare, take_due, took, try_again
from haicap.foundation.alerts.models import Delivery

from .letters import letter_of

NOT_FOR_NOW = range(400, 500)
"""Answers of a mail server that ask to come again."""


class ServerSilent(Exception):
    """The mail server takes nothing now: all deliveries wait, and the job says why."""


def send_due() -> int:
    """Send what is due; returns how many were sent.

    Raises ServerSilent where the mail server takes nothing: what waits goes on waiting.
    """
    if not settings.MAIL_IS_ON:
        return 0
    sent = 0
    with _connected() as connection:
        while delivery := take_due():
            sent += _send(delivery, connection)
    return sent


@contextmanager
def _connected() -> Iterator[Any]:
    """One connection for all that is due; opened by the first letter, and only by one."""
    connection = get_connection()
    try:
        yield connection
    finally:
        # Where it is gone already there is nothing to close: each letter was noted on its own.
        with suppress(OSError):
            connection.close()


def _send(delivery: Delivery, connection: Any) -> bool:
    letter = letter_of(delivery)
    if letter is None:
        spare(delivery)
        return False
    message, alerts = letter
    message.connection = connection
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        (try_again if _may_come_again(error) else give_up)(delivery, _in_words(error))
        return False
    except (OSError, SMTPResponseException) as error:
        try_again(delivery, _in_words(error))
        raise ServerSilent(_in_words(error)) from error
    took(delivery, alerts)
    return True


def _may_come_again(error: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """Is it this letter that is not taken, or did the server ask to come again?"""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code in NOT_FOR_NOW for code, _words in error.recipients.values())
    return error.smtp_code in NOT_FOR_NOW


def _in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
