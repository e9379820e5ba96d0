"""The rotation: who carries which month, and hours that even it out."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product

from tests.unit.programme.slots import brute_force
from tests.unit.programme.slots.test_plans import everybody
from webinars.programme.rules.slots import (
    Hours,
    Member,
    Members,
    Share,
    Wish,
    best_plans,
    burden_of,
    propose,
    total,
    turn_of,
)
from webinars.states.models import Group, Kind

MONTHS = [date(2027, 1, 21), date(2027, 2, 18), date(2027, 3, 18)]

THREE = Members(
    [
        Member("JP", "Asia/Tokyo", Group.B),
        Member("KE", "Africa/Nairobi", Group.AFRICA),
        Member("CL", "America/Santiago", Group.LATIN_AMERICA, (Kind.SIDS,)),
    ]
)


def at(day: date, *hours: int) -> list[tuple[datetime, int]]:
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    return [(midnight + timedelta(hours=hour), 90) for hour in hours]


def test_a_member_carries_a_month_that_has_no_sitting_in_its_working_day() -> None:
    turn = turn_of(THREE, at(MONTHS[0], 8, 14))

    assert turn.carriers == ("JP",)
    assert turn.share(None) == Share(1, 3)
    assert turn.share(Group.B) == Share(1, 1)
    assert turn.share(Kind.SIDS) == Share(0, 1)


def test_a_month_is_counted_for_whom_a_count_by_minutes_says() -> None:
    members = everybody()

    turn = turn_of(members, at(MONTHS[0], 5, 14))

    served = brute_force.served(MONTHS[0], 5 * 60, 90) | brute_force.served(MONTHS[0], 14 * 60, 90)
    assert set(turn.carriers) == set(brute_force.members()) - served


def test_the_burden_adds_up_over_the_months() -> None:
    turns = [turn_of(THREE, at(day, hour)) for day, hour in zip(MONTHS, (8, 8, 14), strict=True)]

    assert burden_of(turns) == Counter({"JP": 3, "CL": 2, "KE": 1})
    assert total(turns, None) == Share(6, 9)
    assert total(turns, Group.AFRICA) == Share(1, 3)


def test_whoever_carried_most_so_far_is_served_next() -> None:
    wishes = [(THREE, Wish(day)) for day in (*MONTHS, date(2027, 4, 15))]

    found = propose(wishes, carried=Counter({"JP": 2}))

    assert [turn.carriers for _, turn in found] == [("CL",), ("CL",), ("CL",), ("JP",)]


def test_each_month_a_member_counts_double_for_every_month_carried() -> None:
    members, carried = everybody(), Counter({"FJ": 3, "TV": 2, "US": 2, "BR": 1})
    wish = Wish(MONTHS[0], 90, 1)

    [(plan, turn)] = propose([(members, wish)], carried=carried)

    plans = best_plans(members, wish)
    counts = [_counts(carried, members.named(other.served)) for other in plans]
    assert _counts(carried, members.named(turn.served)) == max(counts)
    assert plan == plans[counts.index(max(counts))]  # the order of plans decides between equals


def _counts(carried: Counter[str], served: tuple[str, ...]) -> int:
    return sum(2 ** carried[code] for code in served)


def test_a_rotation_is_more_even_than_the_best_hour_every_month() -> None:
    members = everybody()
    wishes = [(members, Wish(date(2027, month, 15), 90, 1)) for month in range(1, 7)]

    turned = burden_of(turn for _, turn in propose(wishes, carried=Counter()))
    fixed = burden_of(turn_of(members, at(wish.day, 8)) for _, wish in wishes)

    assert len([months for months in fixed.values() if months == 6]) == 55
    assert [code for code, months in turned.items() if months == 6] == ["CK"]


def test_the_proposal_is_the_same_each_time_and_keeps_to_geneva() -> None:
    members = everybody()
    wishes = [(members, Wish(day, 90, 1, host=Hours(420, 1200))) for day in MONTHS]

    first, second = (propose(wishes, carried=Counter()) for _ in range(2))

    assert [plan for plan, _ in first] == [plan for plan, _ in second]
    allowed = set(product(range(12, 37)))  # 06:00 to 18:30 UTC, the last begin at 17:30
    assert {plan.places for plan, _ in first} <= allowed
