"""A copy of what is held here of a person who appeared, and its erasure."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from webinars.database import Db
from webinars.journal.operations import forget_details, record
from webinars.kernel.ids import new_public_id
from webinars.outbox.operations import forget_letters
from webinars.people.models import Person
from webinars.people.queries import family
from webinars.programme.models import Appearance, Topic, TopicSupport
from webinars.programme.operations.revision import raise_revision
from webinars.programme.queries.appearances import appearances_by


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that this room holds of `person`, for their own copy: JSON values only."""
    asked = theirs(db, Topic.proposer, person)
    wanted = theirs(db, TopicSupport.supporter, person)
    return {
        "appearances": [_copy(one) for one in appearances_by(db, person=person)],
        "topics": [
            {
                "proposed": one.proposed_at.isoformat(),
                "state": one.state,
                "texts": [{"title": text.title, "words": text.words} for text in one.texts],
            }
            for one in db.scalars(select(Topic).where(asked))
        ],
        "topics supported": [
            one.since.isoformat() for one in db.scalars(select(TopicSupport).where(wanted))
        ],
    }


def forget(db: Db, *, person: Person, now: datetime) -> None:
    """Take a person off every page on which she appears: name, address, words, links.

    That somebody had the part, and when she consented, stays without her name.
    """
    rows = appearances_by(db, person=person)
    forget_letters(db, about=[row.public_id for row in rows], now=now)
    for row in rows:
        _blank(row)
        forget_details(db, subject=row.public_id)
        record(db, kind="programme.forget", actor=row.public_id, subject=row.public_id, now=now)
    _forget_voices(db, person)
    if rows:
        db.flush()
        raise_revision(db)


def theirs(db: Db, column: InstrumentedAttribute[str], person: Person) -> ColumnElement[bool]:
    """Return the condition that `column` holds the public id of a person or of one merged."""
    ids = db.scalars(select(Person.public_id).where(Person.id.in_(family(person)))).all()
    return column.in_(ids)


def _forget_voices(db: Db, person: Person) -> None:
    """Give each topic and each support an id that leads to nobody: the counts stay."""
    for topic in db.scalars(select(Topic).where(theirs(db, Topic.proposer, person))).all():
        topic.proposer = new_public_id()
    wanted = theirs(db, TopicSupport.supporter, person)
    for support in db.scalars(select(TopicSupport).where(wanted)).all():
        support.supporter = new_public_id()
    db.flush()


def _blank(row: Appearance) -> None:
    row.name = row.address = row.decline_words = ""
    row.zone = None
    row.texts = []
    row.generation += 1


def _copy(row: Appearance) -> dict[str, Any]:
    return {
        "webinar": row.webinar.slug,
        "part": row.part,
        "name": row.name,
        "address": row.address,
        "language": row.language,
        "zone": row.zone,
        "invited": _told(row.invited_at),
        "confirmed": _told(row.confirmed_at),
        "declined": _told(row.declined_at),
        "words": row.decline_words,
        "texts": [
            {"language": text.language, "function": text.function, "biography": text.biography}
            for text in row.texts
        ],
        "consents": [
            {
                "given": consent.given_at.isoformat(),
                "withdrawn": _told(consent.withdrawn_at),
                "privacy notice": consent.notice_version,
            }
            for consent in row.consents
        ],
    }


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
