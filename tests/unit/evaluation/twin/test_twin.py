"""Every figure is what a stranger computes who read the same paper and none of the SQL."""

import math
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from tests.factories.evaluation import computed
from tests.unit.evaluation.twin.facts import Rows, World
from tests.unit.evaluation.twin.figures import Key, Told
from tests.unit.evaluation.twin.members import states
from tests.unit.evaluation.twin.people import people
from tests.unit.evaluation.twin.presence import presence
from tests.unit.evaluation.twin.rest import rest
from tests.unit.evaluation.twin.survey import survey
from tests.unit.evaluation.twin.worlds import CUT, worlds
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
    if not near(ours.value, theirs.value) or not near(ours.d or 0, theirs.d or 0):
        return False
    numerators = None in (ours.n, theirs.n) or near(ours.n, theirs.n)
    return numerators and near(ours.low, theirs.low) and near(ours.high, theirs.high)


def near(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=TEN_DIGITS, abs_tol=TEN_DIGITS)
