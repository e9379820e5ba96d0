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


@dataclass(frozen=True)
class Paint:
    """Colours as in `#0b5750`, or none; how thick the line is, in units of the picture."""

    fill: str = ""
    stroke: str = ""
    thick: float = 1
    is_dashed: bool = False

    @property
    def attributes(self) -> str:
        """Return the same as attributes of SVG."""
        said = [f'fill="{self.fill or "none"}"']
        said += [f'stroke="{self.stroke}"'] * bool(self.stroke)
        said += [f'stroke-width="{self.thick:g}"'] * (self.thick != 1)
        said += ['stroke-dasharray="2 2"'] * self.is_dashed
        return " ".join(said)


PAINTS = {
    "b": Paint("#5d9a91"),
    "ar": Paint("#dfeae6"),
    "ln": Paint(stroke="#0b5750", thick=2.5),
    "ax": Paint(stroke="#b9b4a6"),
    "c": Paint(stroke="#1b2225", thick=1.5),
    "y": Paint("#0b5750"),
    "g": Paint("#dfeae6", "#0b5750"),
    "o": Paint(stroke="#767d7f", is_dashed=True),
    "ty": Paint("#ffffff"),
    "": Paint("#1b2225"),
}
"""How each class looks where no sheet accompanies it: in a file, and in a document."""

ALONE = {look: paint.attributes for look, paint in PAINTS.items()}
"""The same as attributes, which every program obeys."""
