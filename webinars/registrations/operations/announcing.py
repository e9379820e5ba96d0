"""Moving, renaming and cancelling what people registered for: all of them hear of it.

Each is done at once, and its letters wait for two minutes (`undoing`). What
is changed again meanwhile is first taken back, so that people hear what differs
from what they knew. A rehearsal reaches one a language.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.programme.models import HeldChange, HeldKind, Sitting, Webinar
from webinars.programme.operations import (
    Slot,
    cancel_sitting,
    cancel_webinar,
    change_venue,
    hold_back,
    hold_plan,
    move_sitting,
    placed,
    retitle,
)
from webinars.programme.operations.refusals import NoReason
from webinars.programme.rules import standing
from webinars.registrations.letters import AMENDED, RESCHEDULED, WEBINAR_CANCELLED
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.telling import tell
from webinars.registrations.operations.undoing import take_back_present, was_placed
from webinars.registrations.queries import holders_in, holders_of, readers_of
from webinars.registrations.rules import Reach, place_in, standing_place


def reschedule_announced(
    db: Db,
    *,
    sitting: Sitting,
    slot: Slot,
    reason: str,
    by: str,
    now: datetime,
    venue: str | None = None,
    reach: Reach = Reach.ALL,
) -> int:
    """Give a sitting another time or venue and write to all who hold or await a place.

    Return to how many; their letters carry the calendar entry with the SEQUENCE
    that the change raised. `venue` None leaves it as it is.

    Raises:
        NoReason: none is given.
        HasBegun, IsCancelled, TimeIsPast, SameTime and others of `programme.move_sitting`.
    """
    why = clean_paragraphs(reason)
    if not why:
        raise NoReason
    hold_plan(db, webinar=sitting.webinar)
    hold(db, sittings=[sitting])
    take_back_present(db, webinar=sitting.webinar, sitting=sitting, by=by, now=now)
    before, was = placed(sitting), was_placed(sitting)
    moved = move_sitting(db, sitting=sitting, slot=slot, by=by, now=now)
    if venue is not None and clean_line(venue) != sitting.venue:
        moved |= change_venue(db, sitting=sitting, venue=venue, by=by, now=now)
    if not moved:
        return 0
    told = holders_of(db, sitting=sitting, reach=reach)
    held = _held(db, HeldKind.MOVE, sitting, before, letters=len(told), by=by, now=now)
    content = was | {"sitting": sitting.public_id, "reason": why}
    content["starts_at"] = sitting.starts_at.isoformat()
    _tell_all(db, told, RESCHEDULED, content, held, valid_until=sitting.ends_at)
    _note(db, "reschedule", sitting.public_id, why, len(told), by=by, now=now)
    return len(told)


def retitle_announced(
    db: Db,
    *,
    webinar: Webinar,
    language: Language,
    title: str,
    by: str,
    now: datetime,
    reach: Reach = Reach.ALL,
) -> int:
    """Give an announced webinar another title in one language; write to those who read it there.

    Return to how many: who holds or awaits a place in a sitting that is not over.

    Raises:
        NoTitle, TitleTooLong, IsCancelled: of `programme.retitle`.
    """
    hold_plan(db, webinar=webinar)
    hold(db, sittings=webinar.sittings)
    take_back_present(db, webinar=webinar, language=language, by=by, now=now)
    before = retitle(db, webinar=webinar, language=language, title=title, by=by, now=now)
    if before is None:
        return 0
    told = readers_of(db, webinar=webinar, language=language, now=now, reach=reach)
    stood = {"language": language, "title": before}
    held = _held(db, HeldKind.RETITLE, webinar, stood, letters=len(told), by=by, now=now)
    content = {"was_title": before, "title": clean_line(title)}
    until = max((sitting.ends_at for sitting in standing(webinar)), default=None)
    _tell_all(db, told, AMENDED, content, held, valid_until=until)
    _note(db, "retitle", webinar.public_id, "", len(told), by=by, now=now)
    return len(told)


def cancel_sitting_announced(
    db: Db,
    *,
    sitting: Sitting,
    reason: str,
    by: str,
    now: datetime,
    reach: Reach = Reach.ALL,
) -> int:
    """Cancel one sitting of several and write to who hold or await a place; return how many.

    Their registrations stand: on her page each may take a place in another sitting.

    Raises:
        NoReason, HasBegun, IsCancelled, OnlySitting: of `programme.cancel_sitting`.
    """
    hold_plan(db, webinar=sitting.webinar)
    hold(db, sittings=[sitting])
    take_back_present(db, webinar=sitting.webinar, sitting=sitting, by=by, now=now)
    told = holders_of(db, sitting=sitting, reach=reach)
    cancel_sitting(db, sitting=sitting, reason=reason, by=by, now=now)
    held = _held(db, HeldKind.CANCEL_SITTING, sitting, {}, letters=len(told), by=by, now=now)
    place_of = partial(place_in, sitting=sitting.public_id)
    _tell_cancelled(db, told, place_of, sitting.cancel_reason, held)
    late = _latecomers(db, told, [sitting], reach)
    _tell_cancelled(db, late, place_of, sitting.cancel_reason, held)
    held.letters += len(late)
    _note(db, "cancel_sitting", sitting.public_id, reason, held.letters, by=by, now=now)
    return held.letters


def cancel_webinar_announced(
    db: Db,
    *,
    webinar: Webinar,
    reason: str,
    by: str,
    now: datetime,
    reach: Reach = Reach.ALL,
) -> int:
    """Cancel a webinar and write to who hold or await a place; return how many.

    Raises:
        NoReason, HasBeenHeld, IsCancelled: of `programme.cancel_webinar`.
    """
    hold_plan(db, webinar=webinar)
    hold(db, sittings=webinar.sittings)
    take_back_present(db, webinar=webinar, by=by, now=now)
    told, state = holders_in(db, webinar=webinar, reach=reach), webinar.state
    with_it = cancel_webinar(db, webinar=webinar, reason=reason, by=by, now=now)
    before = {"state": state, "sittings": [sitting.public_id for sitting in with_it]}
    held = _held(db, HeldKind.CANCEL_WEBINAR, webinar, before, letters=len(told), by=by, now=now)
    _tell_cancelled(db, told, standing_place, webinar.cancel_reason, held)
    late = _latecomers(db, told, with_it, reach)
    _tell_cancelled(db, late, standing_place, webinar.cancel_reason, held)
    held.letters += len(late)
    _note(db, "cancel_webinar", webinar.public_id, reason, held.letters, by=by, now=now)
    return held.letters


def _latecomers(
    db: Db, told: Sequence[Registration], sittings: Sequence[Sitting], reach: Reach
) -> list[Registration]:
    """Return who got a place in these sittings since the others were listed.

    To write to thousands takes seconds, and on PostgreSQL nobody who registers waits for it. (Of
    a sitting that is moved they do: its hour is a key, so they hear what is true then.)
    """
    if db.get_bind().dialect.name == "sqlite" or reach is not Reach.ALL:
        return []
    known = {registration.id for registration in told}
    found = {row.id: row for one in sittings for row in holders_of(db, sitting=one)}
    return [row for key, row in found.items() if key not in known]


def _held(
    db: Db,
    kind: HeldKind,
    what: Sitting | Webinar,
    before: dict[str, Any],
    *,
    letters: int,
    by: str,
    now: datetime,
) -> HeldChange:
    sitting = what if isinstance(what, Sitting) else None
    webinar = what.webinar if isinstance(what, Sitting) else what
    held = hold_back(db, kind=kind, webinar=webinar, sitting=sitting, before=before, by=by, now=now)
    held.letters = letters
    return held


def _tell_all(
    db: Db,
    told: Sequence[Registration],
    kind: str,
    content: dict[str, Any],
    held: HeldChange,
    *,
    valid_until: datetime | None,
) -> None:
    for registration in told:
        tell(
            db,
            registration=registration,
            kind=kind,
            now=held.made_at,
            cause=held,
            valid_until=valid_until,
            urgent=True,
            **content,
        )


def _tell_cancelled(
    db: Db,
    told: Sequence[Registration],
    place_of: Callable[[Registration], Place | None],
    reason: str,
    held: HeldChange,
) -> None:
    for registration in told:
        place = place_of(registration)
        if place is None:
            continue
        content = {
            "sitting": place.sitting.public_id,
            "held": place.state is PlaceState.CONFIRMED,
            "reason": reason,
        }
        _tell_all(db, [registration], WEBINAR_CANCELLED, content, held, valid_until=None)


def _note(
    db: Db, verb: str, subject: str, reason: str, letters: int, *, by: str, now: datetime
) -> None:
    detail = {"reason": reason, "letters": letters}
    kind = f"registrations.{verb}"
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
