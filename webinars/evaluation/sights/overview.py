"""What the evaluator's page shows, ready to be written: no figure is computed in a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from webinars.evaluation.charts import Tiled
from webinars.evaluation.sights.figures import Indicator, Line, indicators_of, line_of
from webinars.kernel.text import N_

COVERAGE, CONVERSION, DROP_OFF, RESPONSE = 9, 1, 6, 12


@dataclass(frozen=True)
class Populations:
    title: str
    registered: int
    expected: int
    joined: int
    attended: int
    walk_in: int
    surveyed: int
    responded: int


@dataclass(frozen=True)
class GroupTiles:
    group: str
    reached: int
    members: int
    states: tuple[tuple[str, str], ...]
    """Alpha-3 code and attended, registered or none, in the order of the codes."""

    def marked(self, unverified: set[str]) -> list[Tiled]:
        return [Tiled(code, reached, code in unverified) for code, reached in self.states]


@dataclass(frozen=True)
class Stay:
    """How long people stayed in one sitting."""

    title: str
    began: str
    """When it began, as it sorts: ISO 8601."""
    peak: int
    at_end: int
    points: tuple[tuple[int, int], ...]
    """Every minute with the persons present."""
    table: tuple[tuple[int, int], ...]
    """Every tenth minute with the persons present."""


@dataclass(frozen=True)
class Overview:
    coverage: Line | None
    conversion: Line | None
    series: Populations | None
    webinars: tuple[Populations, ...]
    indicators: tuple[Indicator, ...]
    groups: tuple[GroupTiles, ...]
    stays: tuple[Stay, ...]


Tables = dict[str, list[dict[str, str]]]


def overview(found: dict[str, Any], tables: Tables) -> Overview:
    """Return the page of a snapshot.

    Args:
        found: its `indicators.json`.
        tables: its tables webinars and sittings.
    """
    titles = {row["webinar"]: row["title"] for row in tables["webinars"]}
    return Overview(
        coverage=whole(found, COVERAGE, titles),
        conversion=whole(found, CONVERSION, titles),
        series=next(iter(_populations(found, titles, series=True)), None),
        webinars=tuple(_populations(found, titles, series=False)),
        indicators=tuple(indicators_of(found, titles)),
        groups=tuple(_groups(found["members"])),
        stays=tuple(sorted(_stays(found["figures"], tables, titles), key=lambda stay: stay.began)),
    )


def whole(
    found: dict[str, Any], number: int, titles: Mapping[str, str] = MappingProxyType({})
) -> Line | None:
    """Return the figure that stands for an indicator: its first measure, over the series."""
    told = {one["indicator"]: one for one in found["definitions"]}
    if number not in told:
        return None
    main = told[number]["measures"][0]
    own = {f["measure"]: f for f in found["figures"] if (f["indicator"], f["by"]) == (number, "")}
    if main not in own:
        return None
    beside = {measure: figure["value"] for measure, figure in own.items()}
    return line_of(own[main], told[number], titles, beside)


def _populations(
    found: dict[str, Any], titles: dict[str, str], *, series: bool
) -> list[Populations]:
    rows = [row for row in found["populations"] if (row["webinar"] is None) is series]
    rows.sort(key=lambda row: list(titles).index(row["webinar"]) if row["webinar"] else -1)
    return [_population(row, found, titles) for row in rows]


def _population(row: dict[str, Any], found: dict[str, Any], titles: dict[str, str]) -> Populations:
    responded, surveyed = _answered(found, row["webinar"] or "")
    counts = {name: row[name] for name in ("registered", "expected", "joined", "attended")}
    title = titles.get(row["webinar"] or "", "")
    return Populations(
        title,
        **counts,
        walk_in=row["walk_in"],
        surveyed=surveyed,
        responded=responded,
    )


def _answered(found: dict[str, Any], webinar: str) -> tuple[int, int]:
    """Return how many answered after the webinar, of how many who were asked."""
    wanted = (RESPONSE, "webinar" if webinar else "", webinar, "after")
    names = ("indicator", "by", "key", "measure")
    for figure in found["figures"]:
        if tuple(figure[name] for name in names) == wanted:
            return int(figure["n"] or 0), int(figure["d"] or 0)
    return 0, 0


STEPS: dict[str, str] = {
    "registered": N_("Registered"),
    "expected": N_("Expected"),
    "joined": N_("Joined"),
    "attended": N_("Attended"),
    "responded": N_("Responded"),
}


def _groups(members: list[list[str]]) -> list[GroupTiles]:
    found = []
    for group, rows in groupby(members, key=lambda row: row[1]):
        states = tuple((code, reached) for code, _, reached in rows)
        reached = sum(reached == "attended" for _, reached in states)
        found.append(GroupTiles(group or "", reached, len(states), states))
    return found


def _stays(figures: list[dict[str, Any]], tables: Tables, titles: dict[str, str]) -> list[Stay]:
    """Return a curve a sitting, from indicator 6: persons present are the peak less those gone."""
    started = {
        row["sitting"]: row["actual_start"] or row["starts_at"] for row in tables["sittings"]
    }
    rows = [f for f in figures if f["indicator"] == DROP_OFF and f["by"] == "minute"]
    of = {row["sitting"]: row["webinar"] for row in tables["sittings"]}
    stays = []
    for sitting, group in groupby(rows, key=lambda figure: figure["key"].partition("+")[0]):
        of_sitting = list(group)
        points = tuple((int(f["key"].partition("+")[2]), f["d"] - f["n"]) for f in of_sitting)
        if len(points) < 2:
            continue
        began = started.get(sitting, "").replace("T", " ")
        title = f"{titles.get(of.get(sitting, ''), '')}, {began[:16]} UTC"
        table = tuple((minute, persons) for minute, persons in points if minute % 10 == 0)
        peak = int(of_sitting[0]["d"])
        stays.append(Stay(title, began, peak, points[-1][1], points, table))
    return stays
