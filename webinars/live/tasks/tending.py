"""What rooms need as time passes: made in time, counted while they run, asked afterwards."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.live.models import ProviderRoom, RoomState
from webinars.live.operations.reporting import ask_report, report_key
from webinars.live.operations.using import EARLY, ask_call, call_key
from webinars.live.queries.rooms import asked_already, rooms_around
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.live.rules.retention import keeping_of
from webinars.programme.models import Sitting

AFTER = timedelta(days=4)
"""How long after its end a sitting's room is asked for recordings."""

LONGEST = timedelta(days=400)
"""How far back a report may still have to be fetched before it is deleted."""

ASKED_AGAIN = timedelta(minutes=5)
RECORDINGS_AFTER = tuple(timedelta(hours=hours) for hours in (0.25, 1, 6, 24, 72))
REPORT_AFTER = tuple(timedelta(hours=hours) for hours in (0.5, 24))
SETTLED = timedelta(minutes=15)
"""So long after the end the last messages have come."""


class Need(NamedTuple):
    """One call that is due; the same step is asked for once."""

    do: str
    step: str


def tend(engine: Bind, now: datetime) -> None:
    """Ask for every call that is due and was not asked for. Most minutes nothing is written."""
    with reading(engine) as db:
        if not _due(db, now):
            return
    with unit_of_work(engine) as db:
        for room, need in _due(db, now):
            _ask(db, room, need, now)


def _due(db: Db, now: datetime) -> list[tuple[ProviderRoom, Need]]:
    near = rooms_around(db, now=now, before=EARLY, after=LONGEST)
    due = {_key(room, need): (room, need) for room in near for need in needs_of(room, now)}
    known = asked_already(db, keys=due)
    return [what for key, what in due.items() if key not in known]


def _key(room: ProviderRoom, need: Need) -> str:
    if need.do == "report":
        return report_key(room, need.step)
    return call_key(room, need.do, need.step)


def _ask(db: Db, room: ProviderRoom, need: Need, now: datetime) -> None:
    if need.do == "report":
        ask_report(db, room=room, step=need.step, now=now)
    else:
        ask_call(db, room=room, do=need.do, step=need.step, now=now)


def needs_of(room: ProviderRoom, now: datetime) -> Iterator[Need]:
    """Yield what is due for `room` at `now`. Pure."""
    sitting, live_room = room.sitting, room.live_room
    if sitting is None or room.account.closed_at is not None:
        return
    if sitting.cancelled_at is not None or live_room is None or live_room.closed_at is not None:
        if room.state is RoomState.READY and now < sitting.ends_at + AFTER:
            yield Need("end", "gone")
        return
    if now < sitting.ends_at:
        yield from _before(room, now)
    elif now < sitting.ends_at + LONGEST:
        yield from _after(room, sitting, now)


def _before(room: ProviderRoom, now: datetime) -> Iterator[Need]:
    """A server that restarted knows no meeting any more: it is made anew every five minutes."""
    can = CAPABILITIES[room.account.provider]
    if can.create and can.counts_present:
        yield Need("create", f"slot {int(now.timestamp()) // ASKED_AGAIN.seconds}")
        if room.state is RoomState.READY:
            yield Need("status", f"minute {int(now.timestamp()) // 60}")


def _after(room: ProviderRoom, sitting: Sitting, now: datetime) -> Iterator[Need]:
    can, ended = CAPABILITIES[room.account.provider], sitting.ends_at
    if can.counts_present and room.state is RoomState.READY and now < ended + timedelta(hours=2):
        yield Need("status", f"minute {int(now.timestamp()) // 60}")
    if can.recordings:
        yield from _passed("recordings", RECORDINGS_AFTER, ended, now)
    if can.attendance in {"callback", "webhook+api"} and now < ended + AFTER:
        yield from _passed("report", (SETTLED,), ended, now)
    if can.attendance == "webhook+api":
        yield from _passed("attendance", REPORT_AFTER, ended, now)
        keeping = keeping_of(room, ended_at=ended)
        if keeping is not None and now >= keeping.deleted_at - timedelta(days=14):
            yield Need("attendance", "before it is deleted")


def _passed(
    do: str, spans: tuple[timedelta, ...], ended: datetime, now: datetime
) -> Iterator[Need]:
    """Yield the last of `spans` after the end that has passed, for a few days only."""
    passed = [span for span in spans if ended + span <= now < ended + AFTER]
    if passed:
        yield Need(do, f"after {passed[-1]}")
