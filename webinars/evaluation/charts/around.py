"""What stands around a picture that leaves as a file: title, finding, legend, and its source."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from webinars.evaluation.charts.parts import Picture, Shape, Words, box, moved

LINE, ROOM = 16, 12
"""Height of a line of words, and the margin."""

LETTER = 7
"""Units that a letter takes, rather more than less; one of Chinese takes as much as two."""

SQUARE, BESIDE = 12, 18
WIDE = frozenset("WF")


@dataclass(frozen=True)
class Around:
    head: Sequence[str]
    """Title and finding."""
    source: Sequence[str]
    legend: Sequence[tuple[str, str]] = ()
    """Look of a mark, and what it means."""


def alone(picture: Picture, around: Around, *, rtl: bool) -> Picture:
    """Return the picture with what a page says around it, for a file."""
    across = picture.width // LETTER
    head, foot = (
        [line for one in of for line in parted(one, across)] for of in (around.head, around.source)
    )
    start = picture.width if rtl else 0
    parts: list[Shape | Words] = [Words(start, LINE * (n + 1), t) for n, t in enumerate(head)]
    top = LINE * len(head) + ROOM
    for n, (look, words) in enumerate(around.legend):
        parts += _meaning(look, words, top + LINE * n, picture.width if rtl else None)
    top += LINE * len(around.legend) + ROOM * bool(around.legend)
    parts += [moved(part, down=top) for part in picture.parts]
    below = top + picture.height + ROOM
    parts += [Words(start, below + LINE * n, line) for n, line in enumerate(foot)]
    return replace(picture, height=below + LINE * len(foot), parts=tuple(parts))


def _meaning(look: str, words: str, top: float, turned: int | None) -> list[Shape | Words]:
    """Return a square with its words; `turned` is the width of what runs from the right."""
    left = 1.0 if turned is None else turned - SQUARE - 1
    beside = BESIDE if turned is None else turned - BESIDE
    return [box(look, left, top, SQUARE, SQUARE), Words(beside, top + SQUARE - 2, words)]


def parted(text: str, across: int) -> Iterator[str]:
    """Yield lines of so many letters at most; Chinese is parted anywhere, the rest at spaces."""
    line = ""
    for piece in _pieces(text, across):
        if line and _letters(line + piece.rstrip()) > across:
            yield line.rstrip()
            line = ""
        line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, across: int) -> Iterator[str]:
    piece = ""
    for letter in text:
        if _letters(piece + letter) > across:
            yield piece
            piece = ""
        piece += letter
        if letter == " " or unicodedata.east_asian_width(letter) in WIDE:
            yield piece
            piece = ""
    yield piece


def _letters(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(letter) in WIDE) for letter in text)
