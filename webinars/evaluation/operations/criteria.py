"""Entering criteria, fixing them with a hash, and amending them by rows beside.

The Secretariat writes them in for the body that owns them; the software has none of its
own. Registration never waits for them: who is late is marked so.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import func, select

from webinars.database import Db
from webinars.evaluation.indicators import Definition, present_definitions
from webinars.evaluation.models.criteria import (
    Comparator,
    CriteriaLock,
    Criterion,
    CriterionWording,
    Outcome,
)
from webinars.evaluation.queries.criteria import (
    Fixing,
    criteria_of,
    fixing_of,
)
from webinars.evaluation.rules.criteria import history, is_told_in_percent, offered
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_, clean_line
from webinars.programme.models import Series
from webinars.programme.operations import raise_revision

LARGEST = Decimal(1_000_000_000)


class BadThreshold(Refusal):
    message = N_("Write the threshold as a number, such as 60 or 2.5.")


class NoMeasure(Refusal):
    message = N_("Choose an indicator with comparison and threshold, or write a source in words.")


class ReasonForAmending(Refusal):
    message = N_("The criteria are fixed: say why this one is amended.")


class LockedAlready(Refusal):
    message = N_("The criteria of this series are locked already.")


class NothingToLock(Refusal):
    message = N_("There is no criterion to lock.")


class WithdrawnAlready(Refusal):
    message = N_("This criterion has been withdrawn already.")


@dataclass(frozen=True)
class CriterionFacts:
    """What a criterion says, as somebody wrote it."""

    speaks_for: Outcome
    words: str
    language: Language
    owner: str
    indicator: int | None = None
    measure: str = ""
    breakdown: str = ""
    key: str = ""
    comparator: Comparator | None = None
    threshold: str = ""
    """A number with a point or a comma; of a proportion in per cent."""
    smallest_base: int | None = None
    source: str = ""


def enter_criterion(
    db: Db, *, series: Series, facts: CriterionFacts, by: str, now: datetime
) -> Criterion:
    """Enter a criterion. After the first registration of the series it is marked as late.

    Raises:
        NoMeasure, BadThreshold: of the facts.
    """
    last = select(func.max(Criterion.number)).where(Criterion.series_id == series.id)
    criterion = Criterion(series=series, number=(db.scalar(last) or 0) + 1)
    criterion.wordings.append(_wording(facts, by=by, now=now))
    db.add(criterion)
    _told(db, criterion, "evaluation.enter_criterion", by=by, now=now)
    return criterion


def amend_criterion(
    db: Db, *, criterion: Criterion, facts: CriterionFacts, reason: str, by: str, now: datetime
) -> None:
    """Say a criterion otherwise: before it is fixed freely, afterwards beside the fixed words.

    Raises:
        ReasonForAmending: the criteria are fixed, and no reason is given.
        WithdrawnAlready: there is nothing to amend.
        NoMeasure, BadThreshold: of the facts.
    """
    _refuse_withdrawn(criterion)
    wording = _wording(facts, by=by, now=now)
    wording.reason = _reason(db, criterion, reason)
    criterion.wordings.append(wording)
    _told(db, criterion, "evaluation.amend_criterion", by=by, now=now)


def withdraw_criterion(
    db: Db, *, criterion: Criterion, reason: str, by: str, now: datetime
) -> None:
    """Take a criterion back. What was fixed stays, with the withdrawal beside it.

    Raises:
        ReasonForAmending, WithdrawnAlready: as `amend_criterion`.
    """
    _refuse_withdrawn(criterion)
    last = _facts_of(criterion.wordings[-1])
    wording = CriterionWording(**last, withdrawn=True, written_at=now, written_by=by)
    wording.reason = _reason(db, criterion, reason)
    criterion.wordings.append(wording)
    _told(db, criterion, "evaluation.withdraw_criterion", by=by, now=now)


def lock_criteria(db: Db, *, series: Series, by: str, now: datetime) -> CriteriaLock:
    """Fix the criteria of a series: keep what they say, to the byte, with its hash.

    Raises:
        LockedAlready: a lock is for good.
        NothingToLock: none is in force.
    """
    fixing = fixing_of(db, series=series)
    if fixing.lock:
        raise LockedAlready
    content = content_of(criteria_of(db, series=series), series, fixing)
    if not json.loads(content)["criteria"]:
        raise NothingToLock
    digest = hashlib.sha256(content.encode()).hexdigest()
    lock = CriteriaLock(
        series_id=series.id, locked_at=now, locked_by=by, content=content, digest=digest
    )
    db.add(lock)
    detail = {"digest": digest}
    subject = series.public_id
    record(db, kind="evaluation.lock_criteria", actor=by, subject=subject, now=now, detail=detail)
    raise_revision(db)
    return lock


def content_of(criteria: Sequence[Criterion], series: Series, fixing: Fixing) -> str:
    """Return the text that is hashed: JSON, keys sorted, one criterion an object."""
    stood = (
        (
            one.number,
            history(
                one.wordings, fixed_at=fixing.at, first_registration=fixing.first_registration
            ).fixed,
        )
        for one in criteria
    )
    told = [_plain(number, wording) for number, wording in stood if not wording.withdrawn]
    content = {"series": series.public_id, "criteria": told}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


FACTS = (
    "speaks_for",
    "words",
    "language",
    "owner",
    "indicator",
    "version",
    "measure",
    "breakdown",
    "key",
    "comparator",
    "threshold",
    "in_percent",
    "smallest_base",
    "source",
)


def _facts_of(wording: CriterionWording) -> dict[str, Any]:
    return {name: getattr(wording, name) for name in FACTS}


def _plain(number: int, wording: CriterionWording) -> dict[str, Any]:
    facts = _facts_of(wording)
    facts["threshold"] = None if wording.threshold is None else f"{wording.threshold:.2f}"
    return {"number": number, **facts, "written_at": wording.written_at.isoformat()}


def _wording(facts: CriterionFacts, *, by: str, now: datetime) -> CriterionWording:
    if facts.indicator is None:
        return _in_words(facts, by=by, now=now)
    definition = definition_of(facts.indicator)
    if facts.comparator is None or facts.measure not in offered(definition.measures):
        raise NoMeasure
    told = asdict(replace(facts, source="")) | {
        "threshold": _number(facts.threshold),
        "version": definition.version,
        "in_percent": is_told_in_percent(definition.unit, facts.measure),
    }
    return CriterionWording(**told, written_at=now, written_by=by)


def _in_words(facts: CriterionFacts, *, by: str, now: datetime) -> CriterionWording:
    if not facts.source:
        raise NoMeasure
    told = {name: getattr(facts, name) for name in ("speaks_for", "words", "language", "owner")}
    return CriterionWording(**told, source=facts.source, written_at=now, written_by=by)


def definition_of(indicator: int) -> Definition:
    """Return the definition that is in force now.

    Raises:
        NoMeasure: there is none of that number.
    """
    found = next((one for one in present_definitions() if one.indicator == indicator), None)
    if found is None:
        raise NoMeasure
    return found


def _number(text: str) -> Decimal:
    digits = clean_line(text).replace("−", "-").replace(",", ".").rstrip("% ")
    try:
        found = Decimal(digits)
    except InvalidOperation as fault:
        raise BadThreshold from fault
    if not found.is_finite() or abs(found) > LARGEST:
        raise BadThreshold
    return found.quantize(Decimal("0.01"))


def _refuse_withdrawn(criterion: Criterion) -> None:
    if criterion.wordings[-1].withdrawn:
        raise WithdrawnAlready


def _reason(db: Db, criterion: Criterion, reason: str) -> str:
    """Return why: needed once the criteria are fixed, and not kept before."""
    if fixing_of(db, series=criterion.series).at is None:
        return ""
    if not reason:
        raise ReasonForAmending
    return reason


def _told(db: Db, criterion: Criterion, kind: str, *, by: str, now: datetime) -> None:
    db.flush()
    wording = criterion.wordings[-1]
    detail = _plain(criterion.number, wording) | {"reason": wording.reason}
    record(db, kind=kind, actor=by, subject=criterion.public_id, now=now, detail=detail)
    raise_revision(db)
