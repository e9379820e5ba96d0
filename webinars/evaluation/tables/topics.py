"""Topics that members asked for, and the webinars that meet them."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webinars.database import Db
from webinars.database.pouring import streamed
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    INSTANT,
    KEY,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring, Purpose
from webinars.programme.models import Topic, TopicSupport, Webinar
from webinars.states.models import State


def _topics(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield every topic that was received, refused and merged ones too, without its words."""
    seal, whole = keyring.sealer(Purpose.PSEUDONYM), aliased(Topic)
    supporters = (
        select(func.count())
        .where(TopicSupport.topic_id == Topic.id)
        .correlate(Topic)
        .scalar_subquery()
    )
    query = (
        select(
            Topic.public_id,
            whole.public_id,
            Topic.proposed_at,
            State.alpha3,
            Topic.language,
            Topic.state,
            supporters,
            Webinar.public_id,
        )
        .outerjoin(whole, whole.id == Topic.merged_into_id)
        .outerjoin(State, State.code == Topic.state_code)
        .outerjoin(Webinar, Webinar.id == func.coalesce(whole.webinar_id, Topic.webinar_id))
        .order_by(Topic.id)
    )
    for topic, into, *rest in streamed(db, query):
        yield (seal(topic), seal(into) if into else None, *rest)


TABLES = (
    Table(
        "topics",
        "Topics that members asked for; their words are not here",
        (
            Column("topic", KEY, "Pseudonym of the topic"),
            Column("counts_as", KEY, "The topic that it was merged into; empty: itself"),
            Column("received_at", INSTANT, "When it was proposed"),
            Column("state", CODE, "ISO 3166-1 alpha-3 code of the member that asked"),
            Column("language", CODE, "In which it was proposed"),
            Column("status", CODE, "waiting, public or refused"),
            Column("supporters", COUNT, "Persons who want it, its proposer among them", "persons"),
            WEBINAR,
        ),
        ("topic",),
        _topics,
    ),
)
