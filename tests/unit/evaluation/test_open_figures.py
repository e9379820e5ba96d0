"""What everybody may read beside the counts: whole figures of what is no person."""

from datetime import UTC, datetime
from typing import Any

from webinars.evaluation.models import Snapshot
from webinars.evaluation.sights.public import Published, as_data, open_figures, open_rows

DEFINED = {
    1: ("conversion", "proportion"),
    9: ("coverage", "proportion; a full count"),
    22: ("archive-reach", "views"),
    25: ("lead-time", "days"),
}


def figure(indicator: int, measure: str, **cells: object) -> dict[str, Any]:
    empty: dict[str, Any] = {"by": "", "key": "", "n": None, "d": None, "value": None}
    return empty | {"indicator": indicator, "measure": measure, "low": None, "high": None} | cells


FOUND = {
    "definitions": [
        {"indicator": number, "name": name, "unit": unit, "version": number}
        for number, (name, unit) in DEFINED.items()
    ],
    "figures": [
        figure(25, "registered", d=3, value=20.0),  # of persons
        figure(25, "announced", d=2, value=40.0),
        figure(22, "views-30", d=1, value=3.0),  # of visitors, from night to night
        figure(9, "members", n=1, d=2, value=0.5),
        figure(9, "members", by="group", key="china", n=1, d=1, value=1.0),
        figure(1, "attended", n=2, d=3, value=0.6667),
        figure(29, "published", n=1, d=2, value=0.5),  # of an earlier program: not defined
    ],
}


def test_only_what_counts_no_persons_is_open_to_all() -> None:
    told = list(open_rows(open_figures(FOUND)))

    assert told == [
        (9, "coverage", 9, "members", 1, 2, 0.5),
        (25, "lead-time", 25, "announced", "n/a", 2, 40.0),
    ]


def test_programs_read_when_the_snapshot_was_taken() -> None:
    at = datetime(2027, 1, 21, 12, tzinfo=UTC)
    snapshot = Snapshot(cut=7, taken_at=at, taken_by="test", digest="d" * 64)

    told = as_data(snapshot, Published({}, ()), open_figures(FOUND))

    assert told["taken_at"] == "2027-01-21T12:00:00+00:00"
    assert told["indicators"][0] == {
        "indicator": 9,
        "name": "coverage",
        "version": 9,
        "measure": "members",
        "n": 1,
        "d": 2,
        "value": 0.5,
    }
