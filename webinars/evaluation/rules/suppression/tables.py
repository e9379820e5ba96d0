"""Which cells of a published table of counts are hidden, so that nobody behind one can be counted.

A count of 1 to k-1 persons is hidden (primary). So are others beside it
(complementary), until no margin gives one back: whoever knows every published
cell, all totals and this very rule still finds, for every hidden cell, a table
in which it is below k and one in which it is k or more. So no hidden cell has
fewer than two possible values, and none can be told to be primary. Source:
evaluation.md, section 4.

What a reader can find out is computed exactly. A table with its totals is a
network: every cell takes part in one sum along its row and one down its
column. Flows of whole numbers are whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webinars.evaluation.rules.suppression.flows import Flows

LEAST_K = 3

Place = tuple[int, int]
"""Row and column, from 0; the last of each are the totals."""

Grid = tuple[tuple[int, ...], ...]
"""Counts with their totals: the last row and the last column."""


@dataclass(frozen=True)
class Bounds:
    """What a reader can find out of a cell: no less and no more than these."""

    least: int
    most: int | None
    """None: there is no bound."""

    def straddle(self, k: int) -> bool:
        """Say whether the cell may be below `k`, and may be `k` or more."""
        return self.least < k and (self.most is None or self.most >= k)


def with_totals(counts: Sequence[Sequence[int]]) -> Grid:
    """Return `counts` with a last column and a last row of totals."""
    rows = [(*row, sum(row)) for row in counts]
    return (*rows, tuple(map(sum, zip(*rows, strict=True))))


def hidden(
    counts: Sequence[Sequence[int]], *, k: int, also: frozenset[Place] = frozenset()
) -> frozenset[Place]:
    """Return the places of `counts` and its totals that are hidden.

    Three ways are tried (cell by cell, whole rows, whole columns) and the one that
    hides fewest is taken. Deterministic: the same counts give the same places.

    Args:
        counts: persons, a row a list, without totals.
        k: the smallest count that is shown, at least 3. Zero is shown where nothing is beside it.
        also: places hidden for another reason, such as an earlier release.
    """
    if k < LEAST_K:
        raise ValueError(f"a count below {LEAST_K} hides nobody")
    grid = with_totals(counts)
    small = also | {place for place, count in cells(grid) if 0 < count < k}
    if not small:
        return frozenset()
    across = [[(y, x) for x in range(len(grid[0]))] for y in range(len(grid))]
    down = [[(y, x) for y in range(len(grid))] for x in range(len(grid[0]))]
    tried = [
        _cell_by_cell(grid, small, k),
        *(_whole(grid, small, k, way) for way in (across, down)),
    ]
    return min(tried, key=lambda places: (len(places), sorted(places)))


def _whole(
    grid: Grid, small: frozenset[Place], k: int, lines: Sequence[Sequence[Place]]
) -> frozenset[Place]:
    """Hide every line with a hidden place, then the smallest others, until nothing is found out.

    It is as if these lines were told together: only their sum is known.
    """
    chosen = [line for line in lines if small & set(line)]
    rest = [line for line in lines if line not in chosen]
    rest.sort(key=lambda line: sum(grid[y][x] for y, x in line))
    while True:
        found = {place for line in chosen for place in line}
        if not rest or _weakest(grid, found, k) is None:
            return frozenset(found)
        chosen.append(rest.pop(0))


def _cell_by_cell(grid: Grid, small: frozenset[Place], k: int) -> frozenset[Place]:
    found = set(small)
    while (weak := _weakest(grid, found, k)) is not None:
        beside = _beside(grid, found, weak)
        if beside is None:
            break
        found.add(beside)
    return frozenset(found)


def cells(grid: Grid) -> Iterator[tuple[Place, int]]:
    for y, row in enumerate(grid):
        for x, count in enumerate(row):
            yield (y, x), count


def _weakest(grid: Grid, found: set[Place], k: int) -> Place | None:
    """Return the first hidden place of which a reader finds out too much, if there is one."""
    for place in sorted(found):
        if not bounds(grid, found, place).straddle(k):
            return place
    return None


def _beside(grid: Grid, found: set[Place], weak: Place) -> Place | None:
    """Return the place to hide next: in the row or column of `weak`, where fewest are hidden.

    A place whose other line has a hidden one closes a cycle, and comes first;
    then the smallest count; an empty place protects nobody and comes last.
    """
    y, x = weak
    line = [(y, c) for c in range(len(grid[0]))] + [(r, x) for r in range(len(grid))]
    free = [place for place in dict.fromkeys(line) if place not in found]
    if not free:
        rest = [place for place, _ in cells(grid) if place not in found]
        return min(rest, key=lambda p: (grid[p[0]][p[1]] == 0, grid[p[0]][p[1]], p), default=None)

    def cost(place: Place) -> tuple[bool, bool, int, Place]:
        r, c = place
        other = (
            [(r, n) for n in range(len(grid[0]))] if c == x else [(n, c) for n in range(len(grid))]
        )
        closes = any(one in found for one in other if one != place)
        return (grid[r][c] == 0, not closes, grid[r][c], place)

    return min(free, key=cost)


def bounds(grid: Grid, found: set[Place] | frozenset[Place], place: Place) -> Bounds:
    """Return the least and the most that the hidden cell at `place` can be, all else known."""
    places = {*found, place}
    flows = Flows(
        {one: _ends(grid, one) for one in places}, {one: grid[one[0]][one[1]] for one in places}
    )
    count, rise = grid[place[0]][place[1]], flows.rise(place)
    return Bounds(count - flows.fall(place), None if rise is None else count + rise)


Node = tuple[str, int]


def _ends(grid: Grid, place: Place) -> tuple[Node, Node]:
    """Return the two sums in which a cell takes part, in the direction of its arc.

    An inner cell leads from its row to its column; totals lead on, so that at
    every sum what comes in goes out again.
    """
    y, x = place
    last_row, last_column = len(grid) - 1, len(grid[0]) - 1
    row: Node = ("row", y)
    column: Node = ("column", x)
    if (y == last_row) != (x == last_column):  # a total of a row, or of a column
        return (column, row)
    return (row, column)
