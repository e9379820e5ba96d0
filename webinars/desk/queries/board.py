"""What is going on in a sitting at this moment, in a constant number of queries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from webinars.database import Db
from webinars.jobs.models import Job
from webinars.live.models import (
    FloorQuestion,
    Intent,
    ProviderRoom,
    QuestionState,
    RoomMove,
    Way,
)
from webinars.live.operations.using import PROJECT
from webinars.live.queries.rooms import failing_calls, refusals_since
from webinars.live.rules.happenings import Move, stays_of
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.states.queries import classify_all


class Coming(NamedTuple):
    """Who pressed *Join now*: persons, each once, by how they are counted."""

    expected: int
    """With a place."""
    joined: int
    last_minutes: int
    """Of whom in the last five minutes."""
    by_group: tuple[tuple[str, int], ...]
    """Codes; the empty one is for those of no regional group."""
    by_language: tuple[tuple[str, int], ...]
    """In which we write to them and they read our pages."""
    by_interpretation: tuple[tuple[str, int], ...]
    """Codes; empty: the floor."""
    by_way: Mapping[Way, int]
    present: int | None
    """Connections open by the room's messages. None: the room reports none as they happen."""


class Failing(NamedTuple):
    """What does not work at present."""

    letters: int
    """Given up."""
    calls: int
    """To providers, given up."""
    hooks: int
    """Messages of rooms that were not believed today or yesterday (UTC)."""
    waiting: int
    """Messages that were believed, and that nobody has looked at for two minutes."""


def coming(db: Db, *, sitting: Sitting, now: datetime) -> Coming:
    first = _first_presses(db, sitting)
    groups = _groups(db, sitting.starts_at.date())
    return Coming(
        expected=_expected(db, sitting),
        joined=len(first),
        last_minutes=sum(row.at > now - timedelta(minutes=5) for row in first),
        by_group=_counted(groups.get(row.state_code, "") for row in first),
        by_language=_counted(row.language for row in first),
        by_interpretation=_counted(row.listens_in for row in first),
        by_way=Counter(row.way for row in first),
        present=_present(db, sitting),
    )


class _Press(NamedTuple):
    at: datetime
    language: str
    way: Way
    state_code: str | None
    listens_in: str


def _first_presses(db: Db, sitting: Sitting) -> list[_Press]:
    """Return the last press of each person: by which way they came in the end."""
    newest = (
        select(func.max(Intent.id))
        .where(Intent.sitting_id == sitting.id)
        .group_by(Intent.registration_id)
    )
    rows = (
        select(
            Intent.at,
            Intent.language,
            Intent.way,
            Registration.state_code,
            Registration.listens_in,
        )
        .join(Registration, Registration.id == Intent.registration_id)
        .where(Intent.id.in_(newest))
    )
    return [_Press(*row) for row in db.execute(rows)]


def _groups(db: Db, on: date) -> dict[str | None, str]:
    known = classify_all(db, on=on, known_at=None)
    return {code: one.group.value if one.group else "" for code, one in known.items()}


def _counted(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    counts = Counter(str(value or "") for value in values)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _expected(db: Db, sitting: Sitting) -> int:
    held = select(func.count()).where(
        Place.sitting_id == sitting.id, Place.state == PlaceState.CONFIRMED
    )
    return db.scalar(held) or 0


def _present(db: Db, sitting: Sitting) -> int | None:
    rows = (
        select(RoomMove.run, RoomMove.line, RoomMove.joined, RoomMove.at)
        .join(ProviderRoom, ProviderRoom.id == RoomMove.room_id)
        .where(ProviderRoom.sitting_id == sitting.id, RoomMove.staff.is_(False))
    )
    moves = [Move(*row, "", "", "", staff=False) for row in db.execute(rows)]
    if not moves:
        return None
    return sum(stay.left_at is None for stay in stays_of(moves).found)


def failing(db: Db, *, now: datetime) -> Failing:
    letters = select(func.count()).where(Letter.failed_at.is_not(None))
    late = select(func.count()).where(
        Job.name == PROJECT,
        Job.done_at.is_(None),
        Job.due_at < now - timedelta(minutes=2),
    )
    return Failing(
        letters=db.scalar(letters) or 0,
        calls=failing_calls(db),
        hooks=sum(one.count for one in refusals_since(db, now=now)),
        waiting=db.scalar(late) or 0,
    )


def open_questions(db: Db, *, sitting: Sitting) -> int:
    """Return how many questions wait for the moderator."""
    rows = select(func.count()).where(
        FloorQuestion.webinar_id == sitting.webinar_id,
        FloorQuestion.state == QuestionState.NEW,
        FloorQuestion.text != "",
    )
    return db.scalar(rows) or 0
