"""A line over time, with the surface under it and its two axes."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.evaluation.charts.parts import Picture, Point, Shape, Words

LEFT, TOP, ACROSS, HIGH = 44, 10, 340, 150
WIDTH, HEIGHT = 400, 190


@dataclass(frozen=True)
class Axis:
    """What stands at the ends of both axes, in words."""

    most: str
    first: str
    last: str


def curve(points: Sequence[Point], axis: Axis) -> Picture | None:
    """Return the line through the points, from zero upwards, or None for fewer than two."""
    if len(points) < 2:
        return None
    first, last = points[0][0], points[-1][0]
    span, most = (last - first) or 1, max(y for _, y in points) or 1
    drawn = tuple(
        (round(LEFT + ACROSS * (x - first) / span, 1), round(TOP + HIGH * (1 - y / most), 1))
        for x, y in points
    )
    floor, right = TOP + HIGH, LEFT + ACROSS
    levels = [
        Shape("ax", ((LEFT, y), (right, y)), is_closed=False) for y in (TOP, TOP + HIGH / 2, floor)
    ]
    ends = (
        Words(LEFT - 6, TOP + 4, axis.most, "end"),
        Words(LEFT - 6, floor + 4, "0", "end"),
        Words(LEFT, floor + 20, axis.first),
        Words(right, floor + 20, axis.last, "end"),
    )
    under = Shape("ar", ((LEFT, floor), *drawn, (right, floor)))
    line = Shape("ln", drawn, is_closed=False)
    return Picture(WIDTH, HEIGHT, (under, *levels, line, *ends))
