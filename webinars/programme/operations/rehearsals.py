"""When those who appear rehearse."""

from datetime import datetime, timedelta

from webinars.database import Db
from webinars.kernel.text import clean_paragraphs
from webinars.kernel.zones import instant_of
from webinars.programme.models import Rehearsal, Webinar
from webinars.programme.operations.changes import Changes, plain
from webinars.programme.operations.facts import Slot
from webinars.programme.operations.refusals import RehearsalTooLate
from webinars.programme.operations.webinars import refuse_cancelled, tell
from webinars.programme.rules import standing


def add_rehearsal(
    db: Db, *, webinar: Webinar, slot: Slot, note: str, by: str, now: datetime
) -> Rehearsal:
    """Set a rehearsal; the pages of those who appear show it from now on.

    Raises:
        NoSuchTime, UnknownZone: of the hour.
        RehearsalTooLate: it lies in the past, or after the last sitting.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    starts_at = instant_of(slot.wall, slot.zone)
    last = max((one.starts_at for one in standing(webinar)), default=None)
    if starts_at <= now or (last is not None and starts_at >= last):
        raise RehearsalTooLate
    rehearsal = Rehearsal(
        announced_start=slot.wall,
        zone=slot.zone,
        minutes=slot.minutes,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=slot.minutes),
        note=clean_paragraphs(note),
    )
    webinar.rehearsals.append(rehearsal)
    _tell(db, webinar, rehearsal, [None, plain(slot.wall)], by=by, now=now)
    return rehearsal


def cancel_rehearsal(
    db: Db, *, webinar: Webinar, rehearsal: Rehearsal, by: str, now: datetime
) -> None:
    """Call a rehearsal off. Twice is once."""
    if rehearsal.cancelled_at is None:
        rehearsal.cancelled_at = now
        _tell(db, webinar, rehearsal, [plain(rehearsal.announced_start), None], by=by, now=now)


def _tell(
    db: Db,
    webinar: Webinar,
    rehearsal: Rehearsal,
    times: list[str | int | None],
    *,
    by: str,
    now: datetime,
) -> None:
    told: Changes = {"announced_start": times, "zone": [None, rehearsal.zone]}
    tell(db, webinar, "programme.change_rehearsal", told, by=by, now=now)
