"""Criteria that a fictitious Committee fixed before anybody registered, and one amendment."""

from dataclasses import replace
from datetime import datetime, timedelta

from webinars.database import Db
from webinars.evaluation.models.criteria import Comparator, Outcome
from webinars.evaluation.operations.criteria import (
    CriterionFacts,
    amend_criterion,
    enter_criterion,
    lock_criteria,
)
from webinars.evaluation.queries.criteria import first_registration
from webinars.kernel.languages import Language
from webinars.programme.models import Series

OWNER = "Fictitious Committee, EXAMPLE/23/9"

REACH = CriterionFacts(
    Outcome.KEEP,
    "People from two members in five attend (fictitious).",
    Language.ENGLISH,
    OWNER,
    indicator=9,
    measure="members",
    comparator=Comparator.AT_LEAST,
    threshold="40",
)
COMING = replace(
    REACH,
    words="Most of those who are expected come (fictitious).",
    indicator=1,
    measure="attended",
    threshold="60",
    smallest_base=30,
)
HELD = replace(
    REACH,
    speaks_for=Outcome.CLOSE,
    words="Fewer than half of the planned webinars are held (fictitious).",
    indicator=23,
    measure="held",
    comparator=Comparator.AT_MOST,
    threshold="50",
)
FITTING = CriterionFacts(
    Outcome.MODIFY,
    "Delegations say that other hours or languages are needed (fictitious).",
    Language.ENGLISH,
    OWNER,
    source="Interviews with delegations, by the evaluator (fictitious).",
)


def fix_criteria(db: Db, *, series: Series, now: datetime) -> None:
    """Enter and lock criteria before the first registration; amend one since."""
    first = first_registration(db, series_id=series.id) or now
    entered = first - timedelta(days=3)
    criteria = [
        enter_criterion(db, series=series, facts=one, by="demonstration", now=entered)
        for one in (REACH, COMING, HELD, FITTING)
    ]
    lock_criteria(db, series=series, by="demonstration", now=first - timedelta(days=2))
    amend_criterion(
        db,
        criterion=criteria[1],
        facts=replace(COMING, threshold="55"),
        reason="Lowered in the fictitious document EXAMPLE/24/2.",
        by="demonstration",
        now=now - timedelta(days=1),
    )
