"""Shares with their intervals, one below another on one axis from 0 to 100 per cent."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.evaluation.charts.parts import Picture, Shape, Words, box

WIDTH, ACROSS, EACH = 400, 390, 46
LEFT, FOOT = 5, 20
SHARES = (0, 0.5, 1)
"""Where the axis is marked."""


@dataclass(frozen=True)
class Whisker:
    label: str
    value: float | None
    """A fraction; None: n/a, or too few to say."""
    low: float | None
    high: float | None
    words: str
    is_told: bool = True
    """Whether there is anything to tell: somebody was counted."""


def whiskers(rows: Sequence[Whisker], *, marks: tuple[str, str, str]) -> Picture:
    """Return a mark a row, with a line from the lower to the upper end of its interval.

    Args:
        marks: nought, half and the whole, in words under the axis.
    """
    parts: list[Shape | Words] = []
    height = EACH * len(rows)
    for share, words, anchor in zip(SHARES, marks, ("start", "middle", "end"), strict=True):
        parts.append(Words(LEFT + ACROSS * share, height + 14, words, anchor))
    for place, row in enumerate(rows):
        parts += _row(row, EACH * place)
    return Picture(WIDTH, height + FOOT, tuple(parts))


def _row(row: Whisker, top: int) -> list[Shape | Words]:
    parts: list[Shape | Words] = [
        Words(LEFT + 3, top + 12, row.label),
        Words(LEFT + 3, top + 26, row.words),
    ]
    y = top + 36
    parts += [  # beside the mark alone: no line runs through words
        Shape(
            "ax", ((LEFT + ACROSS * share, y - 7), (LEFT + ACROSS * share, y + 7)), is_closed=False
        )
        for share in SHARES
    ]
    if row.low is not None and row.high is not None:
        ends = ((_x(row.low), y), (_x(row.high), y))
        parts.append(Shape("c", ends, is_closed=False))
        parts += [Shape("c", ((x, y - 4), (x, y + 4)), is_closed=False) for x, _ in ends]
    if row.value is not None:
        parts.append(box("b", _x(row.value) - 4, y - 4, 8, 8))
    return parts


def _x(share: float) -> float:
    return round(LEFT + ACROSS * share, 1)
