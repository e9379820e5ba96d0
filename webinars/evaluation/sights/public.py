"""What everybody may read: each series as a whole, by regional group, and what counts no persons.

The catalogue of public counts is this. The total of several series is not in it: who knows all
but one of them would know that one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries.public import WHOLE, Standing
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.populations import is_open
from webinars.evaluation.rules.suppression.standing import GROUP, Counts
from webinars.evaluation.sights.figures import MEASURES, NAMES, Line, line_of

SUPPRESSED = "suppressed"
NA = "n/a"
"""Nobody was there to be counted, or the figure has no such part."""
PUBLIC_HEAD = ("breakdown", "class", "persons", "cut")


@dataclass(frozen=True)
class Count:
    """A count of persons as it stands. `persons` None: suppressed; it was never published."""

    persons: int | None
    cut: int | None
    """Of the snapshot with which it came to be so. Whether it waits since then is not told: of a
    count that is known to wait, few came."""


UNTOLD = Count(None, None)


@dataclass(frozen=True)
class Published:
    populations: dict[str, Count]
    groups: tuple[tuple[str, Count], ...]
    """Key of the group, and how many of it attended, in the order of the keys."""

    @property
    def cut(self) -> int | None:
        """Return the cut of what was published last; None: nothing ever was."""
        every = [*self.populations.values(), *(count for _, count in self.groups)]
        return max((one.cut for one in every if one.cut is not None), default=None)

    def is_older(self, count: Count) -> bool:
        """Say whether a count stands as it was while others moved on."""
        return count.cut is not None and count.cut != self.cut


def published(standings: Sequence[Standing]) -> Published:
    """Return every public count as it stands after the last of `standings`.

    A nought is true or suppressed: beside a coverage that names States it would be a lie.

    Args:
        standings: of one series, the oldest first.
    """
    names = {name for one in standings for name in one.counts.groups}
    found: dict[str, Count] = {}
    for one in standings:
        for name in one.counts.released:
            persons = one.counts.of(name)
            if found.get(name, UNTOLD).persons != persons:  # it need not be told what merely stands
                found[name] = Count(persons, one.cut)
    newest = standings[-1].counts if standings else Counts({}, {})
    found = {name: one for name, one in found.items() if one.persons or not newest.of(name)}
    groups = ((name.removeprefix(GROUP), found.get(name, UNTOLD)) for name in sorted(names))
    return Published({name: found.get(name, UNTOLD) for name in WHOLE}, tuple(groups))


OFFERED = (9, 23, 25, 27, 28, 29)
"""Indicators of members, webinars, days, topics and languages. Views are not among them: from one
night to the next they tell that somebody looked."""


@dataclass(frozen=True)
class OpenFigure:
    """A figure of a series as a whole that counts no persons: nothing of it is ever suppressed."""

    indicator: int
    name: str
    """As the files have it, such as `hour-equity`."""
    version: int
    measure: str
    """As the files have it, such as `members`."""
    line: Line

    @property
    def words(self) -> str:
        """Return the indicator's name, an English id."""
        return NAMES[self.name]


def open_figures(found: Mapping[str, Any]) -> list[OpenFigure]:
    """Return what of a snapshot's `indicators.json` everybody may read, in the order of numbers."""
    told = {one["indicator"]: one for one in found["definitions"]}
    wanted = [
        one
        for one in found["figures"]
        if one["by"] == "" and one["indicator"] in OFFERED and one["indicator"] in told
        if is_open(one["indicator"], one["measure"])
    ]
    return sorted((_open(one, told[one["indicator"]]) for one in wanted), key=_numbered)


def _open(figure: Mapping[str, Any], definition: Mapping[str, Any]) -> OpenFigure:
    line = line_of(figure, definition, {})
    number, measure = figure["indicator"], figure["measure"]
    return OpenFigure(number, definition["name"], definition["version"], measure, line)


def _numbered(one: OpenFigure) -> tuple[int, int]:
    return one.indicator, list(MEASURES).index(one.measure)


Several = Sequence[tuple[str, Published, Sequence[OpenFigure]]]
"""Series by their slugs."""


def as_data(
    snapshot: Snapshot, public: Published, figures: Sequence[OpenFigure] = ()
) -> dict[str, Any]:
    """Return the same for programs: null is never written, a hidden count is a word."""
    return {**_head(snapshot), **_body(public, figures)}


def as_data_of_several(snapshot: Snapshot, several: Several) -> dict[str, Any]:
    """Return the same of several series, by their slugs, each by itself: no total is published."""
    told = {slug: _body(public, figures) for slug, public, figures in several}
    return {**_head(snapshot), "series": told}


def _head(snapshot: Snapshot) -> dict[str, Any]:
    taken = snapshot.taken_at.astimezone(UTC).isoformat(timespec="seconds")
    return {
        "cut": snapshot.cut,
        "taken_at": taken,
        "digest": snapshot.digest,
        "smallest_count": K,
    }


def _body(public: Published, figures: Sequence[OpenFigure]) -> dict[str, Any]:
    groups = dict(public.groups)
    return {
        "indicators": [dict(zip(OPEN_HEAD, cells, strict=True)) for cells in open_rows(figures)],
        "populations": {name: _shown(count) for name, count in public.populations.items()},
        "attended_by_group": {group: _shown(count) for group, count in public.groups},
        "stands_at": {
            "populations": _cuts(public.populations),
            "attended_by_group": _cuts(groups),
        },
    }


def _cuts(counts: Mapping[str, Count]) -> dict[str, int]:
    return {name: count.cut for name, count in counts.items() if count.cut is not None}


def _shown(count: Count) -> int | str:
    return SUPPRESSED if count.persons is None else count.persons


def lines(public: Published) -> Iterator[tuple[str, str, str, str]]:
    """Yield breakdown, class, count and cut as the CSV has them."""
    for name, count in public.populations.items():
        yield ("population", name, str(_shown(count)), _cut(count))
    for group, count in public.groups:
        yield ("attended by group", group, str(_shown(count)), _cut(count))


OPEN_HEAD = ("indicator", "name", "version", "measure", "n", "d", "value")


def open_rows(figures: Sequence[OpenFigure]) -> Iterator[tuple[int | float | str, ...]]:
    """Yield the open figures as the JSON and the CSV have them: what is not there is a word."""
    for one in figures:
        numbers = (one.line.n, one.line.d, one.line.value)
        told = (NA if number is None else number for number in numbers)
        yield (one.indicator, one.name, one.version, one.measure, *told)


def _cut(count: Count) -> str:
    return "" if count.cut is None else str(count.cut)
