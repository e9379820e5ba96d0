"""Who wants no letters of a topic: known by the digest of the address alone."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from webinars.database import Db
from webinars.outbox.models import OptOut
from webinars.outbox.queries import recipient_of, topics_declined


def decline(db: Db, *, address: str, topic: str, now: datetime) -> None:
    """Send no more letters of `topic` to `address`. Twice is once."""
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    row = insert(OptOut).values(address_digest=recipient_of(address), kind=topic, since=now)
    db.execute(row.on_conflict_do_nothing())


def welcome(db: Db, *, address: str, topic: str) -> None:
    """Send letters of `topic` to `address` again."""
    these = OptOut.address_digest == recipient_of(address), OptOut.kind == topic
    db.execute(delete(OptOut).where(*these))


def choose_topics(
    db: Db, *, address: str, wanted: Collection[str], offered: Collection[str], now: datetime
) -> None:
    """Let an address get, of the topics that are `offered`, exactly those that are `wanted`."""
    declined = topics_declined(db, address=address)
    for topic in offered:
        if topic in wanted and topic in declined:
            welcome(db, address=address, topic=topic)
        elif topic not in wanted and topic not in declined:
            decline(db, address=address, topic=topic, now=now)


def forget_choices(db: Db, *, digests: Collection[str]) -> None:
    """Delete what the addresses with these digests chose."""
    db.execute(delete(OptOut).where(OptOut.address_digest.in_(digests)))
