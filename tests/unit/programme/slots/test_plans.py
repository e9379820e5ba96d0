"""The slot planner: its numbers are those of a count minute by minute, its order is one."""

import time as clock
from datetime import date, datetime, time

import pytest

from tests.unit.programme.slots import brute_force
from webinars.programme.rules.slots import (
    GENEVA,
    BadHours,
    BadLength,
    BadSittings,
    DayTooFar,
    Hours,
    Member,
    Members,
    NobodyThen,
    NoHour,
    TooLongForDay,
    Wish,
    best_plans,
    fits,
    plan_of,
    served_at,
    start_of,
)
from webinars.states.models import Group, Kind

DAYS = {
    "northern winter": date(2027, 1, 20),
    "southern winter": date(2027, 7, 21),
    "America is on summer time, Europe is not": date(2027, 3, 17),
    "the day on which Europe goes on summer time": date(2027, 3, 28),
    "Europe is off summer time, America is not": date(2027, 11, 3),
    "the day on which America goes off summer time": date(2027, 11, 7),
}
HOST = (time(7, 30), time(19))
JANUARY = date(2027, 1, 20)


def everybody() -> Members:
    return Members(
        Member(code, row["capital_timezone"], Group(brute_force.group_of(code)))
        for code, row in brute_force.members().items()
    )


@pytest.mark.parametrize("day", DAYS.values(), ids=list(DAYS))
@pytest.mark.parametrize("sittings", [1, 2, 3])
@pytest.mark.parametrize("host", [None, HOST], ids=["at any hour", "within Geneva's hours"])
def test_every_plan_serves_whom_a_count_by_minutes_says(
    day: date, sittings: int, host: tuple[time, time] | None
) -> None:
    members = everybody()
    wish = Wish(day, 90, sittings, host=Hours(7 * 60 + 30, 19 * 60) if host else None)

    found = {plan.places: plan for plan in best_plans(members, wish)}
    counted = dict(brute_force.plans(day, 90, sittings, host))

    assert {tuple(30 * n for n in places) for places in found} == set(counted)
    bits = {served: members.bits(served) for served in set(counted.values())}
    assert all(plan.served == bits[counted[as_minutes(plan.places)]] for plan in found.values())
    assert all(plan.unserved == members.everyone & ~plan.served for plan in found.values())


def as_minutes(places: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(30 * place for place in places)


def test_the_best_plan_serves_as_many_as_any_and_the_order_never_rises() -> None:
    members = everybody()

    served = [p.served.bit_count() for p in best_plans(members, Wish(JANUARY, 90, 2))]

    most = max(len(served) for _, served in brute_force.plans(JANUARY, 90, 2))
    assert served[0] == most
    assert served == sorted(served, reverse=True)


def test_the_order_is_the_same_however_the_members_come() -> None:
    members = everybody()
    shuffled = Members(reversed(members.rows))
    wish = Wish(JANUARY, 90, 2)

    assert best_plans(members, wish) == best_plans(shuffled, wish)


def test_a_tie_goes_to_hours_that_one_team_in_geneva_can_hold_then_to_the_earlier() -> None:
    kiribati = Members([Member("KI", "Pacific/Tarawa", Group.ASIA_PACIFIC)])

    first, second, *_ = best_plans(kiribati, Wish(JANUARY, 90, 2))

    hours = [[start_of(JANUARY, place).hour for place in plan.places] for plan in (first, second)]
    assert hours[0] == [0, 7]  # 07:00 UTC is the first hour inside Geneva's working day
    assert second.places > first.places


def test_those_who_are_counted_first_decide() -> None:
    members = Members(
        [
            Member("JP", "Asia/Tokyo", Group.B),
            Member("KR", "Asia/Seoul", Group.B),
            Member("CL", "America/Santiago", Group.LATIN_AMERICA),
        ]
    )

    by_number = best_plans(members, Wish(JANUARY))[0]
    chile_first = best_plans(members, Wish(JANUARY), first=members.bits({"CL"}))[0]

    assert members.named(by_number.served) == ("JP", "KR")
    assert members.named(chile_first.served) == ("CL",)


def test_all_plans_of_three_sittings_take_less_than_two_seconds() -> None:
    members = everybody()
    begun = clock.process_time()

    plans = best_plans(members, Wish(date(2031, 5, 14), 90, 3))  # a day that nobody asked before

    assert clock.process_time() - begun < 2
    assert len(plans) == 48 * 47 * 46 // 6
    assert len(members) == 194


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Pacific/Kiritimati", "18:00", "02:30"),  # +14: the day before in UTC
        ("Pacific/Apia", "19:00", "03:30"),  # Samoa, +13, west of the date line since 2011
        ("Pacific/Pago_Pago", "19:00", "03:30"),  # the other Samoa, -11: the same clock, a day less
        ("Asia/Kathmandu", "02:15", "10:45"),  # Nepal, +5:45
        ("Asia/Kolkata", "02:30", "11:00"),  # +5:30
        ("Asia/Yangon", "01:30", "10:00"),  # +6:30
        ("Australia/Adelaide", "21:30", "06:00"),  # +10:30 in its summer
        ("Asia/Kabul", "03:30", "12:00"),  # +4:30
        ("America/St_Johns", "11:30", "20:00"),  # -3:30
    ],
)
def test_zones_far_from_utc_or_off_the_hour_have_their_own_day(
    zone: str, first: str, last: str
) -> None:
    day = Hours(8 * 60, 18 * 60)
    early, late = (datetime.fromisoformat(f"2027-01-20T{at}Z") for at in (first, last))
    minute = datetime.fromisoformat("2027-01-20T00:01Z") - start_of(JANUARY, 0)

    assert [fits(zone, early, 90, day), fits(zone, late, 90, day)] == [True, True]
    assert [fits(zone, early - minute, 90, day), fits(zone, late + minute, 90, day)] == [
        False,
        False,
    ]


