"""What a Committee and its evaluator write, for tests."""

from datetime import datetime
from typing import Any

from tests.factories.programme import NOON
from webinars.database import Db
from webinars.evaluation.models.criteria import Comparator, Criterion, Outcome
from webinars.evaluation.models.passages import Passage, PassageKind
from webinars.evaluation.operations.criteria import CriterionFacts, enter_criterion
from webinars.evaluation.operations.passages import (
    PassageFacts,
    begin_passage,
    publish_passage,
)
from webinars.kernel.languages import Language
from webinars.programme.models import Series


def criterion_facts(**over: Any) -> CriterionFacts:  # noqa: ANN401  (whatever the facts hold)
    """Return: people of 60 per cent of the members at least, for keeping the series."""
    facts: dict[str, Any] = {
        "speaks_for": Outcome.KEEP,
        "words": "Delegates of most members came.",
        "language": Language.ENGLISH,
        "owner": "Committee, EXAMPLE/1",
        "indicator": 9,
        "measure": "members",
        "comparator": Comparator.AT_LEAST,
        "threshold": "60",
    }
    return CriterionFacts(**facts | over)


def make_criterion(
    db: Db,
    *,
    series: Series,
    now: datetime = NOON,
    **over: Any,  # noqa: ANN401  (of the facts)
) -> Criterion:
    facts = criterion_facts(**over)
    return enter_criterion(db, series=series, facts=facts, by="test", now=now)


def make_passage(
    db: Db,
    *,
    series: Series,
    words: str,
    kind: PassageKind = PassageKind.FINDING,
    about: Passage | None = None,
    published: bool = False,
    now: datetime = NOON,
) -> Passage:
    facts = PassageFacts(words, Language.ENGLISH)
    passage = begin_passage(
        db, series=series, kind=kind, about=about, facts=facts, by="test", now=now
    )
    if published:
        publish_passage(db, passage=passage, by="test", now=now)
    return passage
