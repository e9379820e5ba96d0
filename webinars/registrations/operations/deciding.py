"""Approving, rejecting and ordering a delegation, by its focal point or by the Secretariat.

A form says how each registration stood when its page was read. Where one stands
otherwise by now, nothing is done, and the second of two hears what the first did.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line
from webinars.outbox.operations import withdraw
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.letters import APPROVED, REJECTED
from webinars.registrations.models import Approval, Place, PlaceState, Registration
from webinars.registrations.operations.places import hold, release_all
from webinars.registrations.operations.taking import new_place, note_taken
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import chosen, delegation_of, sittings_among
from webinars.registrations.rules import (
    is_admitted,
    last_place,
    moved,
    renumbered,
    stand_of,
    standing_place,
)

LONGEST_REASON = 1_000


class DelegationChanged(Refusal):
    message = N_("Somebody else changed this delegation while you had its page open.")

    def __init__(self, changed: Sequence[Registration]) -> None:
        super().__init__()
        self.changed = tuple(changed)
        """Those that stand otherwise than the form showed."""


class NobodyChosen(BadInput):
    message = N_("Choose at least one person: tick the box before the name.")


class NoReasonGiven(BadInput):
    message = N_("Say why: the person reads the reason.")


class NotAsked(Refusal):
    message = N_("This webinar asks for no approval.")


Seen = Mapping[str, str]
"""How each registration stood on the page, by its public id, as `stand_of` says it."""


def approve(
    db: Db,
    *,
    webinar: Webinar | None,
    public_ids: Collection[str],
    code: str | None,
    seen: Seen,
    by: str,
    now: datetime,
) -> int:
    """Approve these registrations; return how many were not approved before.

    Whoever was rejected gets a place as a newcomer would. Ids that are not of the
    State `code`, or not of `webinar`, are passed over as if they did not exist; None is
    every State, and every webinar.

    Raises:
        NobodyChosen: none of these stands.
        DelegationChanged: one stands otherwise than `seen`.
    """
    rows = _taken(db, webinar, public_ids, code, seen)
    fresh = [one for one in rows if one.approval in {Approval.PENDING, Approval.REJECTED}]
    for one in fresh:
        if one.approval is Approval.REJECTED:
            _place_again(db, one, now=now)
        one.approval, one.approval_reason = Approval.APPROVED, ""
        one.revision += 1
        db.flush()
        tell(db, registration=one, kind=APPROVED, now=now, valid_until=_ends(one))
        _note(db, one, "approve", by=by, now=now)
    return len(fresh)


def reject(
    db: Db,
    *,
    webinar: Webinar | None,
    public_ids: Collection[str],
    code: str | None,
    seen: Seen,
    reason: str | Mapping[str, str],
    by: str,
    now: datetime,
) -> int:
    """Reject these registrations; their places are given on at once. Return how many.

    It can be reviewed: `approve` takes it back. Whoever's sitting has begun stays.

    Args:
        reason: an English id of `rules.REJECTIONS`, or words; by language where they differ.

    Raises:
        NoReasonGiven: there is none in the language of one of these persons.
        NotAsked: of a focal point, where the webinar asks for no approval.
        NobodyChosen, DelegationChanged: as `approve`.
    """
    if code is not None and webinar is not None and not webinar.asks_approval:
        raise NotAsked
    rows = _taken(db, webinar, public_ids, code, seen)
    open_to_it = [one for one in rows if _can_be_rejected(one, now)]
    reasons = {one.public_id: _reason_for(one, reason) for one in open_to_it}
    for one in open_to_it:
        _reject(db, one, reasons[one.public_id], by=by, now=now)
    return len(open_to_it)


def order(
    db: Db,
    *,
    webinar: Webinar,
    code: str,
    numbers: Mapping[str, int | None],
    seen: Seen,
    move: tuple[str, bool] | None = None,
    by: str,
    now: datetime,
) -> int:
    """Put a delegation in order; return how many have another rank now.

    Args:
        numbers: what was written beside each registration; None: no rank.
        move: a registration to change with its neighbour, and whether upwards; the
            numbers then do not count.

    Raises:
        DelegationChanged: one stands otherwise than `seen`, or came or went meanwhile.
    """
    rows = delegation_of(db, webinar=webinar, code=code, lock=True)
    _refuse_changed(rows, seen)
    if new := [one for one in rows if one.public_id not in seen]:
        raise DelegationChanged(new)
    ids = [one.public_id for one in rows]
    ranks = moved(ids, move[0], up=move[1]) if move else renumbered(ids, numbers)
    changed = [one for one in rows if one.focal_rank != ranks[one.public_id]]
    for one in changed:
        before, one.focal_rank = one.focal_rank, ranks[one.public_id]
        _note(db, one, "order", by=by, now=now, before=before, after=one.focal_rank)
    db.flush()
    return len(changed)


def _taken(
    db: Db, webinar: Webinar | None, public_ids: Collection[str], code: str | None, seen: Seen
) -> Sequence[Registration]:
    """Return the chosen rows, held after their sittings, as they were seen."""
    those = webinar.sittings if webinar else sittings_among(db, public_ids=public_ids)
    hold(db, sittings=those)
    found = chosen(db, public_ids=public_ids, code=code)
    rows = [one for one in found if webinar is None or one.webinar_id == webinar.id]
    if not rows:
        raise NobodyChosen
    _refuse_changed(rows, {of: stand for of, stand in seen.items() if of in public_ids})
    return rows


def _refuse_changed(rows: Sequence[Registration], seen: Seen) -> None:
    changed = [one for one in rows if seen.get(one.public_id, stand_of(one)) != stand_of(one)]
    if changed:
        raise DelegationChanged(changed)


def _can_be_rejected(one: Registration, now: datetime) -> bool:
    place = standing_place(one)
    begun = place is not None and place.sitting.starts_at <= now
    return one.approval is not Approval.REJECTED and not begun


def _reason_for(one: Registration, reason: str | Mapping[str, str]) -> str:
    said = reason if isinstance(reason, str) else reason.get(one.language, "")
    if not clean_line(said):
        raise NoReasonGiven
    return clean_line(said)[:LONGEST_REASON]


def _reject(db: Db, one: Registration, reason: str, *, by: str, now: datetime) -> None:
    place = standing_place(one)
    held = place is not None and place.state is PlaceState.CONFIRMED and is_admitted(one)
    withdraw(db, about=one.public_id, now=now)
    one.approval, one.approval_reason = Approval.REJECTED, reason
    one.revision += 1
    one.sequence += 1
    tell(db, registration=one, kind=REJECTED, now=now, held=held)
    _note(db, one, "reject", by=by, now=now, reason=reason)
    release_all(db, registration=one, now=now)


def _place_again(db: Db, one: Registration, *, now: datetime) -> None:
    """Give a newcomer's place in the sitting of the last one, if that is still to come."""
    last = last_place(one)
    sitting = last.sitting if last else None
    if standing_place(one) is not None or sitting is None or not _is_ahead(sitting, now):
        return
    fresh, found = new_place(db, sitting=sitting, who=one, now=now)
    one.places.append(fresh)
    db.flush()
    note_taken(db, place=fresh, before=found)


def _is_ahead(sitting: Sitting, now: datetime) -> bool:
    return sitting.cancelled_at is None and sitting.ends_at > now


def _ends(one: Registration) -> datetime | None:
    place: Place | None = standing_place(one)
    return place.sitting.ends_at if place else None


def _note(
    db: Db, one: Registration, verb: str, *, by: str, now: datetime, **detail: object
) -> None:
    kind, subject = f"registrations.{verb}", one.public_id
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail or None)
