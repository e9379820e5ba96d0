"""Every figure is what a stranger computes who read the same paper and none of the SQL."""

import math
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from tests.factories.evaluation import computed
from tests.unit.evaluation.twin.chance import CUT
from tests.unit.evaluation.twin.facts import Rows, World, utc
from tests.unit.evaluation.twin.figures import Key, Told
from tests.unit.evaluation.twin.members import states
from tests.unit.evaluation.twin.people import people
from tests.unit.evaluation.twin.presence import presence
from tests.unit.evaluation.twin.rest import rest
from tests.unit.evaluation.twin.survey import survey
from tests.unit.evaluation.twin.worlds import worlds
from webinars.evaluation.indicators import Figure

TEN_DIGITS = 1e-8


@given(rows=worlds())
@settings(max_examples=20)
def test_every_figure_is_what_a_stranger_computes(rows: Rows) -> None:
    assert differences(rows) == {}


@pytest.mark.slow
@given(rows=worlds())
@settings(max_examples=200)
def test_every_figure_of_many_snapshots_is_what_a_stranger_computes(rows: Rows) -> None:
    assert differences(rows) == {}


def differences(rows: Rows) -> dict[Key, tuple[Told | None, Figure | None]]:
    ours = twin(rows)
    with TemporaryDirectory() as folder:
        theirs = computed(Path(folder), rows, at=CUT)
    return {
        key: (ours.get(key), theirs.get(key))
        for key in sorted(ours.keys() | theirs.keys())
        if not agree(ours.get(key), theirs.get(key))
    }


def twin(rows: Rows) -> dict[Key, Told]:
    world = World(rows, at=CUT)
    return dict(told for part in (people, presence, states, survey, rest) for told in part(world))


def agree(ours: Told | None, theirs: Figure | None) -> bool:
    """Say whether both tell the same: of an empty class nothing, or that there is nothing."""
    if ours is None or theirs is None:
        told = ours or theirs
        return told is not None and (told.value is None or not (told.value or told.d))
    if ours.value is None and theirs.value is None:
        return True
    if not near(ours.value, theirs.value) or not near(ours.d or 0, theirs.d or 0):
        return False
    numerators = None in (ours.n, theirs.n) or near(ours.n, theirs.n)
    return numerators and near(ours.low, theirs.low) and near(ours.high, theirs.high)


def near(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=TEN_DIGITS, abs_tol=TEN_DIGITS)


def one_sitting(*connections: tuple[str, datetime, datetime | None]) -> Rows:
    """Return a sitting from ten to eleven for which one person is registered."""
    opens, closes = utc(2026, 5, 4, 10), utc(2026, 5, 4, 11)
    sitting = {"sitting": "a", "webinar": "w", "starts_at": opens, "ends_at": closes}
    told = {"approval": "not-asked", "category": "other", "language": "en"}
    visit = {"webinar": "w", "sitting": "a", "person": "Ada"}
    columns = ("source", "joined_at", "left_at")
    return {
        "series": [{"series": "s", "threshold_minutes": 5}],
        "webinars": [{"webinar": "w", "series": "s", "planned_month": date(2026, 5, 1)}],
        "sittings": [sitting | {"cancelled": False}],
        "registrations": [visit | told | {"registered_at": utc(2026, 4, 1)}],
        "connections": [visit | dict(zip(columns, one, strict=True)) for one in connections],
    }


def test_who_is_ticked_at_the_door_after_the_end_joined_and_stayed_no_minute(
    tmp_path: Path,
) -> None:
    rows = one_sitting(("room", utc(2026, 5, 4, 11, 20), None))

    told = computed(tmp_path, rows, at=CUT)

    assert told[1, "", "", "joined"].n == told[1, "", "", "joined"].d == 1
    assert told[2, "", "", "no-show"].n == 0
    assert told[1, "", "", "attended"].n == 0
    assert told[7, "", "", "peak"].value == 0


def test_the_most_at_once_is_counted_between_whole_minutes_too(tmp_path: Path) -> None:
    joined = utc(2026, 5, 4, 10, 30) + timedelta(seconds=10)
    rows = one_sitting(("file", joined, joined + timedelta(seconds=40)))

    told = computed(tmp_path, rows, at=CUT)

    assert (told[6, "", "", "end"].n, told[6, "", "", "end"].d) == (1, 1)
