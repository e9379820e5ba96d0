"""Post offices: a real one by SMTP, or a folder of readable letters where none is set."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from webinars.outbox.rules import AT_ONCE, Pace

TIMEOUT = 30
"""Seconds that a mail server may take for one answer."""

A_SECOND = 20
"""Letters that one host of recipients gets a second, unless the settings say another number."""

PostOffice = Callable[[EmailMessage], None]


class NotDelivered(Exception):
    """The letter was not taken. `final` when the server said that it never will be (5xx)."""

    def __init__(self, reason: str, *, final: bool, unreachable: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        self.unreachable = unreachable
        """Whether the server said nothing at all: the next letter would fare alike."""


def post_office(smtp_url: str, folder: Path) -> PostOffice:
    """Return the post office of the settings: `smtp_url`, or `folder` where it is empty."""
    if smtp_url:
        server = urlsplit(smtp_url)
        return lambda message: _by_smtp(server, message)
    folder.mkdir(parents=True, exist_ok=True)
    return lambda message: _into(folder, message)


def pace_of(smtp_url: str) -> Pace:
    """Return how many letters a second one host gets: `?pace=` of the URL; 0 is no limit.

    What goes into a folder goes at once.
    """
    if not smtp_url:
        return AT_ONCE
    said = parse_qs(urlsplit(smtp_url).query).get("pace")
    return Pace(float(said[0]) if said else A_SECOND)


def _by_smtp(server: SplitResult, message: EmailMessage) -> None:
    try:
        smtp = _connected(server)
    except smtplib.SMTPResponseException as error:
        raise _refused(error, final=False) from error  # of us, not of the letter
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(_name_of(error), final=False, unreachable=True) from error
    try:
        _give(smtp, message)
    finally:
        _leave(smtp)


def _give(smtp: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise NotDelivered(f"recipient refused: {code}", final=code >= 500) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error, final=error.smtp_code >= 500) from error
    except (OSError, smtplib.SMTPException) as error:
        name = _name_of(error)
        silent = name == TimeoutError.__name__
        raise NotDelivered(name, final=False, unreachable=silent) from error


def _name_of(error: Exception) -> str:
    """Return what went wrong; smtplib calls a server that says nothing a lost connection."""
    hung = isinstance(error.__context__, TimeoutError)
    return TimeoutError.__name__ if hung else type(error).__name__


def _refused(error: smtplib.SMTPResponseException, *, final: bool) -> NotDelivered:
    return NotDelivered(f"server answered {error.smtp_code}", final=final)


def _leave(smtp: smtplib.SMTP) -> None:
    """Say goodbye. What the server says to that changes nothing: the letter was taken, or not."""
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()


def _connected(server: SplitResult) -> smtplib.SMTP:
    host, port = (
        server.hostname or "localhost",
        server.port or (465 if server.scheme == "smtps" else 25),
    )
    helo = parse_qs(server.query).get("helo", [None])[0]
    if server.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, helo, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        smtp = smtplib.SMTP(host, port, helo, timeout=TIMEOUT)
    if server.scheme == "smtp+starttls":
        smtp.starttls(context=ssl.create_default_context())  # smtplib's own asks for no certificate
    if server.username:
        smtp.login(unquote(server.username), unquote(server.password or ""))
    return smtp


def _into(folder: Path, message: EmailMessage) -> None:
    """Write the letter under its Message-ID, whole or not at all; a repeat replaces itself."""
    name = message["Message-ID"].strip("<>").partition("@")[0]
    unfinished = folder / f".{name}.part"
    unfinished.write_bytes(message.as_bytes())
    unfinished.rename(folder / f"{name}.eml")
