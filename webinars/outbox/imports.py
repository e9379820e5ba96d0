"""Reports of mail servers about letters that did not arrive (RFC 3464), read with distrust.

Anybody may send us a file that looks like one. So it is bounded in size, and counts
only where it names a Message-ID that this house gave, which is random and which only
the recipient's side has seen.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from mailbox import Maildir, mbox
from pathlib import Path

from webinars.kernel.ids import LENGTH
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line

LARGEST = 1024 * 1024
"""Octets of one report that are looked at; larger ones are none."""

MOST = 10_000
"""Reports read of one folder or mailbox at a time."""

NAMED = 20
"""Message-IDs of a report that are looked up."""

PARTS = 50
"""Parts of one report that are looked at."""

MESSAGE_ID = re.compile(rb"<([a-z2-7]{%d})@[^>\s]{1,255}>" % LENGTH)
STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")


class NoSuchMailbox(BadInput):
    message = N_("%(path)s is no file of a letter, no mailbox and no folder of letters.")


@dataclass(frozen=True)
class Report:
    """What one report says of one letter."""

    letters: tuple[str, ...]
    """Public ids that it may speak of: one of them is a letter of ours, or none is."""
    status: str
    """Enhanced status code (RFC 3463)."""
    reason: str
    """The server's words, without addresses."""
    digest: str
    """SHA-256 of the report."""

    @property
    def permanent(self) -> bool:
        return self.status.startswith("5")


def raw_reports(path: Path) -> Iterator[bytes]:
    """Return the letters at `path`: one file, an mbox, a Maildir, or a folder of `.eml` files.

    Raises:
        NoSuchMailbox: it is none of these.
    """
    if path.is_file():
        yield from _of_file(path)
    elif (path / "new").is_dir() or (path / "cur").is_dir():
        yield from _of_maildir(path)
    elif path.is_dir():
        yield from _of_folder(path)
    else:
        raise NoSuchMailbox(path=str(path))


def read_report(raw: bytes) -> Report | None:
    """Return what a report says; None where it is none, or says that all is well."""
    if len(raw) > LARGEST:
        return None
    try:
        message = message_from_bytes(raw, EmailMessage, policy=policy.compat32)
        failed = _failed_field(message)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return None  # whatever else it is, it is no report that can be read
    named = tuple(dict.fromkeys(one.decode() for one in MESSAGE_ID.findall(raw)))[:NAMED]
    if failed is None or not named:
        return None
    status, words = failed
    reason = ADDRESS.sub("…", clean_line(words))[:300]
    return Report(named, status, reason, hashlib.sha256(raw).hexdigest())


def _of_file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        if file.read(5) != b"From ":
            file.seek(0)
            yield file.read(LARGEST + 1)
            return
    box = mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys()):
            if number >= MOST:
                return
            with box.get_file(key) as file:
                yield file.read(LARGEST + 1)
    finally:
        box.close()


def _of_maildir(path: Path) -> Iterator[bytes]:
    box = Maildir(path, create=False)
    for number, key in enumerate(sorted(box.iterkeys())):
        if number >= MOST:
            return
        with box.get_file(key) as file:
            yield file.read(LARGEST + 1)


def _of_folder(path: Path) -> Iterator[bytes]:
    files = sorted(one for one in path.iterdir() if one.suffix == ".eml" and one.is_file())
    for one in files[:MOST]:
        with one.open("rb") as file:
            yield file.read(LARGEST + 1)


def _failed_field(message: Message) -> tuple[str, str] | None:
    """Return status and words of the recipient that failed or is delayed, if one is."""
    for number, part in enumerate(message.walk()):
        if number >= PARTS:
            return None
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            found = _of_recipient(block) if isinstance(block, Message) else None
            if found is not None:
                return found
    return None


def _of_recipient(block: Message) -> tuple[str, str] | None:
    action = str(block.get("Action", "")).strip().casefold()
    status = STATUS.search(str(block.get("Status", "")))
    if action not in {"failed", "delayed"} or status is None or status[1] == "2":
        return None
    words = str(block.get("Diagnostic-Code", "")).partition(";")[2]
    return status[0], words
