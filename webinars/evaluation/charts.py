"""Geometry of the pictures: numbers in, coordinates out. Templates only draw them.

No sizes in pixels are promised: a picture has a viewBox and is as wide as its column.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TILE_WIDTH, TILE_HEIGHT, TILES_A_ROW = 34, 26, 10


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    y: int
    length: int
    """Of 240 units for the greatest value."""


@dataclass(frozen=True)
class Bars:
    bars: tuple[Bar, ...]
    height: int


def bars(pairs: Sequence[tuple[str, int]]) -> Bars:
    """Return one bar a pair, the longest 240 units; nothing is longer than its number says."""
    most = max((value for _, value in pairs), default=0) or 1
    drawn = tuple(
        Bar(label, value, 8 + 30 * place, round(240 * value / most))
        for place, (label, value) in enumerate(pairs)
    )
    return Bars(drawn, 8 + 30 * len(drawn))


@dataclass(frozen=True)
class Tile:
    text: str
    reached: str
    x: int
    y: int


@dataclass(frozen=True)
class Tiles:
    tiles: tuple[Tile, ...]
    width: int
    height: int


def tiles(members: Sequence[tuple[str, str]]) -> Tiles:
    """Return a tile a member, ten a row, in the order given. No borders, so none disputed."""
    drawn = tuple(
        Tile(code, reached, TILE_WIDTH * (n % TILES_A_ROW), TILE_HEIGHT * (n // TILES_A_ROW) + 1)
        for n, (code, reached) in enumerate(members)
    )
    rows = -(-len(drawn) // TILES_A_ROW)
    return Tiles(drawn, TILE_WIDTH * TILES_A_ROW, TILE_HEIGHT * rows)


@dataclass(frozen=True)
class Curve:
    """A line in a field of 340 by 150 units that begins at (30, 10)."""

    path: str
    area: str
    most: int
    last: int
    """Minute of the last point."""


def curve(points: Sequence[tuple[int, int]]) -> Curve | None:
    """Return the line through (minute, persons), or None for fewer than two points."""
    if len(points) < 2:
        return None
    last, most = points[-1][0] or 1, max(persons for _, persons in points) or 1
    drawn = [(30 + 340 * minute / last, 160 - 150 * persons / most) for minute, persons in points]
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn)
    return Curve(f"M{line}", f"M30 160L{line}L370 160z", most, last)
