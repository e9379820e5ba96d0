"""What a document is made of, whatever file it becomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from webinars.evaluation.charts import Picture

Cell = str


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1

    @property
    def kind(self) -> str:
        return "heading"


@dataclass(frozen=True)
class Paragraph:
    text: str
    numbered: bool = True
    """As in a document of the Committee; the number runs through the whole document."""
    language: str = ""
    """Of the text, where it is not the document's."""

    @property
    def kind(self) -> str:
        return "paragraph"


@dataclass(frozen=True)
class Table:
    """A table with a caption; `numeric` columns stand at the end of their cells."""

    caption: str
    head: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    numeric: frozenset[int] = frozenset()
    note: str = ""

    @property
    def kind(self) -> str:
        return "table"


@dataclass(frozen=True)
class Drawing:
    """A picture as the pages have it, with its finding; `alt` says what it shows."""

    caption: str
    alt: str
    picture: Picture


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own: an annex."""


Block = Heading | Paragraph | Table | Drawing | NewPage


@dataclass(frozen=True)
class Document:
    """A document in one language.

    `marks` stand above the title, one a line: symbol, original language, date.
    """

    language: str
    title: str
    marks: Sequence[str]
    subtitle: str
    blocks: Sequence[Block]
    footer: str = ""
    """On every page: of which snapshot this is."""
    properties: dict[str, str] = field(default_factory=dict)


Part = tuple[str, list[Block]]
"""A heading's words, and what stands under it."""


def parted(blocks: Iterable[Block], *, level: int) -> list[Part]:
    """Return what stands under each heading of `level`; what stands before the first under ""."""
    parts: list[Part] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == level:
            parts.append((block.text, []))
        elif parts:
            parts[-1][1].append(block)
        else:
            parts.append(("", [block]))
    return parts
