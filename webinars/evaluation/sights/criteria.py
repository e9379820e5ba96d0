"""Criteria as pages show them: what was fixed, what was amended, and how each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webinars.evaluation.models.criteria import Comparator, Criterion, CriterionWording, Outcome
from webinars.evaluation.queries.criteria import Fixing
from webinars.evaluation.rules.criteria import History, Standing, Status, history, judged, test_of
from webinars.evaluation.rules.suppression.populations import is_open
from webinars.evaluation.sights.figures import BREAKDOWNS, Line, line_of
from webinars.kernel.text import N_

OUTCOMES: dict[str, str] = {
    Outcome.KEEP: N_("keep as it is"),
    Outcome.MODIFY: N_("modify"),
    Outcome.CLOSE: N_("close"),
}

COMPARATORS: dict[str, str] = {
    Comparator.AT_LEAST: N_("at least"),
    Comparator.AT_MOST: N_("at most"),
}

STATUSES: dict[str, str] = {
    Status.MET: N_("met"),
    Status.NOT_MET: N_("not met"),
    Status.UNDETERMINED: N_("undetermined"),
    Status.NOT_EVALUABLE: N_("not evaluable"),
}


@dataclass(frozen=True)
class Shown:
    """One criterion."""

    public_id: str
    number: int
    history: History
    standing: Standing | None
    """None where no snapshot has been taken."""
    line: Line | None
    """The figure, where it may be shown."""
    is_hidden: bool
    """Whether there is one that may not: from night to night it would tell of the newest person."""

    @property
    def is_gone(self) -> bool:
        return self.history.in_force.withdrawn

    @property
    def wordings(self) -> list[CriterionWording]:
        """What was fixed, then every amendment."""
        return [self.history.fixed, *self.history.amendments]


def shown(
    criteria: Sequence[Criterion],
    fixing: Fixing,
    found: Mapping[str, Any] | None,
    *,
    is_public: bool,
) -> list[Shown]:
    """Return the criteria by number; one that was withdrawn before it was fixed never was.

    Args:
        found: `indicators.json` of the snapshot against which they are held.
        is_public: whether what must be suppressed is.
    """
    told = [_shown(one, fixing, found, is_public=is_public) for one in criteria]
    return [one for one in told if not one.history.fixed.withdrawn]


def _shown(
    criterion: Criterion, fixing: Fixing, found: Mapping[str, Any] | None, *, is_public: bool
) -> Shown:
    told = history(
        criterion.wordings, fixed_at=fixing.at, first_registration=fixing.first_registration
    )
    now = told.in_force
    standing = standing_of(now, found, is_public=is_public) if found else None
    line = line_in(standing, found) if standing and found else None
    is_hidden = line is not None and is_public and not is_open(now.indicator or 0, now.measure)
    shown = None if is_hidden else line
    return Shown(criterion.public_id, criterion.number, told, standing, shown, is_hidden)


def standing_of(
    wording: CriterionWording, found: Mapping[str, Any], *, is_public: bool
) -> Standing:
    return judged(
        test_of(wording),
        found,
        open_to_all=is_open(wording.indicator or 0, wording.measure),
        is_public=is_public,
    )


def line_in(standing: Standing, found: Mapping[str, Any]) -> Line | None:
    """Return the figure of a standing, ready to be told with its base and interval."""
    if standing.figure is None:
        return None
    number = standing.figure["indicator"]
    definition = next(one for one in found["definitions"] if one["indicator"] == number)
    return line_of(standing.figure, definition, {})


def class_words(breakdown: str, key: str) -> tuple[str, str]:
    """Return the English ids of a breakdown and of a class in it; both empty for the whole."""
    name, words = BREAKDOWNS.get(breakdown, ("", {}))
    return name, words.get(key, key)
