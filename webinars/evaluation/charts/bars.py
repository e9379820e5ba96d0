"""Bars one below another, each under its label: long words of any language have room."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.evaluation.charts.parts import Picture, Shape, Words, box

WIDTH, LONGEST, EACH = 400, 320, 42


@dataclass(frozen=True)
class Bar:
    label: str
    value: float | None
    """None: suppressed; then there is no bar, and only the words."""
    words: str


def bars(rows: Sequence[Bar], *, most: float = 0) -> Picture:
    """Return one bar a row, nothing longer than its number says.

    Args:
        most: what the longest bar means; the greatest value where it is not given.
    """
    longest = most or max((row.value or 0 for row in rows), default=0) or 1
    parts: list[Shape | Words] = []
    for place, row in enumerate(rows):
        top, length = EACH * place, LONGEST * (row.value or 0) / longest
        parts.append(Words(0, top + 12, row.label))
        if length:
            parts.append(box("b", 0, top + 18, round(length, 1), 14))
        parts.append(Words(round(length, 1) + 6, top + 30, row.words))
    axis = Shape("ax", ((0, 0), (0, EACH * len(rows))), is_closed=False)
    return Picture(WIDTH, max(EACH * len(rows), 1), (*parts, axis))
