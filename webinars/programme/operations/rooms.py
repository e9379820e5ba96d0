"""The live rooms of a sitting: replaced, never rewritten."""

from datetime import datetime
from urllib.parse import urlsplit

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.programme.models import LiveRoom, Sitting
from webinars.programme.operations.changes import Changes
from webinars.programme.operations.facts import RoomFacts
from webinars.programme.operations.refusals import BadLink, IsCancelled
from webinars.programme.operations.revision import raise_revision
from webinars.programme.operations.webinars import refuse_cancelled
from webinars.programme.rules import room_of


def change_room(db: Db, *, sitting: Sitting, facts: RoomFacts, by: str, now: datetime) -> LiveRoom:
    """Open another live room for a sitting and close the one before; none is rewritten.

    No invitation is sent again: the join gate leads to the room in use. Public
    pages say no more of it than whether one can telephone. The journal is not
    told links and codes.

    Raises:
        BadLink: not an https address.
        IsCancelled: the sitting, or its webinar, was cancelled.
    """
    refuse_cancelled_sitting(sitting)
    fresh, present = new_room(facts, now=now), room_of(sitting)
    if present is not None and _same(present, fresh):
        return present
    if present is not None:
        present.closed_at = now
    sitting.rooms.append(fresh)
    db.flush()
    if bool(fresh.dial_in) != bool(present and present.dial_in):
        raise_revision(db)
    before = present.public_id if present else None
    detail: Changes = {"room": [before, fresh.public_id]}
    subject = sitting.public_id
    record(
        db, kind="programme.change_room", actor=by, subject=subject, now=now, detail=dict(detail)
    )
    return fresh


def new_room(facts: RoomFacts, *, now: datetime) -> LiveRoom:
    return LiveRoom(
        provider=facts.provider,
        link=_checked_link(facts.link.strip()),
        passcode=clean_line(facts.passcode),
        dial_in=clean_paragraphs(facts.dial_in),
        notes=clean_paragraphs(facts.notes),
        opened_at=now,
    )


def _checked_link(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise BadLink from error
    if parts.scheme != "https" or not parts.hostname or any(sign.isspace() for sign in link):
        raise BadLink
    return link


def _same(one: LiveRoom, other: LiveRoom) -> bool:
    names = ("provider", "link", "passcode", "dial_in", "notes")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def refuse_cancelled_sitting(sitting: Sitting) -> None:
    refuse_cancelled(sitting.webinar)
    if sitting.cancelled_at is not None:
        raise IsCancelled
