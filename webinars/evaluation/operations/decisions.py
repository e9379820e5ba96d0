"""What the management answers to recommendations, and what the Committee decided. Rows only."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from webinars.database import Db
from webinars.evaluation.models.criteria import Outcome
from webinars.evaluation.models.passages import (
    Decision,
    ManagementResponse,
    Passage,
    Progress,
    Verdict,
)
from webinars.evaluation.operations.passages import ReasonForChange
from webinars.evaluation.queries.passages import decisions_of
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.models import Series


class DecidedLater(Refusal):
    message = N_("A decision that has not been taken yet cannot be recorded.")


@dataclass(frozen=True)
class ResponseFacts:
    verdict: Verdict
    words: str
    language: Language
    owner: str
    due_on: date | None
    progress: Progress


@dataclass(frozen=True)
class DecisionFacts:
    outcome: Outcome
    body: str
    decided_on: date
    symbol: str
    words: str
    language: Language
    follow_up: str = ""
    follow_up_on: date | None = None
    reason: str = ""


def respond(db: Db, *, passage: Passage, facts: ResponseFacts, by: str, now: datetime) -> None:
    """Answer a recommendation, or say how far it has come: a new row, and the last one holds."""
    passage.answers.append(ManagementResponse(**asdict(facts), written_at=now, written_by=by))
    db.flush()
    detail = asdict(facts) | {"due_on": facts.due_on.isoformat() if facts.due_on else None}
    kind = "evaluation.respond"
    record(db, kind=kind, actor=by, subject=passage.public_id, now=now, detail=detail)


def record_decision(
    db: Db, *, series: Series, facts: DecisionFacts, by: str, now: datetime
) -> Decision:
    """Record what was decided on a series. The software decides nothing, and closes nothing by it.

    Raises:
        DecidedLater: the day is to come.
        ReasonForChange: one is recorded already, and no reason is given for another.
    """
    if facts.decided_on > now.date():
        raise DecidedLater
    if decisions_of(db, series=series) and not facts.reason:
        raise ReasonForChange
    decision = Decision(series_id=series.id, **asdict(facts), written_at=now, written_by=by)
    db.add(decision)
    db.flush()
    days = {
        "decided_on": facts.decided_on.isoformat(),
        "follow_up_on": facts.follow_up_on.isoformat() if facts.follow_up_on else None,
    }
    detail = asdict(facts) | days
    kind = "evaluation.decide"
    record(db, kind=kind, actor=by, subject=series.public_id, now=now, detail=detail)
    return decision
