"""How a criterion stands against the figures of a snapshot. Nothing here decides for anybody.

Met, not met, undetermined (the interval holds the threshold), or not evaluable (no data, or
too little): evaluation.md, section 8. Statuses are listed; no verdict is computed from them.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webinars.evaluation.models.criteria import Comparator, CriterionWording
from webinars.evaluation.rules import is_small
from webinars.kernel.text import N_

DIGITS = 10
"""As many as figures keep: a threshold of 60 per cent is met by 6 of 10."""


NOT_OFFERED = frozenset({"minute", "answer", "day", "identified", "not-live"})
"""Measures that have many values, or none."""

PLAIN = frozenset({"effective-number", "days-to-recording"})
SHARES = frozenset({"promoters", "passives", "detractors"})
"""Measures that are not of their indicator's unit."""


def offered(measures: Sequence[str]) -> list[str]:
    """Return those of the measures of an indicator that a criterion may name."""
    return [one for one in measures if one not in NOT_OFFERED]


def is_told_in_percent(unit: str, measure: str) -> bool:
    """Say whether people write a threshold in per cent: it is of a proportion or a share."""
    is_share = unit.startswith(("proportion", "share")) and measure not in PLAIN
    return is_share or measure in SHARES


class Status(enum.StrEnum):
    MET = "met"
    NOT_MET = "not-met"
    UNDETERMINED = "undetermined"
    NOT_EVALUABLE = "not-evaluable"


IN_WORDS = N_("No figure says it: see the findings.")
NO_FIGURE = N_("The snapshot has no such figure.")
NOBODY = N_("There is nothing to count yet.")
TOO_FEW = N_("The base is below the smallest that was asked for.")
OTHER_VERSION = N_("The indicator has been defined anew since: the versions differ.")
STRADDLES = N_("The threshold lies within the interval.")
HIDDEN = N_("Suppressed: too few persons, or a breakdown that is not public.")


@dataclass(frozen=True)
class Test:
    """What is to be compared with what."""

    __test__ = False  # no test of ours

    indicator: int
    version: int
    measure: str
    breakdown: str
    key: str
    at_least: bool
    threshold: float
    """In the unit of the figure: 0.6 for 60 per cent."""
    smallest_base: int | None


@dataclass(frozen=True)
class Standing:
    """A status, why it is not plain, and the figure as the snapshot holds it."""

    status: Status
    reason: str = ""
    """An English id; empty where the figure speaks for itself."""
    figure: Mapping[str, Any] | None = None


def test_of(wording: CriterionWording) -> Test | None:
    """Return what a wording wants compared; None where a source in words has to say it."""
    if wording.indicator is None or wording.version is None or wording.threshold is None:
        return None
    return Test(
        wording.indicator,
        wording.version,
        wording.measure,
        wording.breakdown,
        wording.key,
        at_least=wording.comparator is Comparator.AT_LEAST,
        threshold=float(wording.threshold) / (100 if wording.in_percent else 1),
        smallest_base=wording.smallest_base,
    )


def judged(
    test: Test | None, found: Mapping[str, Any], *, open_to_all: bool, is_public: bool
) -> Standing:
    """Say how a criterion stands.

    Args:
        test: None where no indicator measures it.
        found: a snapshot's `indicators.json`.
        open_to_all: the indicator counts no persons, so that its series figure is never hidden.
        is_public: whether what must be suppressed is.
    """
    if test is None:
        return Standing(Status.NOT_EVALUABLE, IN_WORDS)
    if is_public and test.breakdown:
        return Standing(Status.UNDETERMINED, HIDDEN)  # whether there is a figure is not told either
    figure = _figure(test, found)
    if figure is None:
        return Standing(Status.NOT_EVALUABLE, NO_FIGURE)
    if is_public and not open_to_all and (is_small(figure["n"]) or is_small(figure["d"])):
        return Standing(Status.UNDETERMINED, HIDDEN)
    if reason := _lacks(test, figure, found):
        return Standing(Status.NOT_EVALUABLE, reason, figure)
    return _compared(test, figure)


def _figure(test: Test, found: Mapping[str, Any]) -> Mapping[str, Any] | None:
    wanted = (test.indicator, test.measure, test.breakdown, test.key)
    names = ("indicator", "measure", "by", "key")
    return next(
        (one for one in found["figures"] if tuple(one[name] for name in names) == wanted), None
    )


def _lacks(test: Test, figure: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """Return why a figure says nothing about the criterion; empty where it does."""
    versions = {one["indicator"]: one["version"] for one in found["definitions"]}
    if versions.get(test.indicator) != test.version:
        return OTHER_VERSION
    if figure["value"] is None:
        return NOBODY
    if test.smallest_base is not None and (figure["d"] or 0) < test.smallest_base:
        return TOO_FEW
    return ""


def _compared(test: Test, figure: Mapping[str, Any]) -> Standing:
    """Compare the whole interval; a full count has none, and its value is compared."""
    bare = figure["low"] is None or figure["high"] is None
    ends = [figure["value"]] * 2 if bare else [figure["low"], figure["high"]]
    limit = round(test.threshold, DIGITS)
    reach = [round(end, DIGITS) >= limit if test.at_least else round(end, DIGITS) <= limit
             for end in ends]  # fmt: skip
    if all(reach):
        return Standing(Status.MET, figure=figure)
    if not any(reach):
        return Standing(Status.NOT_MET, figure=figure)
    return Standing(Status.UNDETERMINED, STRADDLES, figure)


@dataclass(frozen=True)
class History:
    """The wordings of one criterion: what was fixed, and what came after, oldest first."""

    fixed: CriterionWording
    """The wording at the lock; what was written first, where it was entered after the lock."""
    amendments: tuple[CriterionWording, ...]
    is_late: bool
    """Entered after the first registration of the series."""
    is_added: bool
    """Entered after the lock."""

    @property
    def in_force(self) -> CriterionWording:
        return self.amendments[-1] if self.amendments else self.fixed


def fixed_at(locked_at: datetime | None, first_registration: datetime | None) -> datetime | None:
    """Return since when a change is an amendment: the lock, or a first registration before it."""
    return min((one for one in (locked_at, first_registration) if one), default=None)


def history(
    wordings: Sequence[CriterionWording],
    *,
    fixed_at: datetime | None,
    first_registration: datetime | None,
) -> History:
    """Tell what stood when the criteria were fixed from what was written later.

    Before they are fixed, the last wording counts: drafts leave no trace here.
    """
    first = wordings[0]
    is_late = first_registration is not None and first.written_at > first_registration
    if fixed_at is None:
        return History(wordings[-1], (), is_late, is_added=False)
    before = [one for one in wordings if one.written_at <= fixed_at]
    fixed = before[-1] if before else first
    place = wordings.index(fixed)
    return History(fixed, tuple(wordings[place + 1 :]), is_late, is_added=not before)
