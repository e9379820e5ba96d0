"""Reading topics and who supports them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.programme.models import Topic, TopicSupport


def find_topic(db: Db, *, public_id: str) -> Topic | None:
    """Return a topic with its texts, what it counts as, and the webinar that meets it."""
    found = (
        select(Topic)
        .where(Topic.public_id == public_id)
        .options(joinedload(Topic.texts), joinedload(Topic.merged_into), joinedload(Topic.webinar))
    )
    return db.scalars(found).unique().one_or_none()


def topics_by(db: Db, *, person: str) -> Sequence[Topic]:
    """Return what a person proposed, the newest first; `person` is her public id."""
    own = select(Topic).where(Topic.proposer == person).options(selectinload(Topic.texts))
    return db.scalars(own.order_by(Topic.id.desc())).all()


def duplicates_of(db: Db, *, topic: Topic) -> Sequence[Topic]:
    """Return the topics that count as `topic`, the oldest first."""
    merged = select(Topic).where(Topic.merged_into_id == topic.id)
    return db.scalars(merged.options(selectinload(Topic.texts)).order_by(Topic.id)).all()


def support_by(db: Db, *, topic: Topic, person: str) -> TopicSupport | None:
    own = select(TopicSupport).where(
        TopicSupport.topic_id == topic.id, TopicSupport.supporter == person
    )
    return db.scalars(own).one_or_none()


def supported_by(db: Db, *, person: str) -> frozenset[int]:
    """Return the ids of the topics that a person supports."""
    own = select(TopicSupport.topic_id).where(TopicSupport.supporter == person)
    return frozenset(db.scalars(own))
