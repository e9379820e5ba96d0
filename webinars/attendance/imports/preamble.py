"""What stands above a table: the room's own totals, as pairs of headings and values."""

from collections.abc import Mapping
from dataclasses import replace

from webinars.attendance.imports.durations import seconds_of
from webinars.attendance.imports.records import Extract
from webinars.attendance.imports.tables import heading

TOPIC = ("topic", "meeting title", "webinar name", "meeting name")
ROOM = ("meeting id", "webinar id", "id", "meeting code")
STARTED = ("actual start date/time", "actual start time", "start time", "meeting start time")
DURATION = ("actual duration (minutes)", "duration (minutes)", "actual duration", "duration")
UNIQUE = ("participants", "total attended", "attended", "unique viewers")
REGISTERED = ("registered", "total registered", "# registered")
PEAK = ("max concurrent views",)
DAY = ("date", "meeting date")
KNOWN = frozenset((*TOPIC, *ROOM, *STARTED, *DURATION, *UNIQUE, *REGISTERED, *PEAK, *DAY))


class Preamble:
    """Rows above a table, taken one after another."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._headings: list[str] = []

    def take(self, _line: int, cells: list[str]) -> None:
        """Take a row: values below known headings, or headings for the next row.

        A line may also be a heading and its value, as in `Meeting title,Patents`.
        """
        words = [heading(cell).rstrip(":") for cell in cells]
        known = sum(word in KNOWN for word in words)
        filled = len(list(filter(None, words)))
        if self._headings:
            for word, value in zip(self._headings, cells, strict=False):
                self.values.setdefault(word, value)
            self._headings = []
        elif known == 1 and filled == 2 and words[0] in KNOWN:
            self.values.setdefault(words[0], cells[1])
        elif known and known * 2 >= filled:
            self._headings = words

    def tell(self, extract: Extract) -> None:
        """Give `extract` what the preamble says, unless its rows said so already."""
        totals, said = extract.totals, self.values
        extract.totals = replace(
            totals,
            topic=totals.topic or _first(said, TOPIC),
            room_id=totals.room_id or _first(said, ROOM),
            unique=_number(_first(said, UNIQUE)),
            registered=_number(_first(said, REGISTERED)),
            peak=_number(_first(said, PEAK)),
            duration=_minutes(_first(said, DURATION)),
        )
        extract.day = _first(said, DAY)
        extract.started = extract.started or _first(said, STARTED)


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((values[name] for name in names if values.get(name)), "")


def _minutes(text: str) -> int | None:
    seconds = seconds_of(text)
    return None if seconds is None else -(-seconds // 60)


def _number(cell: str) -> int | None:
    digits = cell.replace(",", "").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else None
