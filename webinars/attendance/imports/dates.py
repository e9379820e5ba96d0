"""Dates as attendance files write them: which order they have, and which instants they are.

The order is decided by evidence, in the sequence of reference/attendance-files.md,
section 1: values that can be read one way only, an answer of the user, the
planned day of the webinar. Otherwise the user is asked. The header's language
says nothing. All values of a file share one order.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from webinars.attendance.imports import sentences
from webinars.attendance.imports.records import DateOrder, Sentence
from webinars.kernel.zones import NoSuchTime, instant_of

Window = tuple[datetime, datetime]

A_DAY = timedelta(days=1)
"""More than any two zones differ, less than the two readings of one date ever do."""

_HALF = r"[AaPp]\.?\s?[Mm]\.?|[صم]"
_TIME = (
    r"((?:[上下]午)?\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?"
    rf"(?:\s?({_HALF}))?(?:\s[A-Z]{{3,5}})?"
)
"""With the half of the day in English, Spanish, Arabic or Chinese, and a zone's abbreviation.

The abbreviation says nothing certain: several zones share one. The zone is asked for.
"""
_FIGURES = re.compile(r"(\d{4}|\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2}|\d)[,،]?[T\s]\s*" + _TIME)
_MONTH_NAME = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4}),?\s+" + _TIME)
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[-\s]([A-Za-z]{3,9})\.?[-\s](\d{4}|\d{2}),?\s+" + _TIME)
_AWARE = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,]\d{1,9})?\s?(?:(Z|UTC)|([+-]\d{2}):?(\d{2}))"
)
"""An instant that says its own zone, as interfaces of rooms write it."""

HOUR = re.compile(_TIME)
"""A time of the day without a day."""

_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

Clock = tuple[str, str, str | None, str | None]


class Walls(NamedTuple):
    """What clocks showed, under either order; None where that order makes no date."""

    month_first: datetime | None
    day_first: datetime | None

    def under(self, order: DateOrder) -> datetime | None:
        return self.month_first if order is DateOrder.MONTH_FIRST else self.day_first

    @property
    def is_plain(self) -> bool:
        """Both orders give the same: 5 May, or a date that says its own order."""
        return self.month_first == self.day_first


NO_TIME = Walls(None, None)
NOT_A_TIME = Sentence(sentences.NOT_A_TIME)


def walls_of(text: str) -> Walls:
    """Return what `text` may mean, without a zone. Never raises."""
    if match := _FIGURES.fullmatch(text):
        first, mark, second, third, *clock = match.groups()
        return _from_figures((first, second, third), mark, _clock(*clock))
    if match := _MONTH_NAME.fullmatch(text):
        name, day, year, *clock = match.groups()
    elif match := _DAY_MONTH_NAME.fullmatch(text):
        day, name, year, *clock = match.groups()
    else:
        return NO_TIME
    wall = _wall(int(year), _MONTHS.get(name.casefold(), 0), int(day), _clock(*clock))
    return Walls(wall, wall)


def _from_figures(parts: tuple[str, str, str], mark: str, clock: tuple[int, int, int]) -> Walls:
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        wall = _wall(first, second, third, clock)
        return Walls(wall, wall)
    if len(parts[2]) == 1:
        return NO_TIME
    day_first = _wall(third, second, first, clock)
    return Walls(day_first if mark == "." else _wall(third, first, second, clock), day_first)


def _clock(hour: str, minute: str, second: str | None, half: str | None) -> tuple[int, int, int]:
    """Return hour of 24, minute, second; an hour that the half of the day does not have is 99."""
    half = half or hour[:1] if not hour[0].isdecimal() else half
    number = int(hour.lstrip("上下午"))
    if half:
        number = number % 12 + (12 if half[0] in "pPم下" else 0) if 1 <= number <= 12 else 99
    return number, int(minute), int(second or 0)


def instant_said(text: str) -> datetime | None:
    """Return the instant of a text that says its own zone, to the second; None for any other."""
    match = _AWARE.fullmatch(text)
    if match is None:
        return None
    day, clock, utc, hours, minutes = match.groups()
    offset = "+00:00" if utc else f"{hours}:{minutes}"
    try:
        return datetime.fromisoformat(f"{day}T{clock}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _wall(year: int, month: int, day: int, clock: tuple[int, int, int]) -> datetime | None:
    year += 2000 if year < 100 else 0
    if not 2000 <= year < 2100:
        return None
    try:
        return datetime(year, month, day, *clock)  # noqa: DTZ001  (the zone is not in the file)
    except ValueError:
        return None


class Readings(dict[str, Walls]):
    """The meanings of a file's date texts, each worked out once."""

    def __missing__(self, text: str) -> Walls:
        self[text] = walls_of(text)
        return self[text]


