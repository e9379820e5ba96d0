"""Numbers that a workbook shows as dates and times: ECMA-376 part 1, 18.8.30 and 18.17.4.

A date is kept as days since an epoch, and only its format says that it is one. It is
written out with the year first, which can be read one way only.
"""

import re
from datetime import datetime, timedelta

from webinars.kernel.workbooks.parts import Handler

DATES = frozenset({*range(14, 18), *range(27, 32), *range(34, 37), *range(50, 59)})
MOMENTS = frozenset({22})
TIMES = frozenset({*range(18, 22), 32, 33, 45, 47})
ELAPSED = frozenset({46})
"""Formats that every workbook has without naming them."""

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a wall time: workbooks know no zones)
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001  (as above)
LAST_DAY = 2_958_465
"""31 December 9999."""

_WORDS = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


class Formats(Handler):
    """The format of each style of a workbook, from the part of its styles."""

    def __init__(self, epoch: datetime = EPOCH) -> None:
        self._epoch = epoch
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._on = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._on = True
        elif name == "xf" and self._on:
            self._styles.append(int(attributes.get("numFmtId") or 0))

    def end(self, name: str) -> None:
        self._on = self._on and name != "cellXfs"

    def written(self, value: str, style: str) -> str:
        """Return the number `value` as its style shows it if that is a date or a time."""
        kind = self._kind(style)
        if not kind:
            return value
        try:
            days = float(value)
        except ValueError:
            return value
        if not 0 <= days <= LAST_DAY:
            return value
        return _elapsed(days) if "elapsed" in kind else self._moment(days, kind)

    def _kind(self, style: str) -> frozenset[str]:
        place = int(style) if style.isdecimal() else 0
        number = self._styles[place] if place < len(self._styles) else 0
        if number in self._codes:
            return kind_of(self._codes[number])
        if number in ELAPSED:
            return frozenset({"elapsed"})
        day = {"day"} if number in DATES | MOMENTS else set()
        return frozenset(day | ({"hour"} if number in TIMES | MOMENTS else set()))

    def _moment(self, days: float, kind: frozenset[str]) -> str:
        if days < 1 and "day" not in kind:
            return _elapsed(days)
        moment = self._epoch + timedelta(seconds=round(days * 86_400))
        return f"{moment:%Y-%m-%d %H:%M:%S}" if "hour" in kind else f"{moment:%Y-%m-%d}"


def kind_of(code: str) -> frozenset[str]:
    """Return which of `day`, `hour` and `elapsed` a format shows: nothing for a plain number."""
    first = _BRACKETS.sub("", _WORDS.sub("", code)).partition(";")[0].casefold()
    if _ELAPSED.search(first):
        return frozenset({"elapsed"})
    if "general" in first:
        return frozenset()
    parts = set()
    if {"d", "y"} & set(first):
        parts.add("day")
    if {"h", "s"} & set(first):
        parts.add("hour")
    if "m" in first and not parts:
        parts.add("day")
    return frozenset(parts)


def _elapsed(days: float) -> str:
    minutes, seconds = divmod(round(days * 86_400), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
