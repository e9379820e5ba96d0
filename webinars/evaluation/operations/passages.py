"""Writing, publishing and amending findings, recommendations and dissent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.evaluation.models import Snapshot
from webinars.evaluation.models.passages import (
    Evidence,
    Passage,
    PassageKind,
    PassageWording,
)
from webinars.evaluation.queries.passages import drafts_about, next_number
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.models import Series


class PublishedAlready(Refusal):
    message = N_("This has been published: it is amended or withdrawn, and not removed.")


class FindingFirst(Refusal):
    message = N_("Publish the finding first: a recommendation follows from it.")


class NoFinding(Refusal):
    message = N_("A recommendation follows from a finding: begin there.")


class ReasonForChange(Refusal):
    message = N_("This is published: say why it is changed.")


class NoSuchFigure(Refusal):
    message = N_("Snapshot %(cut)s has no such figure.")


@dataclass(frozen=True)
class PassageFacts:
    """What somebody wrote."""

    words: str
    language: Language
    said_by: str = ""


@dataclass(frozen=True)
class Pointer:
    """A figure of a snapshot, by its name."""

    snapshot: Snapshot
    found: Mapping[str, Any]
    """The snapshot's `indicators.json`."""
    indicator: int
    measure: str
    breakdown: str = ""
    key: str = ""


def begin_passage(
    db: Db,
    *,
    series: Series,
    kind: PassageKind,
    about: Passage | None,
    facts: PassageFacts,
    by: str,
    now: datetime,
    pointer: Pointer | None = None,
) -> Passage:
    """Begin a draft, which nobody but evaluators sees. The journal says nothing of it.

    Raises:
        NoFinding: a recommendation is about no finding.
        NoSuchFigure: the snapshot has not what `pointer` names.
    """
    if kind is PassageKind.RECOMMENDATION and (
        about is None or about.kind is not PassageKind.FINDING
    ):
        raise NoFinding
    passage = Passage(
        series=series,
        kind=kind,
        about=about,
        language=facts.language,
        said_by=facts.said_by,
        begun_at=now,
        begun_by=by,
    )
    passage.wordings.append(PassageWording(words=facts.words, written_at=now, written_by=by))
    _point(passage, pointer, now=now)
    db.add(passage)
    db.flush()
    return passage


def change_passage(
    db: Db,
    *,
    passage: Passage,
    facts: PassageFacts,
    reason: str,
    by: str,
    now: datetime,
    pointer: Pointer | None = None,
) -> None:
    """Rewrite a draft; amend what is published by a new wording beside.

    Raises:
        ReasonForChange: it is published, and no reason is given.
        NoSuchFigure: as `begin_passage`.
    """
    _point(passage, pointer, now=now)
    if passage.published_at is None:
        passage.language, passage.said_by = facts.language, facts.said_by
        passage.wordings[-1].words = facts.words
        passage.wordings[-1].written_at, passage.wordings[-1].written_by = now, by
        return
    _reword(db, passage, facts.words, reason, by=by, now=now)


def publish_passage(db: Db, *, passage: Passage, by: str, now: datetime) -> None:
    """Publish a draft, a finding with the recommendations begun from it; again, it does nothing.

    Raises:
        FindingFirst: what it follows from is a draft still.
    """
    if passage.published_at is not None:
        return
    if passage.about is not None and passage.about.published_at is None:
        raise FindingFirst
    passage.number, passage.published_at = next_number(db, passage=passage), now
    for figure in passage.evidence:
        figure.published_at = now
    _told(db, passage, "evaluation.publish", by=by, now=now)
    for draft in drafts_about(db, passage=passage):
        if draft.kind is PassageKind.RECOMMENDATION:
            publish_passage(db, passage=draft, by=by, now=now)


def withdraw_passage(db: Db, *, passage: Passage, reason: str, by: str, now: datetime) -> None:
    """Withdraw what is published: it stays to be read, marked, with the reason.

    Raises:
        ReasonForChange: no reason is given.
    """
    words = passage.wordings[-1].words
    _reword(db, passage, words, reason, by=by, now=now, withdrawn=True)


def drop_draft(db: Db, *, passage: Passage) -> None:
    """Remove a draft for good, with the drafts that follow from it.

    Raises:
        PublishedAlready: it is no draft any more.
    """
    if passage.published_at is not None:
        raise PublishedAlready
    for draft in drafts_about(db, passage=passage):
        drop_draft(db, passage=draft)
    db.delete(passage)
    db.flush()


def drop_evidence(db: Db, *, passage: Passage, evidence_id: int) -> None:
    """Take a figure out of a draft.

    Raises:
        PublishedAlready: it is no draft any more.
    """
    if passage.published_at is not None:
        raise PublishedAlready
    passage.evidence = [one for one in passage.evidence if one.id != evidence_id]
    db.flush()


def say_dissent(
    db: Db,
    *,
    series: Series,
    about: Passage | None,
    facts: PassageFacts,
    by: str,
    now: datetime,
) -> Passage:
    """Write down and publish a view that the report does not share, as somebody gave it."""
    kind = PassageKind.DISSENT
    passage = begin_passage(db, series=series, kind=kind, about=about, facts=facts, by=by, now=now)
    publish_passage(db, passage=passage, by=by, now=now)
    return passage


def _reword(
    db: Db,
    passage: Passage,
    words: str,
    reason: str,
    *,
    by: str,
    now: datetime,
    withdrawn: bool = False,
) -> None:
    if not reason:
        raise ReasonForChange
    wording = PassageWording(
        words=words, reason=reason, withdrawn=withdrawn, written_at=now, written_by=by
    )
    passage.wordings.append(wording)
    kind = "evaluation.withdraw" if withdrawn else "evaluation.amend"
    _told(db, passage, kind, by=by, now=now)


def _point(passage: Passage, pointer: Pointer | None, *, now: datetime) -> None:
    if pointer is None:
        return
    wanted = (pointer.indicator, pointer.measure, pointer.breakdown, pointer.key)
    names = ("indicator", "measure", "by", "key")
    figures = pointer.found["figures"]
    figure = next((one for one in figures if tuple(one[name] for name in names) == wanted), None)
    if figure is None:
        raise NoSuchFigure(cut=pointer.snapshot.cut)
    versions = {one["indicator"]: one["version"] for one in pointer.found["definitions"]}
    cells = {name: figure[name] for name in ("n", "d", "value", "low", "high")}
    passage.evidence.append(
        Evidence(
            snapshot=pointer.snapshot,
            indicator=pointer.indicator,
            version=versions[pointer.indicator],
            measure=pointer.measure,
            breakdown=pointer.breakdown,
            key=pointer.key,
            published_at=now if passage.published_at else None,
            **cells,
        )
    )


def _told(db: Db, passage: Passage, kind: str, *, by: str, now: datetime) -> None:
    db.flush()
    wording = passage.wordings[-1]
    detail = {
        "kind": str(passage.kind),
        "number": passage.number,
        "words": wording.words,
        "reason": wording.reason,
    }
    record(db, kind=kind, actor=by, subject=passage.public_id, now=now, detail=detail)
