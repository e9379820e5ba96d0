"""The board of topics as it is read: one query, the text nearest to the reader, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import (
    Sitting,
    Topic,
    TopicState,
    TopicSupport,
    TopicText,
    Webinar,
    WebinarText,
)
from webinars.programme.queries.columns import distance


@dataclass(frozen=True)
class TopicRead:
    topic: Topic
    text: TopicText
    supporters: int
    """Distinct persons, those of its duplicates among them."""
    states: int
    """Distinct members for which they spoke."""
    webinar: Webinar | None
    webinar_title: str
    webinar_language: Language | None
    last_end: datetime | None
    """Of the sittings of that webinar that are not cancelled."""


def read_topics(
    db: Db, *, language: Language, states: frozenset[TopicState]
) -> Sequence[TopicRead]:
    """Return the topics in one of `states` that count as themselves, most supported first."""
    supporters = _counted(TopicSupport.supporter)
    rows = db.execute(
        select(
            Topic,
            TopicText,
            supporters.label("supporters"),
            _counted(TopicSupport.state_code),
            Webinar,
            WebinarText.title,
            WebinarText.language,
            _last_end(),
        )
        .select_from(Topic)
        .join(TopicText, TopicText.id == _nearest(TopicText, TopicText.topic_id, Topic, language))
        .outerjoin(Webinar, Webinar.id == Topic.webinar_id)
        .outerjoin(
            WebinarText,
            WebinarText.id == _nearest(WebinarText, WebinarText.webinar_id, Webinar, language),
        )
        .where(Topic.merged_into_id.is_(None), Topic.state.in_(states))
        .order_by(supporters.desc(), Topic.id)
    )
    return [_read(row) for row in rows]


def _read(row: Any) -> TopicRead:  # noqa: ANN401  (a row of eight columns)
    topic, text, supporters, members, webinar, title, language, last_end = row
    return TopicRead(topic, text, supporters, members, webinar, title or "", language, last_end)


def _counted(column: Any) -> ColumnElement[int]:  # noqa: ANN401  (a mapped column)
    """Return how many distinct values there are over a topic and its duplicates."""
    own = aliased(Topic)
    return (
        select(func.count(func.distinct(column)))
        .join(own, own.id == TopicSupport.topic_id)
        .where(or_(own.id == Topic.id, own.merged_into_id == Topic.id))
        .correlate(Topic)
        .scalar_subquery()
    )


def _last_end() -> ColumnElement[datetime]:
    return (
        select(func.max(Sitting.ends_at))
        .where(Sitting.webinar_id == Webinar.id, Sitting.cancelled_at.is_(None))
        .correlate(Webinar)
        .scalar_subquery()
    )


def _nearest(text: Any, key: Any, of: Any, language: Language) -> Any:  # noqa: ANN401  (mapped classes)
    own = aliased(text)
    mine = getattr(own, key.key) == of.id
    nearest = select(own.id).where(mine).order_by(distance(own.language, language), own.language)
    return nearest.limit(1).correlate(of).scalar_subquery()
