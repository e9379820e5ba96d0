"""Calling a provider, as jobs do it: read, call outside any transaction, write what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import exists, select

from webinars.attendance.models import HoldingSource
from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.jobs.register import GivenUp, TryLater
from webinars.kernel.languages import Language
from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.adapters.protocol import Adapter
from webinars.live.models import (
    EventState,
    HookEvent,
    MarkKind,
    ProviderRoom,
    RoomAccount,
    RoomState,
)
from webinars.live.operations.connecting import opened
from webinars.live.operations.hearing import keep_moves, keep_recordings
from webinars.live.operations.marking import mark
from webinars.live.operations.reporting import ask_report
from webinars.live.operations.using import ask_call
from webinars.live.queries.rooms import find_account, find_room
from webinars.live.rules.credentials import Credentials, Health, Meeting, Recorded, Status
from webinars.live.rules.faults import AuthRefused, OverQuota, RoomFault
from webinars.live.rules.happenings import Move, What, digest_of
from webinars.programme.rules import text_in

MOST_FAILURES = 5
PAUSE = timedelta(minutes=2)
LATER = timedelta(minutes=30)
"""After the sitting's end so long a meeting that nobody has joined is kept."""


class House(NamedTuple):
    """What a call needs of the house."""

    key: bytes
    """Opens sealed secrets."""
    base_url: str


class Asked(NamedTuple):
    """One call: everything that was read before it."""

    adapter: Adapter
    creds: Credentials
    meeting: Meeting | None
    meeting_id: str
    reference: dict[str, Any]
    room: str
    now: datetime


Do = Callable[[Asked], object]

DOES: dict[str, Do] = {
    "check": lambda one: one.adapter.check(one.creds, now=one.now),
    "create": lambda one: one.adapter.ensure(one.creds, meeting=_needed(one.meeting)),
    "end": lambda one: one.adapter.end(
        one.creds, meeting_id=one.meeting_id, reference=one.reference
    ),
    "status": lambda one: one.adapter.status(one.creds, meeting_id=one.meeting_id),
    "recordings": lambda one: list(
        one.adapter.recorded(one.creds, meeting_id=one.meeting_id, room=one.room)
    ),
    "attendance": lambda one: list(one.adapter.attendance(one.creds, meeting_id=one.meeting_id)),
}


def call(house: House, engine: Bind, arguments: dict[str, Any], now: datetime) -> str | None:
    """Do one call of `arguments`: `do`, and a `room` or an `account` by public id.

    Raises:
        TryLater: the provider was away, or asked to wait.
        GivenUp: it will not do that, however often it is asked.
    """
    do = str(arguments["do"])
    try:
        with reading(engine) as db:
            asked = _asked(db, house, arguments, now)
        if asked is None:
            return "nothing left to do"
        found = DOES[do](asked)
    except RoomFault as fault:
        with unit_of_work(engine) as db:
            _note_fault(db, arguments, do, fault, now)
        name = type(fault).__name__
        raise (TryLater(name, after=fault.after) if fault.passing else GivenUp(name)) from fault
    with unit_of_work(engine) as db:
        return _note(db, arguments, do, found, now)


def _asked(db: Db, house: House, arguments: dict[str, Any], now: datetime) -> Asked | None:
    """Read what the call needs; None where it is about something that is no more."""
    room, account = _about(db, arguments)
    if account is None or account.closed_at is not None:
        return None
    if account.paused_until is not None and account.paused_until > now:
        raise TryLater("Paused", after=account.paused_until - now)
    adapter = ADAPTERS[account.provider]
    creds = opened(account, key=house.key, now=now)
    if room is None:
        return Asked(adapter, creds, None, "", {}, "", now)
    meeting = _meeting(room, house, now) if arguments["do"] == "create" else None
    if arguments["do"] == "create" and meeting is None:
        return None
    return Asked(
        adapter, creds, meeting, room.meeting_id, dict(room.reference), room.public_id, now
    )


def _about(db: Db, arguments: dict[str, Any]) -> tuple[ProviderRoom | None, RoomAccount | None]:
    if "account" in arguments:
        return None, find_account(db, public_id=str(arguments["account"]))
    room = find_room(db, public_id=str(arguments["room"]))
    return room, room.account if room else None


def _meeting(room: ProviderRoom, house: House, now: datetime) -> Meeting | None:
    """Return the meeting to make; None for a sitting that is over, called off or elsewhere."""
    sitting, live_room = room.sitting, room.live_room
    if sitting is None or live_room is None or live_room.closed_at is not None:
        return None
    if sitting.cancelled_at is not None or sitting.ends_at <= now:
        return None
    text, _ = text_in(sitting.webinar.texts, Language.ENGLISH)
    provider = room.account.provider.value
    return Meeting(
        meeting_id=room.meeting_id,
        title=text.title,
        minutes=int((sitting.ends_at + LATER - now).total_seconds()) // 60,
        hook=f"{house.base_url}/hooks/{provider}/{room.public_id}",
        home=f"{house.base_url}/webinars/{sitting.webinar.slug}",
        room=room.public_id,
    )


