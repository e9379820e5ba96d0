"""Rows below one row of headings, taken apart by column."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from webinars.attendance.imports.records import Section
from webinars.attendance.imports.tables import NO_VALUE, Cells, heading


class Block:
    """Some rows below one row of headings, from which cells are taken by column."""

    def __init__(self, section: Section, headings: Cells) -> None:
        self.section = section
        self._words = [heading(cell) for cell in headings]
        while not self._words[-1]:
            self._words.pop()
        self.clear()

    def clear(self) -> None:
        self.lines: list[int] = []
        self._rows: list[list[str]] = []
        self._columns: list[tuple[str, ...]] = []

    def add(self, lines: Sequence[int], rows: list[list[str]]) -> None:
        self.lines += lines
        self._rows += rows

    def turn(self) -> None:
        """Make columns of the rows; what a row lacks is empty."""
        width = len(self._words)
        rows = [cells if len(cells) >= width else cells + [""] * width for cells in self._rows]
        self._columns = list(zip(*rows, strict=False))

    def column(self, *names: str, last: bool = False) -> list[str]:
        """Return the cells below the first heading of `names`, as they are.

        `last`: where the same heading stands more than once, its last column.
        """
        place = next((self._place(name, last) for name in names if name in self._words), None)
        if place is None or not self._rows:
            return [""] * len(self._rows)
        return list(self._columns[place])

    def said(
        self, *names: str, nothing: AbstractSet[str] = NO_VALUE, last: bool = False
    ) -> list[str]:
        """Return the cells below the first heading of `names`; those that say nothing are empty."""
        cells = self.column(*names, last=last)
        return cells if nothing.isdisjoint(cells) else ["" if c in nothing else c for c in cells]

    def _place(self, name: str, last: bool) -> int:  # noqa: FBT001  (as `column` has it)
        if last:
            return len(self._words) - 1 - self._words[::-1].index(name)
        return self._words.index(name)

    def too_long(self) -> list[int]:
        """Return the lines of rows that have cells where there are no more headings."""
        width = len(self._words)
        if max(map(len, self._rows), default=0) <= width:
            return []
        rows = zip(self.lines, self._rows, strict=True)
        return [line for line, cells in rows if len(cells) > width and any(cells[width:])]
