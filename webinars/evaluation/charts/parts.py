"""What every picture is made of: shapes and words, and how it turns for right to left."""

from dataclasses import dataclass, replace

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A line or a surface; `look` is a class of the sheet, and of `ALONE` in a file."""

    look: str
    points: tuple[Point, ...]
    is_closed: bool = True

    @property
    def path(self) -> str:
        steps = "L".join(f"{x:g} {y:g}" for x, y in self.points)
        return f"M{steps}{'z' if self.is_closed else ''}"


@dataclass(frozen=True)
class Words:
    """Words at a point. `anchor` start is where reading begins: on the right in Arabic."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    look: str = ""


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    parts: tuple[Shape | Words, ...]
    kind: str = "plot"
    """Class of the sheet: plot, or t for tiles."""

    def mirrored(self) -> "Picture":
        """Return the picture for a language that is read from right to left."""
        return replace(self, parts=tuple(self._turned(part) for part in self.parts))

    def _turned(self, part: Shape | Words) -> Shape | Words:
        if isinstance(part, Words):
            return replace(part, x=self.width - part.x)
        return replace(part, points=tuple((self.width - x, y) for x, y in part.points))


def box(look: str, x: float, y: float, width: float, height: float) -> Shape:
    right, bottom = x + width, y + height
    return Shape(look, ((x, y), (right, y), (right, bottom), (x, bottom)))


def moved(part: Shape | Words, *, down: float) -> Shape | Words:
    if isinstance(part, Words):
        return replace(part, y=part.y + down)
    return replace(part, points=tuple((x, y + down) for x, y in part.points))


ALONE = {
    "b": 'fill="#5d9a91"',
    "ar": 'fill="#dfeae6"',
    "ln": 'fill="none" stroke="#0b5750" stroke-width="2.5"',
    "ax": 'fill="none" stroke="#b9b4a6"',
    "c": 'fill="none" stroke="#1b2225" stroke-width="1.5"',
    "y": 'fill="#0b5750"',
    "g": 'fill="#dfeae6" stroke="#0b5750"',
    "o": 'fill="none" stroke="#767d7f" stroke-dasharray="2 2"',
    "ty": 'fill="#ffffff"',
    "": 'fill="#1b2225"',
}
"""How each class looks in a file that no sheet accompanies: every program obeys attributes."""