def _needed(meeting: Meeting | None) -> Meeting:
    assert meeting is not None  # noqa: S101  (`_asked` saw to it)
    return meeting


def _note_fault(
    db: Db, arguments: dict[str, Any], do: str, fault: RoomFault, now: datetime
) -> None:
    """Write down that a call failed; after several in a row the account is left in peace."""
    room, account = _about(db, arguments)
    if account is None:
        return
    name = type(fault).__name__
    if room is not None and do == "create":
        room.state, room.fault = RoomState.FAILED, name
    if room is None or isinstance(fault, AuthRefused):
        account.checked_at, account.verdict = now, name
    if fault.passing:
        account.failures += 1
        if isinstance(fault, OverQuota) or account.failures >= MOST_FAILURES:
            account.paused_until = now + max(PAUSE, fault.after or timedelta())


def _note(db: Db, arguments: dict[str, Any], do: str, found: object, now: datetime) -> str:
    room, account = _about(db, arguments)
    if account is not None:
        account.failures, account.paused_until = 0, None
    if room is None:
        return _checked(account, found, now) if account else ""
    room.called_at = now
    return NOTES[do](db, room, found, now)


def _checked(account: RoomAccount, found: object, now: datetime) -> str:
    assert isinstance(found, Health)  # noqa: S101  (what `check` returns)
    account.checked_at, account.verdict = now, ""
    account.skew_seconds = int(found.skew.total_seconds()) if found.skew is not None else None
    return found.note or "well"


def _made(db: Db, room: ProviderRoom, found: object, now: datetime) -> str:
    assert isinstance(found, dict)  # noqa: S101  (what `ensure` returns)
    again = bool(room.reference.get("run")) and room.reference.get("run") != found.get("run")
    room.reference = room.reference | found
    room.state, room.fault = RoomState.READY, ""
    _moved_on(db, room, now)
    return "a new run" if again else "made"


def _moved_on(db: Db, room: ProviderRoom, now: datetime) -> None:
    """End a meeting whose sitting was moved to another room while it was being made."""
    live_room, sitting = room.live_room, room.sitting
    gone = live_room is None or live_room.closed_at is not None or sitting is None
    if gone or (sitting is not None and sitting.cancelled_at is not None):
        ask_call(db, room=room, do="end", step="gone", now=now)


def _ended(db: Db, room: ProviderRoom, found: object, now: datetime) -> str:
    del db, found, now
    room.state = RoomState.ENDED
    return "ended"


def _counted(db: Db, room: ProviderRoom, found: object, now: datetime) -> str:
    """Note how many are there; a meeting that ran and runs no more is over."""
    assert isinstance(found, Status)  # noqa: S101  (what `status` returns)
    room.present, room.present_at = found.present, now
    if found.running:
        if not room.reference.get("seen_running"):
            room.reference = room.reference | {"seen_running": now.isoformat()}
            _mark(db, room, MarkKind.BEGAN, now, now)
        return "running"
    if room.reference.get("seen_running") and room.state is not RoomState.ENDED:
        room.reference = {k: v for k, v in room.reference.items() if k != "seen_running"}
        _mark(db, room, MarkKind.OVER, found.ended_at or now, now)
    return "not running"


def _mark(db: Db, room: ProviderRoom, kind: MarkKind, at: datetime, now: datetime) -> None:
    if room.sitting is not None and room.sitting.cancelled_at is None:
        source = HoldingSource.PROVIDER
        mark(db, sitting=room.sitting, kind=kind, at=at, source=source, by="room", now=now)


def _listed(db: Db, room: ProviderRoom, found: object, now: datetime) -> str:
    files = [one for one in found if isinstance(one, Recorded)] if isinstance(found, list) else []
    return f"{keep_recordings(db, room=room, found=files, now=now)} files"


def _attended(db: Db, room: ProviderRoom, found: object, now: datetime) -> str:
    """Keep the provider's own report as a message of its own, and offer it to be signed."""
    moves = [one for one in found if isinstance(one, Move)] if isinstance(found, list) else []
    digest = digest_of(repr(moves).encode())
    event = HookEvent(
        account_id=room.account_id,
        room_id=room.id,
        kind=What.OTHER.value,
        meeting_id=room.meeting_id,
        run="report",
        digest=digest,
        at=now,
        received_at=now,
        body={"rows": len(moves)},
        state=EventState.DONE,
    )
    if moves and not _is_kept(db, event):
        db.add(event)
        db.flush()
        keep_moves(db, room=room, event_id=event.id, moves=moves)
        ask_report(db, room=room, step=event.public_id, now=now)
    return f"{len(moves)} moves"


def _is_kept(db: Db, event: HookEvent) -> bool:
    same = (HookEvent.account_id == event.account_id, HookEvent.digest == event.digest)
    return bool(db.scalar(select(exists().where(*same))))


NOTES: dict[str, Callable[[Db, ProviderRoom, object, datetime], str]] = {
    "create": _made,
    "end": _ended,
    "status": _counted,
    "recordings": _listed,
    "attendance": _attended,
}
