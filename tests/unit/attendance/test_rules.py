"""The rules of evaluation.md, section 1, on intervals small enough to check by hand."""

import itertools
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from webinars.attendance.rules import (
    Credit,
    Interval,
    Peak,
    Stay,
    best_share,
    credit,
    credited_minutes,
    has_attended,
    has_completed,
    has_joined,
    length,
    peak,
    person_minutes,
    presence,
    union,
)

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def span(start: float, end: float) -> Interval:
    return Interval(at(start), at(end))


def stay(start: float, end: float | None) -> Stay:
    return Stay(at(start), None if end is None else at(end))


HOUR = span(0, 60)
SPANS = st.lists(st.builds(span, st.integers(-90, 90), st.integers(-90, 90)), max_size=12)


def minutes_of(intervals: list[Interval] | tuple[Interval, ...]) -> set[int]:
    """Return the numbers of the whole minutes that the intervals cover: a slow second opinion."""
    return {m for m in range(-90, 90) if any(i.start <= at(m) < i.end for i in intervals)}


def test_two_devices_at_once_count_once() -> None:
    assert union([span(0, 30), span(10, 20), span(25, 40)]) == (span(0, 40),)


def test_intervals_that_touch_become_one() -> None:
    assert union([span(10, 20), span(0, 10)]) == (span(0, 20),)


def test_empty_and_inverted_intervals_are_nothing() -> None:
    assert union([span(5, 5), span(9, 3)]) == ()


def test_time_outside_the_window_is_cut_away() -> None:
    assert presence([stay(-5, 10), stay(50, 70), stay(60, 80)], window=HOUR) == (
        span(0, 10),
        span(50, 60),
    )


def test_an_open_stay_ends_with_the_window_and_is_flagged() -> None:
    assert credit([stay(50, None)], window=HOUR) == Credit(600, 3600, was_open=True)


def test_an_open_stay_from_after_the_end_is_nothing_and_needs_no_flag() -> None:
    assert credit([stay(65, None)], window=HOUR) == Credit(0, 3600, was_open=False)


def test_minutes_are_exact_fractions() -> None:
    stays = [Stay(NOON, NOON + timedelta(seconds=100))]

    assert credited_minutes(stays, window=HOUR) == Fraction(5, 3)


def test_a_connection_without_length_is_not_joined() -> None:
    assert not has_joined([credit([stay(5, 5)], window=HOUR)])


def test_the_threshold_is_reached_at_exactly_five_minutes() -> None:
    just, short = credit([stay(0, 5)], window=HOUR), credit([stay(0, 4.99)], window=HOUR)

    assert (has_attended([just]), has_attended([short])) == (True, False)


def test_twin_sittings_never_add_up_to_the_threshold() -> None:
    twice = [credit([stay(0, 3)], window=HOUR), credit([stay(0, 4)], window=HOUR)]

    assert not has_attended(twice)
    assert has_attended(twice, threshold=4)


def test_completed_is_four_fifths_of_the_running_time() -> None:
    assert has_completed([credit([stay(0, 48)], window=HOUR)])
    assert not has_completed([credit([stay(0, 47.9)], window=HOUR)])


def test_twin_sittings_share_the_better_and_sum_the_minutes() -> None:
    twins = [credit([stay(0, 15)], window=HOUR), credit([stay(0, 30)], window=HOUR)]

    assert best_share(twins) == Fraction(1, 2)
    assert person_minutes(twins) == 45


def test_a_window_without_length_has_no_share_rather_than_an_error() -> None:
    assert best_share([credit([stay(0, 9)], window=span(0, 0))]) is None


def test_the_peak_counts_persons_and_not_connections() -> None:
    assert peak({"ann": [span(0, 30), span(10, 20)], "bo": [span(15, 40)]}) == Peak(2, at(15))


def test_one_who_leaves_as_another_joins_was_not_there_with_her() -> None:
    assert peak({"ann": [span(0, 10)], "bo": [span(10, 20)]}) == Peak(1, at(0))


def test_nobody_has_no_peak() -> None:
    assert peak({}) == Peak(0, None)


@settings(deadline=None)
@given(SPANS)
def test_a_union_covers_the_same_minutes_and_is_disjoint_and_in_order(
    spans: list[Interval],
) -> None:
    joined = union(spans)

    assert minutes_of(joined) == minutes_of(spans)
    assert all(a.end < b.start for a, b in itertools.pairwise(joined))


@settings(deadline=None)
@given(SPANS)
def test_a_union_of_a_union_changes_nothing_whatever_the_order(spans: list[Interval]) -> None:
    assert union(union(spans)) == union(reversed(spans)) == union(spans)


@settings(deadline=None)
@given(SPANS)
def test_the_length_of_a_union_is_the_minutes_covered(spans: list[Interval]) -> None:
    assert length(union(spans)) == timedelta(minutes=len(minutes_of(spans)))


@settings(deadline=None)
@given(st.lists(SPANS, max_size=5))
def test_the_peak_is_the_most_persons_in_any_minute(people: list[list[Interval]]) -> None:
    covered = [minutes_of(spans) for spans in people]
    expected = max((sum(m in one for one in covered) for m in range(-90, 90)), default=0)

    assert peak(dict(enumerate(people))).persons == expected


@settings(deadline=None)
@given(SPANS)
def test_a_presence_covers_the_minutes_within_the_window_disjoint_and_in_order(
    spans: list[Interval],
) -> None:
    there = presence([Stay(*one) for one in spans], window=HOUR)

    assert minutes_of(there) == minutes_of(spans) & minutes_of([HOUR])
    assert there == union(there)


@settings(deadline=None)
@given(SPANS)
def test_nobody_is_credited_more_than_the_running_time(spans: list[Interval]) -> None:
    assert credit([Stay(*one) for one in spans], window=HOUR).seconds <= 3600
