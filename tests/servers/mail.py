"""A real mail server for tests, on loopback: it keeps what it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """What the server was given, in order."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: ANN401, N802  (aiosmtpd calls it so)
        self.messages.append(
            message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
        )
        return "250 kept"


@contextmanager
def mail_server(port: int) -> Iterator[Mailbox]:
    """Take letters on `port` of loopback until the block ends."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
