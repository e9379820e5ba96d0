"""Pure rules of evaluation: intervals, and text that no spreadsheet takes for a formula."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Two-sided 95 % point of the normal distribution (evaluation.md 3)."""

SMALLEST_BASE = 10
"""A base below it is shown as counts, without a percentage."""

K = 5
"""Smallest count of persons that a public page shows (evaluation.md 4)."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


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


def neutralised(text: str) -> str:
    """Return `text` so that a spreadsheet shows it and does not compute it (ASVS 1.2.10)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain(text: str) -> str:
    """Return what `neutralised` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def is_small(count: float | None) -> bool:
    """Say whether a public page must hide `count` persons. Zero may be shown."""
    return count is not None and 0 < count < K
