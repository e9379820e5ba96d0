"""Reading findings, recommendations, dissent and decisions."""

from collections.abc import Sequence

from sqlalchemy import func, select

from webinars.database import Db
from webinars.evaluation.models.passages import Decision, Evidence, Passage, PassageKind
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series


def passages_of(db: Db, *, series: Series, drafts: bool) -> Sequence[Passage]:
    """Return the passages of `series`, by kind and number, then the drafts as they were begun.

    Args:
        drafts: whether those are among them which nobody but evaluators may see.
    """
    rows = select(Passage).where(Passage.series_id == series.id)
    if not drafts:
        rows = rows.where(Passage.published_at.is_not(None))
    last = Passage.number.is_(None)
    return db.scalars(rows.order_by(last, Passage.number, Passage.id)).all()


def get_passage(db: Db, *, public_id: str) -> Passage:
    """Return a passage, draft or not, for evaluators; or raise NotFound."""
    found = db.scalars(select(Passage).where(Passage.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_published(db: Db, *, public_id: str, kind: PassageKind) -> Passage:
    """Return a published passage that still stands; a draft is not found.

    Raises:
        NotFound: there is none.
    """
    found = get_passage(db, public_id=public_id)
    if found.published_at is None or found.kind is not kind or found.wordings[-1].withdrawn:
        raise NotFound
    return found


def next_number(db: Db, *, passage: Passage) -> int:
    same = (Passage.series_id == passage.series_id, Passage.kind == passage.kind)
    return (db.scalar(select(func.max(Passage.number)).where(*same)) or 0) + 1


def drafts_about(db: Db, *, passage: Passage) -> Sequence[Passage]:
    """Return what was begun about a passage and is not published."""
    rows = select(Passage).where(Passage.about_id == passage.id, Passage.published_at.is_(None))
    return db.scalars(rows.order_by(Passage.id)).all()


def published_evidence(db: Db) -> Sequence[tuple[Evidence, int, str]]:
    """Return every figure under a published finding, with its number and its series' public id."""
    rows = db.execute(
        select(Evidence, Passage.number, Series.public_id)
        .join(Passage, Passage.id == Evidence.passage_id)
        .join(Series, Series.id == Passage.series_id)
        .where(Passage.published_at.is_not(None))
        .order_by(Evidence.id)
    )
    return [(row, number or 0, series) for row, number, series in rows]


def decisions_of(db: Db, *, series: Series) -> Sequence[Decision]:
    """Return what was decided on `series`, as it was recorded; the last one holds."""
    rows = select(Decision).where(Decision.series_id == series.id)
    return db.scalars(rows.order_by(Decision.id)).all()
