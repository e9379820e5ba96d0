"""Post offices: a real one by SMTP, or a folder of readable letters where none is set."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

TIMEOUT = 30
"""Seconds that a mail server may take for one answer."""

PostOffice = Callable[[EmailMessage], None]


class NotDelivered(Exception):
    """The letter was not taken. `final` when the server said that it never will be (5xx)."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


def post_office(smtp_url: str, folder: Path) -> PostOffice:
    """Return the post office of the settings: `smtp_url`, or `folder` where it is empty."""
    if smtp_url:
        server = urlsplit(smtp_url)
        return lambda message: _by_smtp(server, message)
    folder.mkdir(parents=True, exist_ok=True)
    return lambda message: _into(folder, message)


def _by_smtp(server: SplitResult, message: EmailMessage) -> None:
    try:
        with _connected(server) as smtp:
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise NotDelivered(f"recipient refused: {code}", final=code >= 500) from error
    except smtplib.SMTPResponseException as error:
        raise NotDelivered(
            f"server answered {error.smtp_code}", final=error.smtp_code >= 500
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(type(error).__name__, final=False) from error


def _connected(server: SplitResult) -> smtplib.SMTP:
    host, port = (
        server.hostname or "localhost",
        server.port or (465 if server.scheme == "smtps" else 25),
    )
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    smtp = kind(
        host, port, timeout=TIMEOUT, local_hostname=parse_qs(server.query).get("helo", [None])[0]
    )
    if server.scheme == "smtp+starttls":
        smtp.starttls()
    if server.username:
        smtp.login(unquote(server.username), unquote(server.password or ""))
    return smtp


def _into(folder: Path, message: EmailMessage) -> None:
    """Write the letter under its Message-ID, whole or not at all; a repeat replaces itself."""
    name = message["Message-ID"].strip("<>").partition("@")[0]
    unfinished = folder / f".{name}.part"
    unfinished.write_bytes(message.as_bytes())
    unfinished.rename(folder / f"{name}.eml")