def test_clocks_put_back_during_a_sitting_are_seen() -> None:
    """In Zurich 02:59 is followed by 02:00 on 31 October 2027."""
    day, start = Hours(2 * 60 + 30, 18 * 60), datetime.fromisoformat("2027-10-31T00:45Z")

    assert not fits(GENEVA, start, 90, day)  # 02:45 to 03:15, with 02:00 to 02:29 between
    assert fits(GENEVA, datetime.fromisoformat("2027-10-31T01:30Z"), 90, day)


def test_a_sitting_over_midnight_is_on_two_dates() -> None:
    late = datetime.fromisoformat("2027-01-20T23:00Z")

    assert fits("UTC", late, 60, Hours(0, 24 * 60))
    assert not fits("UTC", late, 61, Hours(0, 24 * 60))


def test_a_plan_can_be_asked_for_by_its_hours() -> None:
    members = everybody()
    wish = Wish(JANUARY, 90, 1)

    plan = plan_of(members, wish, [28, 10])

    at = served_at(members, wish)
    assert (plan.places, plan.served) == ((10, 28), at[10] | at[28])


def test_groups_and_categories_are_sets_of_members() -> None:
    members = Members(
        [
            Member("NP", "Asia/Kathmandu", Group.ASIA_PACIFIC, (Kind.LDC, Kind.LLDC)),
            Member("KI", "Pacific/Tarawa", Group.ASIA_PACIFIC, (Kind.LDC, Kind.SIDS)),
            Member("CN", "Asia/Shanghai", Group.CHINA),
        ]
    )

    assert members.codes == ("CN", "KI", "NP")
    assert members.named(members.groups[Group.ASIA_PACIFIC]) == ("KI", "NP")
    assert members.named(members.categories[Kind.SIDS]) == ("KI",)
    assert members.named(members.everyone) == members.codes


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Wish(JANUARY, 4), BadLength),
        (Wish(JANUARY, 721), BadLength),
        (Wish(JANUARY, 601), TooLongForDay),
        (Wish(JANUARY, 90, 0), BadSittings),
        (Wish(JANUARY, 90, 4), BadSittings),
        (Wish(JANUARY, hours=Hours(18 * 60, 8 * 60)), BadHours),
        (Wish(JANUARY, hours=Hours(0, 1500)), BadHours),
        (Wish(JANUARY, host=Hours(9 * 60, 10 * 60)), TooLongForDay),
        (Wish(JANUARY, 90, 2, host=Hours(9 * 60, 10 * 60 + 30)), NoHour),
        (Wish(date(2100, 1, 1)), DayTooFar),
    ],
)
def test_what_cannot_be_planned_is_refused(wish: Wish, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        best_plans(everybody(), wish)


def test_a_day_without_members_is_refused() -> None:
    with pytest.raises(NobodyThen, match="2018-01-01"):
        best_plans(Members([]), Wish(date(2018, 1, 1)))
