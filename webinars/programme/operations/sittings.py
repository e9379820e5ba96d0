"""Adding, moving and changing sittings."""

from datetime import datetime, timedelta

from sqlalchemy import select

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.kernel.zones import TZDATA_VERSION, instant_of
from webinars.programme.letters import hours_of
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.operations.changes import Changes, change, plain
from webinars.programme.operations.entries import revise_entry
from webinars.programme.operations.facts import SittingFacts, Slot
from webinars.programme.operations.refusals import (
    BadMinutes,
    HasBegun,
    ReserveTooLarge,
    SameTime,
    TimeIsPast,
    WasAnnounced,
)
from webinars.programme.operations.revision import raise_revision
from webinars.programme.operations.rooms import new_room, refuse_cancelled_sitting
from webinars.programme.operations.telling import tell_hours
from webinars.programme.operations.webinars import refuse_cancelled
from webinars.programme.rules import was_announced

SHORTEST, LONGEST = 5, 720
"""Minutes of a sitting; the table's own bounds."""


def add_sitting(
    db: Db, *, webinar: Webinar, slot: Slot, facts: SittingFacts, by: str, now: datetime
) -> Sitting:
    """Add a sitting to a webinar, announced or not.

    Raises:
        NoSuchTime, UnknownZone: clocks skip or double that wall time, or no such zone.
        TimeIsPast, BadMinutes, SameTime: of the slot.
        ReserveTooLarge, BadLink: of the room.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    _check_places(facts.capacity, facts.reserve)
    sitting = Sitting(
        webinar=webinar,
        **_times(db, webinar, slot, now=now),
        capacity=facts.capacity,
        reserve=facts.reserve,
        venue=clean_line(facts.venue),
        slot_reason=clean_paragraphs(facts.slot_reason),
        calendar_revised_at=now,
    )
    if facts.room:
        sitting.rooms.append(new_room(facts.room, now=now))
    db.add(sitting)
    db.flush()
    detail = _told_time(sitting) | {"capacity": [None, facts.capacity]}
    _tell(db, sitting, "programme.add_sitting", detail, by=by, now=now)
    return sitting


def move_sitting(db: Db, *, sitting: Sitting, slot: Slot, by: str, now: datetime) -> bool:
    """Give a sitting another time or length; return whether either differs.

    Raises its calendar entry's SEQUENCE. Who registered is told by `registrations`.

    Raises:
        HasBegun: it is no longer to come.
        IsCancelled: it, or its webinar, was cancelled.
        NoSuchTime, UnknownZone, TimeIsPast, BadMinutes, SameTime: of the slot.
    """
    refuse_closed(sitting, now=now)
    times = _times(db, sitting.webinar, slot, now=now, sitting=sitting)
    when, before = (sitting.starts_at, sitting.ends_at), hours_of(sitting.webinar)
    detail = change(sitting, **times)
    if (sitting.starts_at, sitting.ends_at) != when:
        revise_entry(sitting, now=now)
        if was_announced(sitting.webinar) and sitting.starts_at != when[0]:
            sitting.moved_from = when[0]
    _tell(db, sitting, "programme.move_sitting", detail, by=by, now=now)
    tell_hours(db, webinar=sitting.webinar, before=before, now=now)
    return (sitting.starts_at, sitting.ends_at) != when


def change_venue(db: Db, *, sitting: Sitting, venue: str, by: str, now: datetime) -> bool:
    """Say where a hybrid sitting meets; return whether that differs. Raises the SEQUENCE.

    Raises:
        HasBegun, IsCancelled: it is no longer to come.
    """
    refuse_closed(sitting, now=now)
    detail = change(sitting, venue=clean_line(venue))
    if detail:
        revise_entry(sitting, now=now)
    _tell(db, sitting, "programme.change_venue", detail, by=by, now=now)
    return bool(detail)


def change_capacity(
    db: Db, *, sitting: Sitting, capacity: int | None, reserve: int, by: str, now: datetime
) -> None:
    """Say how many connections the room allows, and how many are kept for its own people.

    The row is locked first, so that no place is decided by the old figure
    meanwhile. Places given already stay given.

    Raises:
        ReserveTooLarge: no place would be left.
        IsCancelled: it, or its webinar, was cancelled.
    """
    refuse_cancelled_sitting(sitting)
    _check_places(capacity, reserve)
    db.refresh(sitting, ["capacity", "reserve"], with_for_update=True)
    detail = change(sitting, capacity=capacity, reserve=reserve)
    _tell(db, sitting, "programme.change_capacity", detail, by=by, now=now)


def change_sitting(
    db: Db, *, sitting: Sitting, slot: Slot | None, facts: SittingFacts, by: str, now: datetime
) -> None:
    """Say all about a sitting again but its live room; `slot` None leaves its time alone.

    Raises what `move_sitting`, `change_venue` and `change_capacity` raise.
    """
    if slot is not None:
        move_sitting(db, sitting=sitting, slot=slot, by=by, now=now)
    if clean_line(facts.venue) != sitting.venue:
        change_venue(db, sitting=sitting, venue=facts.venue, by=by, now=now)
    change_capacity(
        db, sitting=sitting, capacity=facts.capacity, reserve=facts.reserve, by=by, now=now
    )
    explain_slot(db, sitting=sitting, reason=facts.slot_reason, by=by, now=now)


def explain_slot(db: Db, *, sitting: Sitting, reason: str, by: str, now: datetime) -> None:
    """Say, in public, why a sitting has its hour."""
    detail = change(sitting, slot_reason=clean_paragraphs(reason))
    _tell(db, sitting, "programme.explain_slot", detail, by=by, now=now)


def remove_sitting(db: Db, *, sitting: Sitting, by: str, now: datetime) -> None:
    """Delete a sitting that nobody has been told of.

    Raises:
        WasAnnounced: its webinar is no draft any more.
    """
    webinar = sitting.webinar
    if was_announced(webinar) or webinar.state is WebinarState.CANCELLED:
        raise WasAnnounced
    _tell(db, sitting, "programme.remove_sitting", _told_time(sitting), by=by, now=now)
    for room in list(sitting.rooms):
        db.delete(room)
    webinar.sittings.remove(sitting)
    db.delete(sitting)
    db.flush()


def refuse_closed(sitting: Sitting, *, now: datetime) -> None:
    """Refuse where a sitting is no longer to come."""
    refuse_cancelled_sitting(sitting)
    if sitting.starts_at <= now:
        raise HasBegun


def _times(
    db: Db, webinar: Webinar, slot: Slot, *, now: datetime, sitting: Sitting | None = None
) -> dict[str, object]:
    """Return the columns of `slot`, held to the webinar's other sittings under its lock."""
    if not SHORTEST <= slot.minutes <= LONGEST:
        raise BadMinutes
    starts_at = instant_of(slot.wall, slot.zone)
    if starts_at <= now:
        raise TimeIsPast(wall=f"{slot.wall:%Y-%m-%d %H:%M}", zone=slot.zone)
    _refuse_same_time(db, webinar, starts_at, sitting=sitting)
    return {
        "announced_start": slot.wall,
        "zone": slot.zone,
        "tzdata": TZDATA_VERSION,
        "minutes": slot.minutes,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=slot.minutes),
    }


def _refuse_same_time(
    db: Db, webinar: Webinar, starts_at: datetime, *, sitting: Sitting | None
) -> None:
    db.refresh(webinar, ["state"], with_for_update=True)  # one at a time gives it a new hour
    same = (Sitting.webinar_id == webinar.id, Sitting.starts_at == starts_at)
    found = db.scalars(select(Sitting).where(*same)).one_or_none()
    if found is not None and found is not sitting:
        raise SameTime


def _check_places(capacity: int | None, reserve: int) -> None:
    if capacity is not None and capacity <= reserve:
        raise ReserveTooLarge(capacity=capacity, reserve=reserve)


def _told_time(sitting: Sitting) -> Changes:
    return {
        "announced_start": [None, plain(sitting.announced_start)],
        "zone": [None, sitting.zone],
        "minutes": [None, sitting.minutes],
    }


def _tell(
    db: Db, sitting: Sitting, kind: str, differing: Changes, *, by: str, now: datetime
) -> None:
    if not differing:
        return
    sitting.webinar.revised_at = now
    db.flush()
    detail = dict(differing) | {"webinar": sitting.webinar.public_id}
    record(db, kind=kind, actor=by, subject=sitting.public_id, now=now, detail=detail)
    raise_revision(db)
