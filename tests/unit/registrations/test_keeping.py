"""What is kept, and for whom: guarantees, reserves, the observers' share, until they flow back."""

from datetime import UTC, datetime, timedelta

import pytest

from webinars.registrations.models import SeatRules, Way
from webinars.registrations.rules import Reserve, Rule
from webinars.registrations.rules.keeping import (
    Claim,
    Kept,
    Settings,
    could_use,
    entitled,
    kept_of,
    settings_of,
)

START = datetime(2027, 3, 10, 12, tzinfo=UTC)
KENYA = Claim("KE", "African Group")
MALI = Claim("ML", "African Group", frozenset({Reserve.LDC, Reserve.LLDC}))
GUEST = Claim(None)


def settings(**over: int) -> Settings:
    facts = {
        "guarantee": 1,
        "reserve_ldc": 2,
        "reserve_lldc": 1,
        "reserve_sids": 0,
        "reserve_together": 0,
        "observers_share": 3,
        "draw_hours": 0,
        "guarantee_hours": 48,
        "reserve_hours": 24,
        "observers_hours": 12,
        "cutoff_hours": 2,
    }
    return settings_of(SeatRules(way=Way.AT_ONCE, **facts | over), starts_at=START)


def test_where_nothing_was_declared_nothing_is_kept_and_two_hours_are_the_cut_off() -> None:
    found = settings_of(None, starts_at=START)

    assert not found.keeps
    assert (found.way, found.cutoff) == (Way.AT_ONCE, START - timedelta(hours=2))


@pytest.mark.parametrize(
    ("hours", "kept"), [(49, (10, 3, 3)), (48, (0, 3, 3)), (24, (0, 0, 3)), (12, (0, 0, 0))]
)
def test_what_is_kept_flows_back_at_the_declared_moments(
    hours: int, kept: tuple[int, int, int]
) -> None:
    now = START - timedelta(hours=hours)

    found = kept_of(settings().at(now), holders={}, members=10)

    assert (found.guarantees, found.reserved, found.observers) == kept


def test_what_is_held_is_not_kept_as_well() -> None:
    held = {KENYA: 3, MALI: 4, GUEST: 1}

    found = kept_of(settings(), holders=held, members=10)

    assert found == Kept(8, {Reserve.LDC: 0, Reserve.LLDC: 0}, 2)


@pytest.mark.parametrize(
    ("claim", "held", "free", "rule"),
    [
        (KENYA, {}, 16, Rule.GUARANTEE),
        (KENYA, {}, 10, Rule.GUARANTEE),
        (KENYA, {}, 9, None),  # fewer places than guarantees: nothing by arrival
        (KENYA, {KENYA: 1}, 16, Rule.ROUNDS),
        (KENYA, {KENYA: 1}, 15, None),  # 9 + 3 + 3 are kept
        (MALI, {MALI: 1}, 12, Reserve.LDC),
        (MALI, {MALI: 3}, 12, Reserve.LLDC),
        (MALI, {MALI: 3}, 9, None),
        (MALI, {MALI: 4}, 13, Rule.ROUNDS),
        (GUEST, {}, 16, Rule.OBSERVERS),
        (GUEST, {}, 15, None),
        (GUEST, {GUEST: 3}, 14, Rule.ROUNDS),
        (GUEST, {GUEST: 3}, 13, None),
    ],
)
def test_a_rule_keeps_a_place_for_some(
    claim: Claim, held: dict[Claim, int], free: int, rule: Rule | Reserve | None
) -> None:
    facts = settings()
    kept = kept_of(facts, holders=held, members=10)

    assert entitled(claim, settings=facts, kept=kept, holders=held, free=free) is rule


def test_nobody_passes_who_waits_for_the_same() -> None:
    assert could_use(KENYA, Rule.GUARANTEE, KENYA)
    assert not could_use(MALI, Rule.GUARANTEE, KENYA)
    assert could_use(MALI, Reserve.LDC, MALI)
    assert not could_use(KENYA, Reserve.LDC, MALI)
    assert could_use(GUEST, Rule.OBSERVERS, GUEST)
    assert not could_use(KENYA, Rule.OBSERVERS, GUEST)
    assert could_use(GUEST, Rule.ROUNDS, KENYA)
