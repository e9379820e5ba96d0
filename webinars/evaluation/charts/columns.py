"""Columns side by side: how often each answer was given, of everybody and class by class."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webinars.evaluation.charts.around import LETTER, LINE, parted
from webinars.evaluation.charts.parts import Picture, Shape, Words, box

WIDTH, HIGH, GAP = 400, 44, 10
ABOVE, BELOW = 30, 18
EACH = ABOVE + HIGH + BELOW + GAP
"""Of a row: its words, the counts above the columns, the columns, and what each stands for."""

TALL, BRACKET, LINES = 110, 14, 20
SWATCH = 12


@dataclass(frozen=True)
class Row:
    """One class: who, how many, and how often each answer was given."""

    words: str
    shares: Sequence[float] = ()
    """Of those who answered; empty: hidden, and the words say so."""
    counts: Sequence[str] = ()


def lattice(rows: Sequence[Row], heads: Sequence[str], notes: Sequence[str]) -> Picture:
    """Return the rows one below another, on one scale: the highest column is the greatest share.

    Args:
        heads: what stands under each column.
        notes: what the heads mean, each a line or more.
    """
    parts: list[Shape | Words] = []
    top, most = 0, max((share for row in rows for share in row.shares), default=0) or 1
    for row in rows:
        lines = list(parted(row.words, WIDTH // LETTER))
        parts += _lines(lines, top)
        if row.shares:
            parts += _columns(row, heads, top, HIGH / most)
        top += EACH if row.shares else LINE * len(lines) + GAP
    lines = [line for note in notes for line in parted(note, WIDTH // LETTER)]
    parts += _lines(lines, top)
    return Picture(WIDTH, max(top + LINE * len(lines) + 4, 1), tuple(parts))


def _lines(lines: Sequence[str], top: int) -> Iterator[Words]:
    return (Words(0, top + 12 + LINE * n, line) for n, line in enumerate(lines))


def _columns(row: Row, heads: Sequence[str], top: int, whole: float) -> Iterator[Shape | Words]:
    """Yield a row's columns; `whole` is the height of one that everybody chose."""
    each, floor = WIDTH / len(heads), top + ABOVE + HIGH
    for n, (share, count, head) in enumerate(zip(row.shares, row.counts, heads, strict=True)):
        left, high = each * n, round(whole * share, 1)
        if share:
            yield _column("b", left, floor, each, high)
        middle = round(left + each / 2, 1)
        yield Words(middle, round(floor - high - 3, 1), count, "middle")
        yield Words(middle, floor + 13, head, "middle")
    yield Shape("ax", ((0, floor), (WIDTH, floor)), is_closed=False)


def _column(look: str, left: float, floor: float, each: float, high: float) -> Shape:
    side = each / 6
    return box(
        look,
        round(left + side, 1),
        round(floor - high, 1),
        round(each - 2 * side, 1),
        round(high, 1),
    )


@dataclass(frozen=True)
class Band:
    """Columns that belong together, and what is said of them."""

    columns: range
    looks: tuple[str, ...]
    """Surfaces and outlines, one upon the other: bands are told apart without colour."""
    words: str


def banded(counts: Sequence[tuple[str, float, str]], bands: Sequence[Band]) -> Picture:
    """Return one row of tall columns in bands, each with its bracket and its words below.

    Args:
        counts: of each column what it stands for, its number, and the number in words.
    """
    each, most = WIDTH / len(counts), max((number for _, number, _ in counts), default=0) or 1
    floor = LINE + TALL
    parts: list[Shape | Words] = [Shape("ax", ((0, floor), (WIDTH, floor)), is_closed=False)]
    for place, (head, number, words) in enumerate(counts):
        band = next(one for one in bands if place in one.columns)
        high, middle = TALL * number / most, round(each * (place + 0.5), 1)
        if number:
            parts += [_column(look, each * place, floor, each, high) for look in band.looks]
        parts.append(Words(middle, round(floor - high - 3, 1), words, "middle"))
        parts.append(Words(middle, floor + 13, head, "middle"))
    below = floor + BELOW
    for n, band in enumerate(bands):
        parts += _bracket(band, below, each)
        parts += _meaning(band, below + BRACKET + LINES * n)
    return Picture(WIDTH, below + BRACKET + LINES * len(bands), tuple(parts))


def _bracket(band: Band, top: float, each: float) -> Iterator[Shape]:
    first, last = round(each * band.columns.start + 3, 1), round(each * band.columns.stop - 3, 1)
    yield Shape("c", ((first, top), (first, top + 5), (last, top + 5), (last, top)), False)  # noqa: FBT003


def _meaning(band: Band, top: float) -> Iterator[Shape | Words]:
    for look in band.looks:
        yield box(look, 1, top, SWATCH, SWATCH)
    yield Words(SWATCH + 8, top + SWATCH - 2, band.words)
