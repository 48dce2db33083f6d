"""A mail server that says no, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPRecipientsRefused
from typing import Any, ClassVar

from django.core.mail.backends.locmem import EmailBackend


class MailServer(EmailBackend):
    """Keeps letters as the test's outbox does, unless it is down or refuses a mailbox."""

    is_down: ClassVar[bool] = False
    refused: ClassVar[dict[str, int]] = {}
    """Address → what the server answers."""

    def send_messages(self, messages: Any) -> int:
        if self.is_down:
            raise ConnectionRefusedError(111, "Connection refused")
        for message in messages:
            for to in message.to:
                if to in self.refused:
                    raise SMTPRecipientsRefused({to: (self.refused[to], b"no such user")})
        return super().send_messages(messages)


@contextmanager
def mail_server() -> Iterator[type[MailServer]]:
    """The server as it stands at the beginning: up, refusing nobody."""
    MailServer.is_down, MailServer.refused = False, {}
    yield MailServer
    MailServer.is_down, MailServer.refused = False, {}
