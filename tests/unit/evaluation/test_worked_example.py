"""Twelve people, three webinars, four sittings: every indicator as a hand computes it.

The series has three webinars. **Needs** (20 January) began five minutes late and overran:
13:05 to 14:45, where 13:00 to 14:30 had been announced. **Brands** (17 February) had twin
sittings: in the morning, of which nobody noted the actual times, so that the scheduled 08:00
to 09:00 stand in, and in the afternoon, 15:00 to 16:20. **Licences** was planned for February,
was held on 31 March, two days after clocks in Europe went forward, and nobody came.

- *Amina* (Kenya) lost her line in the first and joined again, with four colleagues behind her
  connection; in the second she came to both sittings, and counts once.
- *Baraka* (Tanzania, least developed) cancelled, and registered again when the announced hour
  was past but nothing had begun. In the second he is the speaker.
- *Chandra* and *Deepa* (Nepal) share a ministry's mailbox, and are two. He stays for four
  minutes, and for three in each of the twin sittings: he joins and never attends. Nepal was
  least developed in the first and has graduated before the second. She speaks in the third.
- *Émile* (France) has two addresses and two devices that overlap. He registered for the third
  after its start, and stayed away.
- *Fang* (China, a group of one) stays on for long after the end. During the second she cancels
  by mistake and registers again: she was expected, and remains so.
- *Giorgi* (Georgia) is never seen to leave, and cancels when all is over: he was expected.
  Georgia changes its group between the first and the second.
- *Inês* (Brazil) registers for the first after the start; she cancels the second and comes.
- *Kiri* (Micronesia, a member only since the second) left the first before it began; she sits
  in the room of the second and never checks out. For the third she waits for approval.
- *Nadia* (an organisation) cancelled the first before its start; for the second she was refused,
  and came nevertheless.
- *Sven* (France) speaks in the first, and is in no population there; in the second he listens.
- The twelfth dialled in by *telephone*: no address, no State, no gender.

Samoa, India and the Holy See are members and send nobody. What names do (variants, formulas,
Arabic) is in titles and labels here, and may change no figure. The table follows evaluation.md 2.
"""

import dataclasses
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factories import worked, worked_survey
from tests.factories.evaluation import Key, computed
from tests.factories.worked_rest import Row
from tests.factories.worked_table import BY_HAND, INTERVALS
from webinars.evaluation.indicators import Figure
from webinars.evaluation.tables.programme import is_inside

CUT = datetime(2026, 10, 15, tzinfo=UTC)
Found = dict[Key, Figure]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    rows = {
        **worked.programme(),
        **worked.people(),
        **worked_survey.survey(),
        **worked_survey.floor(),
        **worked_survey.archive(),
        **worked_survey.promises(),
    }
    folder: Path = tmp_path_factory.mktemp("worked")
    return computed(folder, rows, at=CUT)


def by_hand() -> Iterator[tuple[Key, Row]]:
    for (indicator, measure), rows in BY_HAND.items():
        for where, row in rows.items():
            by, _, key = where.partition("=")
            yield (indicator, by, key, measure), row


def agree(one: float | None, other: float | None) -> bool:
    """Say whether two numbers are the same, or both are none."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def differences(found: Found) -> dict[Key, tuple[Row, Row | None]]:
    """Return what the hand and the program have where they differ."""
    shown = {key: (one.n, one.d, one.value) for key, one in found.items()}
    pairs = ((key, row, shown.get(key)) for key, row in by_hand())
    return {
        key: (row, other)
        for key, row, other in pairs
        if other is None or not all(map(agree, row, other))
    }


def test_every_figure_is_what_the_hand_computes(found: Found) -> None:
    assert differences(found) == {}


def test_all_twenty_nine_indicators_are_computed_by_hand() -> None:
    assert {indicator for indicator, _ in BY_HAND} == set(range(1, 30))


def test_no_figure_of_the_whole_or_of_a_webinar_is_left_out(found: Found) -> None:
    told = {key for key, _ in by_hand()}

    assert {key for key in found if key[1] in {"", "webinar"}} - told == set()


@pytest.mark.parametrize(("key", "interval"), INTERVALS.items())
def test_the_interval_is_what_the_hand_computes(
    found: Found, key: Key, interval: tuple[float, float]
) -> None:
    figure = dataclasses.asdict(found[key])

    assert (figure["low"], figure["high"]) == pytest.approx(interval, abs=1e-4)


@pytest.mark.parametrize("sitting", worked.SITTINGS)
def test_the_clocks_of_capitals_show_what_the_hand_reads(sitting: str) -> None:
    starts, ends = worked.scheduled(sitting)
    inside = {state for state, zone in worked.ZONES.items() if is_inside(starts, ends, zone)}

    assert inside == set(worked.INSIDE[sitting].split())


def test_the_date_line_divides_islands_that_lie_side_by_side() -> None:
    starts, ends = (datetime(2026, 2, 17, hour, tzinfo=UTC) for hour in (20, 22))

    zones = ("Pacific/Apia", "Pacific/Pago_Pago", "Pacific/Kiritimati")
    assert [is_inside(starts, ends, zone) for zone in zones] == [True, True, True]
    assert not is_inside(starts, ends, "Asia/Kathmandu")
