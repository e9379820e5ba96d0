"""Which questions of a matrix can be answered from a snapshot, and which cannot, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.evaluation.rules import SMALLEST_BASE
from webinars.evaluation.sights.figures import Indicator
from webinars.kernel.text import N_

EVALUABLE = {
    "yes": N_("yes"),
    "part": N_("in part"),
    "no": N_("not yet"),
    "words": N_("not from figures"),
}
NO_DATA = N_("no data yet")
SMALL = N_("base below ten")


@dataclass(frozen=True)
class Gap:
    """An indicator that cannot answer, or hardly."""

    number: int
    name: str
    reason: str
    """English ids, both."""


@dataclass(frozen=True)
class Answerable:
    """Whether a row can be answered: `yes`, `part`, `no`; `words`: it names no indicator."""

    verdict: str
    gaps: tuple[Gap, ...]


def numbers_in(text: str) -> list[int]:
    """Return the numbers of indicators that a row names."""
    return [int(one) for one in text.split() if one.isdigit()]


def answerable(numbers: Sequence[int], indicators: Sequence[Indicator]) -> Answerable:
    """Say of a row whether the figures of a snapshot answer it, over the series."""
    if not numbers:
        return Answerable("words", ())
    known = {one.number: one for one in indicators}
    lacking = [one for one in numbers if not _has_value(known.get(one))]
    small = [one for one in numbers if one not in lacking and _is_small(known[one])]
    gaps = [Gap(one, _name(known, one), NO_DATA) for one in lacking]
    gaps += [Gap(one, _name(known, one), SMALL) for one in small]
    there = len(numbers) - len(lacking)
    verdict = "yes" if there == len(numbers) else "part" if there else "no"
    return Answerable(verdict, tuple(gaps))


def _name(known: dict[int, Indicator], number: int) -> str:
    return known[number].name if number in known else ""


def _has_value(indicator: Indicator | None) -> bool:
    """Say whether the first measure has a value over the series."""
    lines = [line for line in indicator.lines if line.is_whole] if indicator else []
    return bool(lines) and lines[0].value is not None


def _is_small(indicator: Indicator) -> bool:
    lines = [line for line in indicator.lines if line.is_whole]
    return bool(lines) and (lines[0].d or 0) < SMALLEST_BASE and indicator.number not in FEW


FEW = frozenset({3, 7, 8, 21, 22, 23, 25, 28})
"""Indicators whose base is webinars, sittings or days: few by nature."""
