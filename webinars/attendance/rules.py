"""How long a person was there: the rules of the evaluation, as pure functions.

Source: reference/evaluation.md, sections 1 and 2. All intervals are half-open:
`start` belongs to them and `end` does not, so a person who leaves at the moment
another joins is not counted together with her. Lengths are whole seconds, as
rooms report them; minutes are exact fractions of 60 seconds, never rounded.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple, TypeVar

Person = TypeVar("Person", bound=Hashable)
"""Whatever tells one person from another."""

Moment = TypeVar("Moment", datetime, str)
"""An instant, or its text where texts sort as instants do."""

ATTENDED_MINUTES = 5
"""Threshold of Attended unless the series fixed another before its first webinar."""

COMPLETED_SHARE = Fraction(4, 5)
"""Share of the actual running time from which a person has Completed."""


class Interval(NamedTuple):
    """From `start` until just before `end`, both instants."""

    start: datetime
    end: datetime


class Stay(NamedTuple):
    """A connection as a room reports it. `left_at` None: the room never saw the person leave."""

    joined_at: datetime
    left_at: datetime | None


_joined = attrgetter("joined_at")


class Credit(NamedTuple):
    """What one person is credited within one sitting."""

    seconds: int
    running_seconds: int
    """Length of the sitting's live window: the actual running time."""
    was_open: bool
    """An open stay was closed at the end of the window, so this is an upper bound: flag it."""

    @property
    def minutes(self) -> Fraction:
        return Fraction(self.seconds, 60)

    @property
    def share(self) -> Fraction | None:
        """Return credited over running time, or None for a window without length."""
        return Fraction(self.seconds, self.running_seconds) if self.running_seconds else None


class Peak(NamedTuple):
    """The most persons present at once, and the first instant at which they were."""

    persons: int
    at: datetime | None


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the same moments as disjoint intervals in order; empty and inverted ones vanish.

    Two devices at once, a rejoin within the second, and two intervals that
    touch become one interval: time counts once.
    """
    intervals = sorted(intervals)
    if len(intervals) == 1 and intervals[0].start < intervals[0].end:
        return (intervals[0],)  # most people come once
    merged: list[Interval] = []
    for start, end in intervals:
        if end <= start:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Interval(start, end))
    return tuple(merged)


def presence(stays: Iterable[Stay], *, window: Interval) -> tuple[Interval, ...]:
    """Return when one person was there within the live window, disjoint and in order.

    A stay that never ended ends with the window. One pass, and as `union` else: a webinar
    may have twenty thousand persons.
    """
    opens, closes = window
    merged: list[Interval] = []
    for joined, left in sorted(stays, key=_joined):
        start = max(opens, joined)
        end = closes if left is None or left > closes else left
        if end <= start:
            continue
        if not merged or start > merged[-1].end:
            merged.append(Interval(start, end))
        elif end > merged[-1].end:
            merged[-1] = Interval(merged[-1].start, end)
    return tuple(merged)


def without(
    stays: Iterable[tuple[Moment, Moment | None]], gone: Iterable[tuple[Moment, Moment]]
) -> list[tuple[Moment, Moment | None]]:
    """Return what is left of `stays` when the time of `gone` is taken out of each."""
    left = list(stays)
    for start, end in gone:
        left = [piece for joined, leaves in left for piece in _cut(joined, leaves, start, end)]
    return left


def _cut(
    joined: Moment, leaves: Moment | None, start: Moment, end: Moment
) -> Iterator[tuple[Moment, Moment | None]]:
    if joined >= end or (leaves is not None and leaves <= start):
        yield joined, leaves
        return
    if joined < start:
        yield joined, start
    if leaves is None or end < leaves:
        yield end, leaves


def length(intervals: Iterable[Interval]) -> timedelta:
    """Return the sum of the lengths; give it a union, or moments count twice."""
    return sum((end - start for start, end in intervals), start=timedelta())


def credit(stays: Iterable[Stay], *, window: Interval) -> Credit:
    """Return the credit of one person in one sitting, from all her connections and devices."""
    stays = tuple(stays)
    return Credit(
        seconds=_whole_seconds(length(presence(stays, window=window))),
        running_seconds=max(0, _whole_seconds(window.end - window.start)),
        was_open=any(left is None and joined < window.end for joined, left in stays),
    )


def credited_minutes(stays: Iterable[Stay], *, window: Interval) -> Fraction:
    """Return the length in minutes of the union of `stays` within the live window."""
    return credit(stays, window=window).minutes


def has_joined(credits_by_sitting: Iterable[Credit]) -> bool:
    """Tell whether a person was there for any time at all, in any of a webinar's sittings."""
    return any(credit.seconds > 0 for credit in credits_by_sitting)


def has_attended(
    credits_by_sitting: Iterable[Credit], *, threshold: int = ATTENDED_MINUTES
) -> bool:
    """Tell whether `threshold` minutes were reached within one sitting; twin sittings never add."""
    return any(credit.minutes >= threshold for credit in credits_by_sitting)


def has_completed(credits_by_sitting: Iterable[Credit]) -> bool:
    """Tell whether a person stayed for 80 % of the running time of one of the sittings."""
    share = best_share(credits_by_sitting)
    return share is not None and share >= COMPLETED_SHARE


def best_share(credits_by_sitting: Iterable[Credit]) -> Fraction | None:
    """Return the attendance share of the better sitting; None if none had any length."""
    shares = [credit.share for credit in credits_by_sitting if credit.share is not None]
    return max(shares, default=None)


def person_minutes(credits_by_sitting: Iterable[Credit]) -> Fraction:
    """Return the minutes over all sittings of a webinar: person-hours use both twins."""
    return sum((credit.minutes for credit in credits_by_sitting), start=Fraction())


def peak(intervals_by_person: Mapping[Person, Iterable[Interval]]) -> Peak:
    """Return the greatest number of persons, not connections, present at one instant.

    Give it intervals that are clipped to the live window, or the rehearsal counts.
    """
    return peak_of(span for intervals in intervals_by_person.values() for span in union(intervals))


def peak_of(spans: Iterable[Interval]) -> Peak:
    """Return the greatest number of `spans` at one instant; no person's own may overlap."""
    spans = list(spans)
    ends = sorted([span.end for span in spans])
    gone, most, at = 0, 0, None
    for come, start in enumerate(sorted([span.start for span in spans]), start=1):
        while ends[gone] <= start:
            gone += 1
        if come - gone > most:
            most, at = come - gone, start
    return Peak(most, at)


def _whole_seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)