@dataclass(frozen=True)
class Decision:
    """The order of a file's dates, or the question that stands in the way of one."""

    order: DateOrder | None = None
    """None without a question: every date says its own order."""
    question: Sentence | None = None


def decide(
    readings: Readings,
    texts: Iterable[str],
    *,
    others: Callable[[], Iterable[str]],
    answer: DateOrder | None,
    planned: Window | None,
) -> Decision:
    """Decide the order of a file's dates.

    Args:
        readings: kept for the caller, who needs them next.
        texts: dates of the session itself: joins, leaves, its start.
        others: gives the file's other dates, asked only if the first do not decide.
        answer: what the user said, if she was asked.
        planned: when the session was to be, as instants.
    """
    texts = {text for text in texts if instant_said(text) is None}
    session = _open(readings, texts)
    if not session:
        return Decision()
    evidence = session
    if len(_possible(session)) > 1:
        texts |= set(others())
        evidence = _open(readings, texts)
    possible = [DateOrder.DAY_FIRST] if any(map(_DOTTED.match, texts)) else _possible(evidence)
    if len(possible) == 1 or answer:
        return Decision(possible[0] if len(possible) == 1 else answer)
    return _decide_by_plan(session, planned) if possible else Decision(question=_clash(evidence))


def _open(readings: Readings, texts: Iterable[str]) -> dict[str, Walls]:
    """Return the texts that mean a date, but not the same in both orders."""
    return {text: readings[text] for text in texts if not readings[text].is_plain}


def _possible(readings: Mapping[str, Walls]) -> list[DateOrder]:
    """Return the orders under which all of the texts are dates."""
    return [o for o in DateOrder if all(walls.under(o) for walls in readings.values())]


def _clash(readings: Mapping[str, Walls]) -> Sentence:
    def example(order: DateOrder) -> str:
        return min(text for text, walls in readings.items() if walls.under(order))

    values = {
        "month_first": example(DateOrder.MONTH_FIRST),
        "day_first": example(DateOrder.DAY_FIRST),
    }
    return Sentence(sentences.BOTH_ORDERS, values)


def _decide_by_plan(session: Mapping[str, Walls], planned: Window | None) -> Decision:
    question = _question(*min(session.items()))
    if planned is None:
        return Decision(question=question)
    near = [o for o in DateOrder if any(is_near(w.under(o), planned) for w in session.values())]
    if len(near) == 1:
        return Decision(near[0])
    return Decision(question=question)


def _question(example: str, walls: Walls) -> Sentence:
    days = [f"{wall:%Y-%m-%d}" if wall else "" for wall in walls]
    values = {"example": example, "month_first": days[0], "day_first": days[1]}
    return Sentence(sentences.WHICH_DATE, values)


def is_near(wall: datetime | None, planned: Window) -> bool:
    """Tell whether `wall` may lie in the planned window, whatever its zone: to within a day."""
    if wall is None:
        return False
    instant = wall.replace(tzinfo=UTC)
    return planned[0] - A_DAY <= instant <= planned[1] + A_DAY


class Instants(dict[str, datetime | Sentence | None]):
    """The UTC instant of each date text, or the sentence that says why it has none.

    No text has no instant and needs no reason. A file repeats the same seconds
    over and over; each is worked out once.
    """

    def __init__(self, readings: Readings, *, order: DateOrder | None, zone: str) -> None:
        super().__init__({"": None})
        self._readings = readings
        self._order = order or DateOrder.MONTH_FIRST
        self._zone = zone
        self._minutes: dict[datetime, datetime | Sentence] = {}

    def __missing__(self, text: str) -> datetime | Sentence | None:
        self[text] = self._instant(text)
        return self[text]

    def _instant(self, text: str) -> datetime | Sentence:
        if (said := instant_said(text)) is not None:
            return said
        wall = self._readings[text].under(self._order)
        if wall is None:
            return NOT_A_TIME
        minute = wall.replace(second=0)  # clocks change at whole minutes
        if minute not in self._minutes:
            self._minutes[minute] = self._instant_of_minute(minute)
        found = self._minutes[minute]
        return found if isinstance(found, Sentence) else found.replace(second=wall.second)

    def _instant_of_minute(self, minute: datetime) -> datetime | Sentence:
        try:
            return instant_of(minute, self._zone)
        except NoSuchTime:
            values = {"zone": self._zone, "wall": f"{minute:%Y-%m-%d %H:%M}"}
            return Sentence(sentences.NO_SUCH_TIME, values)
