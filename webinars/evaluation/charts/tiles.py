"""A tile a member, in its group. No borders are drawn, so none is disputed."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.evaluation.charts.parts import Picture, Shape, Words, box, moved

WIDE, HIGH, A_ROW = 34, 26, 10
LOOKS = {"attended": "y", "registered": "g", "none": "o"}
HEAD = 26
"""Height of a group's line of words in the grid."""


@dataclass(frozen=True)
class Tiled:
    """A member: its code, how far it was reached, and whether its group is confirmed."""

    code: str
    reached: str
    """attended, registered or none."""
    is_unverified: bool = False


def tiles(members: Sequence[Tiled], *, a_row: int = A_ROW) -> Picture:
    """Return a tile a member, in the order given; a notch is cut where the group is unverified."""
    parts: list[Shape | Words] = []
    for n, one in enumerate(members):
        x, y = WIDE * (n % a_row) + 1, HIGH * (n // a_row) + 1
        parts.append(_tile(one, x, y))
        look = "ty" if one.reached == "attended" else ""
        parts.append(Words(x + 15, y + 15, one.code, "middle", look))
    return Picture(WIDE * a_row, HIGH * -(-len(members) // a_row) or 1, tuple(parts), "t")


def _tile(one: Tiled, x: float, y: float) -> Shape:
    look = LOOKS[one.reached]
    if not one.is_unverified:
        return box(look, x, y, 30, 22)
    return Shape(look, ((x, y), (x + 24, y), (x + 30, y + 6), (x + 30, y + 22), (x, y + 22)))


def grid(groups: Sequence[tuple[str, Sequence[Tiled]]]) -> Picture:
    """Return all members, group below group, each under its name: for a file of its own."""
    parts: list[Shape | Words] = []
    height = 0
    for name, members in groups:
        drawn = tiles(members, a_row=2 * A_ROW)
        parts.append(Words(0, height + 18, name))
        parts += [moved(part, down=height + HEAD) for part in drawn.parts]
        height += HEAD + drawn.height
    return Picture(2 * WIDE * A_ROW, max(height, 1), tuple(parts), "t")
