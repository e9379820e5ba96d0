"""Pure rules of evaluation: intervals, and counts that are too small."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Two-sided 95 % point of the normal distribution (evaluation.md 3)."""

SMALLEST_BASE = 10
"""A base below it is shown as counts, without a percentage."""

K = 5
"""Smallest count of persons that a public page shows (evaluation.md 4)."""


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


def wilson(n: int, d: int) -> Interval | None:
    """Return the 95 % Wilson interval of `n` of `d`, or None for a zero denominator."""
    if d == 0:
        return None
    p = n / d
    centre = (p + Z**2 / (2 * d)) / (1 + Z**2 / d)
    half = Z * sqrt(p * (1 - p) / d + Z**2 / (4 * d**2)) / (1 + Z**2 / d)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def is_small(count: float | None) -> bool:
    """Say whether a public page must hide `count` persons. Zero may be shown."""
    return count is not None and 0 < count < K
