"""What the evaluator's page shows, ready to be written: no figure is computed in a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from webinars.evaluation.charts import Bars, Curve, Tiles, bars, curve, tiles
from webinars.kernel.text import N_

COVERAGE, CONVERSION = 9, 1

NAMES: dict[str, str] = {
    "conversion": N_("Conversion"),
    "no-show": N_("No-show"),
    "credited-minutes": N_("Credited minutes"),
    "attendance-share": N_("Attendance share"),
    "full-attendance": N_("Full attendance"),
    "drop-off": N_("Drop-off"),
    "peak": N_("Most persons at once"),
    "person-hours": N_("Person-hours"),
    "coverage": N_("Coverage"),
    "concentration": N_("Concentration"),
}

MEASURES: dict[str, str] = {
    "attended": N_("attended"),
    "joined": N_("joined"),
    "no-show": N_("never came"),
    "mean": N_("mean"),
    "median": N_("median"),
    "q1": N_("lower quartile"),
    "q3": N_("upper quartile"),
    "completed": N_("stayed to the end"),
    "peak": N_("persons"),
    "hours": N_("hours"),
    "all": N_("all members"),
    "ldc": N_("least developed countries"),
    "lldc": N_("landlocked developing countries"),
    "sids": N_("small island developing States"),
    "top-five": N_("the five members with most"),
    "effective-number": N_("effective number of members"),
}


@dataclass(frozen=True)
class Line:
    """One figure of an indicator, in one webinar or over the series."""

    where: str
    """Title of the webinar; empty: the series."""
    measure: str
    group: str
    """Key of a regional group, where the measure is one."""
    n: int | None
    d: int | None
    value: float | None
    low: float | None
    high: float | None
    is_share: bool


@dataclass(frozen=True)
class Indicator:
    number: int
    name: str
    heading: str
    version: int
    lines: tuple[Line, ...]


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
    picture: Bars


@dataclass(frozen=True)
class GroupTiles:
    group: str
    reached: int
    members: int
    picture: Tiles


@dataclass(frozen=True)
class Stay:
    """How long people stayed in one sitting."""

    title: str
    began: str
    """When it began, as it sorts: ISO 8601."""
    peak: int
    at_end: int
    picture: Curve
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
        tables: its tables webinars, sittings, surveyed and responses.
    """
    titles = {row["webinar"]: row["title"] for row in tables["webinars"]}
    lines = [_line(figure, titles, found["definitions"]) for figure in found["figures"]]
    order = {None: -1} | {webinar: place for place, webinar in enumerate(titles)}
    pairs = zip(found["figures"], lines, strict=True)
    numbered = sorted(pairs, key=lambda pair: order.get(pair[0]["webinar"], -1))
    return Overview(
        coverage=_first(numbered, COVERAGE, "all"),
        conversion=_first(numbered, CONVERSION, "attended"),
        series=next(iter(_populations(found, tables, titles, series=True)), None),
        webinars=tuple(_populations(found, tables, titles, series=False)),
        indicators=tuple(_indicators(found["definitions"], numbered)),
        groups=tuple(_groups(found["members"])),
        stays=tuple(sorted(_stays(found["figures"], tables, titles), key=lambda stay: stay.began)),
    )


def _line(figure: dict[str, Any], titles: dict[str, str], told: list[dict[str, Any]]) -> Line:
    unit = next(one["unit"] for one in told if one["indicator"] == figure["indicator"])
    group = figure["measure"].partition(":")[2] if figure["measure"].startswith("group:") else ""
    return Line(
        where=titles.get(figure["webinar"] or "", ""),
        measure=MEASURES.get(figure["measure"], figure["measure"]),
        group=group,
        n=figure["n"],
        d=figure["d"],
        value=figure["value"],
        low=figure["low"],
        high=figure["high"],
        is_share=figure["n"] is not None or unit.startswith("share"),
    )


def _first(
    numbered: Sequence[tuple[dict[str, Any], Line]], number: int, measure: str
) -> Line | None:
    wanted = (number, None, measure)
    return next(
        (line for f, line in numbered if (f["indicator"], f["webinar"], f["measure"]) == wanted),
        None,
    )


def _populations(
    found: dict[str, Any], tables: Tables, titles: dict[str, str], *, series: bool
) -> list[Populations]:
    rows = [row for row in found["populations"] if (row["webinar"] is None) is series]
    rows.sort(key=lambda row: list(titles).index(row["webinar"]) if row["webinar"] else -1)
    return [_population(row, tables, titles) for row in rows]


def _population(row: dict[str, Any], tables: Tables, titles: dict[str, str]) -> Populations:
    of = [row["webinar"]] if row["webinar"] else list(titles)
    surveyed = sum(int(one["handed_over"]) for one in tables["surveyed"] if one["webinar"] in of)
    responded = sum(one["webinar"] in of for one in tables["responses"])
    counts = {name: row[name] for name in ("registered", "expected", "joined", "attended")}
    drawn = bars(
        [*((STEPS[name], count) for name, count in counts.items()), (STEPS["responded"], responded)]
    )
    title = titles.get(row["webinar"] or "", "")
    return Populations(
        title,
        **counts,
        walk_in=row["walk_in"],
        surveyed=surveyed,
        responded=responded,
        picture=drawn,
    )


STEPS: dict[str, str] = {
    "registered": N_("Registered"),
    "expected": N_("Expected"),
    "joined": N_("Joined"),
    "attended": N_("Attended"),
    "responded": N_("Responded"),
}


def _indicators(
    told: list[dict[str, Any]], numbered: Sequence[tuple[dict[str, Any], Line]]
) -> list[Indicator]:
    return [
        Indicator(
            one["indicator"],
            NAMES[one["name"]],
            one["heading"],
            one["version"],
            tuple(line for figure, line in numbered if figure["indicator"] == one["indicator"]),
        )
        for one in told
        if one["name"] != "drop-off"  # shown as a curve
    ]


def _groups(members: list[list[str]]) -> list[GroupTiles]:
    found = []
    for group, rows in groupby(members, key=lambda row: row[1]):
        states = [(code, reached) for code, _, reached in rows]
        reached = sum(reached == "attended" for _, reached in states)
        found.append(GroupTiles(group or "", reached, len(states), tiles(states)))
    return found


def _stays(figures: list[dict[str, Any]], tables: Tables, titles: dict[str, str]) -> list[Stay]:
    """Return a curve a sitting, from indicator 6: persons present are the peak less those gone."""
    started = {
        row["sitting"]: row["actual_start"] or row["starts_at"] for row in tables["sittings"]
    }
    rows = [figure for figure in figures if figure["indicator"] == 6]
    stays = []
    for sitting, group in groupby(rows, key=lambda figure: figure["measure"].partition("+")[0]):
        points = [
            (int(f["measure"].partition("+")[2]), f["d"] - f["n"], f["webinar"]) for f in group
        ]
        drawn = curve([(minute, persons) for minute, persons, _ in points])
        if drawn is None:
            continue
        began = started.get(sitting, "")
        title = f"{titles.get(points[0][2], '')}, {began[:16]} UTC"
        table = tuple((minute, persons) for minute, persons, _ in points if minute % 10 == 0)
        stays.append(Stay(title, began, drawn.most, points[-1][1], drawn, table))
    return stays
