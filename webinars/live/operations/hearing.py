"""Messages of rooms: appended as they came, then looked at. Looking again changes nothing."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from webinars.attendance.models import HoldingSource
from webinars.database import Db
from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.adapters.zoom import files_of
from webinars.live.models import (
    EventState,
    HookEvent,
    HookRefusal,
    MarkKind,
    ProviderRoom,
    RoomAccount,
    RoomMove,
    RoomRecording,
)
from webinars.live.operations.marking import mark
from webinars.live.operations.using import ask_call, ask_projection
from webinars.live.queries.rooms import rooms_called
from webinars.live.rules.credentials import Recorded
from webinars.live.rules.happenings import Happening, Move, What, instant_of_iso
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration


def append_event(
    db: Db, *, account: RoomAccount, happening: Happening, now: datetime
) -> HookEvent | None:
    """Keep a message that is believed; return None where it was kept before."""
    event = HookEvent(
        account_id=account.id,
        kind=happening.what.value,
        meeting_id=happening.meeting_id[:256],
        run=happening.run,
        digest=happening.digest,
        at=happening.at,
        received_at=now,
        body=dict(happening.body),
    )
    try:
        with db.begin_nested():
            db.add(event)
    except IntegrityError:  # the same bytes again: a provider repeats what it is unsure of
        return None
    ask_projection(db, event=event.public_id, step="first", now=now)
    return event


def note_refusal(db: Db, *, account: RoomAccount, reason: str, digest: str, now: datetime) -> None:
    """Count a message that is not believed: one row a day and reason, however many come."""
    kept = {"account_id": account.id, "day": now.date(), "reason": reason[:32]}
    counted = update(HookRefusal).filter_by(**kept)
    told = {"count": HookRefusal.count + 1, "last_at": now, "last_digest": digest}
    if db.scalar(counted.values(told).returning(HookRefusal.count)) is not None:
        return
    try:
        with db.begin_nested():
            db.add(HookRefusal(**kept, count=1, last_at=now, last_digest=digest))
    except IntegrityError:  # the day's first came twice at once
        db.execute(counted.values(told))


def look_at(db: Db, *, event: HookEvent, account: RoomAccount, now: datetime) -> str:
    """Let a message have its effect, and return in a word what came of it.

    One about a meeting that no sitting uses waits; one about a sitting that was
    removed is done with.
    """
    room = _room_of(db, event)
    if room is None:
        return EventState.WAITING.value
    # two messages may tell one move; before `room_id`, which would lock half of the row
    db.refresh(room, ["meeting_id"], with_for_update=True)
    event.room_id = room.id
    if room.sitting is None:
        event.state = EventState.GONE
        return event.state.value
    _keep_moves(db, event, room, account)
    _follow(db, event, room, room.sitting, now)
    event.state = EventState.DONE
    return event.state.value


def _room_of(db: Db, event: HookEvent) -> ProviderRoom | None:
    """Return the room that is meant: of those that share a number, the nearest in time."""
    rooms = rooms_called(db, account_id=event.account_id, meeting_id=event.meeting_id)
    dated = [room for room in rooms if room.sitting is not None]
    if not dated:
        return rooms[-1] if rooms else None
    return min(dated, key=lambda room: _away(room.sitting, event.at))


def _away(sitting: Sitting | None, at: datetime) -> float:
    if sitting is None:
        return float("inf")
    before, after = (sitting.starts_at - at), (at - sitting.ends_at)
    return max(before.total_seconds(), after.total_seconds(), 0)


def _follow(db: Db, event: HookEvent, room: ProviderRoom, sitting: Sitting, now: datetime) -> None:
    kind = What(event.kind)
    if kind is What.BEGAN:
        _mark(db, sitting, MarkKind.BEGAN, event.at, now)
    elif kind is What.ENDED:
        _mark(db, sitting, MarkKind.OVER, event.at, now)
    elif kind is What.REPORT:
        _mark_run(db, event, sitting, now)
    elif kind is What.HINT:
        ask_call(db, room=room, do="status", step=event.public_id, now=now)
    elif kind is What.RECORDED:
        keep_recordings(db, room=room, found=_files(event), now=now)
        ask_call(db, room=room, do="recordings", step=event.public_id, now=now)


def _mark(db: Db, sitting: Sitting, kind: MarkKind, at: datetime, now: datetime) -> None:
    if sitting.cancelled_at is None:
        provider = HoldingSource.PROVIDER
        mark(db, sitting=sitting, kind=kind, at=at, source=provider, by="room", now=now)


def _mark_run(db: Db, event: HookEvent, sitting: Sitting, now: datetime) -> None:
    """Mark when a run began and was over, as its report says."""
    data = event.body.get("data", {})
    for name, kind in (("start", MarkKind.BEGAN), ("finish", MarkKind.OVER)):
        if data.get(name):
            at = instant_of_iso(data[name]).replace(microsecond=0)
            _mark(db, sitting, kind, at, now)


def _files(event: HookEvent) -> list[Recorded]:
    return list(files_of(event.body.get("object") or {}))


def _keep_moves(db: Db, event: HookEvent, room: ProviderRoom, account: RoomAccount) -> None:
    if not event.body:
        return  # emptied by an erasure: what it told was kept before
    adapter = ADAPTERS[account.provider]
    keep_moves(
        db, room=room, event_id=event.id, moves=adapter.moves(event.kind, event.body, event.run)
    )


def keep_moves(db: Db, *, room: ProviderRoom, event_id: int, moves: list[Move]) -> int:
    """Append who came and left, each once; return how many were new."""
    if not moves:
        return 0
    known = _known(db, room)
    fresh = [one for one in dict.fromkeys(moves) if _key(one) not in known]
    whose = _registrations(db, room, fresh)
    for one in fresh:
        registration = whose.get(one.external_id)
        db.add(
            RoomMove(
                room_id=room.id,
                event_id=event_id,
                registration_id=registration,
                **one._asdict(),
            )
        )
    db.flush()
    return len(fresh)


def _key(move: Move | RoomMove) -> tuple[str, str, bool, datetime]:
    return move.run, move.line, move.joined, move.at


def _known(db: Db, room: ProviderRoom) -> set[tuple[str, str, bool, datetime]]:
    columns = (RoomMove.run, RoomMove.line, RoomMove.joined, RoomMove.at)
    rows = db.execute(select(*columns).where(RoomMove.room_id == room.id))
    return {(row.run, row.line, row.joined, row.at) for row in rows}


def _registrations(db: Db, room: ProviderRoom, moves: list[Move]) -> dict[str, int]:
    """Return whose marks were given back: only those of the webinar's own registrations."""
    marks = {one.external_id for one in moves if one.external_id}
    if not marks or room.sitting is None:
        return {}
    rows = select(Registration.public_id, Registration.id).where(
        Registration.webinar_id == room.sitting.webinar_id, Registration.public_id.in_(marks)
    )
    return dict(db.execute(rows).all())


def keep_recordings(db: Db, *, room: ProviderRoom, found: list[Recorded], now: datetime) -> int:
    """Keep what a room tells of its recordings, each file once; a newer link replaces the old."""
    rows = select(RoomRecording).where(RoomRecording.room_id == room.id)
    known = {(row.record_id, row.kind): row for row in db.scalars(rows)}
    for one in found:
        row = known.get((one.record_id, one.kind))
        if row is None:
            row = RoomRecording(
                room_id=room.id, record_id=one.record_id, kind=one.kind, reported_at=now
            )
            db.add(row)
            known[one.record_id, one.kind] = row
        row.link, row.size, row.is_file = one.link, one.size, one.is_file
    db.flush()
    return len(found)
