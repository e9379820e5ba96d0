"""What an indicator says, as the twin has it: value, parts and interval, and how to make one."""

import statistics
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

Z = 1.959964
"""Of the 95 % interval (evaluation.md 3)."""

Key = tuple[int, str, str, str]
"""Indicator, breakdown, class, measure."""


class Told(NamedTuple):
    value: float | None
    n: float | None
    d: float | None
    low: float | None = None
    high: float | None = None


def share(n: float, d: float, *, counted: bool = False) -> Told:
    """Return a proportion with Wilson's interval, or without one where all are counted."""
    if not d:
        return Told(None, n, d)
    low, high = (None, None) if counted else wilson(n, d)
    return Told(n / d, n, d, low, high)


def wilson(n: float, d: float) -> tuple[float, float]:
    p, zz = n / d, Z * Z
    scale = 1 + zz / d
    centre = (p + zz / (2 * d)) / scale
    half = Z * sqrt(p * (1 - p) / d + zz / (4 * d * d)) / scale
    return centre - half, centre + half


def mean(values: Sequence[float]) -> Told:
    return Told(statistics.fmean(values) if values else None, None, len(values))


def deviation(values: Sequence[float]) -> Told:
    """Return the standard deviation of the sample; of one alone there is none."""
    return Told(statistics.stdev(values) if len(values) > 1 else None, None, len(values))


def quantile(values: Iterable[float], part: float) -> float | None:
    """Return the value below which `part` lies, between two by their distance."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> Told:
    return Told(quantile(values, 0.5), None, len(values))


def promoting(scores: Sequence[int]) -> tuple[Told, Told, Told, Told]:
    """Return the net promoter score with its interval, and the shares of the three classes."""
    d = len(scores)
    up = sum(score >= 9 for score in scores)
    down = sum(score <= 6 for score in scores)
    parts = tuple(share(n, d, counted=True) for n in (up, d - up - down, down))
    if not d:
        return (Told(None, 0, 0), *parts)  # type: ignore[return-value]
    p, m = up / d, down / d
    value, variance = 100 * (p - m), (p + m - (p - m) ** 2) / d
    half = 100 * Z * sqrt(max(variance, 0))
    alike = d in (up, down, d - up - down)
    interval = (None, None) if alike else (value - half, value + half)
    return (Told(value, up - down, d, *interval), *parts)  # type: ignore[return-value]
