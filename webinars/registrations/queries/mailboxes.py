"""Who is known at a mailbox, and how many letters went there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import contains_eager

from webinars.database import Db
from webinars.database.asking import Question, ask
from webinars.kernel.addresses import normal_address
from webinars.kernel.text import normal_name
from webinars.outbox.models import Letter
from webinars.people.models import Address, Merge, Person
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Registration


@dataclass(frozen=True)
class Met:
    """Who is known at a mailbox: the person of the name, else anybody."""

    address_id: int
    written: str
    person_id: int
    name: str
    is_same: bool
    """Whether it is the person of that name."""
    is_merged: bool
    """Whether the person counts as another, or another as the person."""
    registered: bool
    """Whether the person is, or was, registered for the webinar."""


def _at_mailbox() -> Question:
    same = Address.name_normal == bindparam("name_normal")
    merged = select(Merge.id).where(
        Merge.undone_at.is_(None),
        or_(Merge.merged_id == Address.person_id, Merge.kept_id == Address.person_id),
    )
    registered = select(Registration.id).where(
        Registration.webinar_id == bindparam("webinar_id"),
        Registration.person_id == Address.person_id,
    )
    return (
        select(Address.id, Address.written, Person.id, Person.name)
        .add_columns(same, merged.exists(), registered.exists())
        .join(Address.person)
        .where(Address.normal == bindparam("normal"))
        .order_by(same.desc(), Address.id)
        .limit(1)
    )


_AT_MAILBOX = _at_mailbox()
_LETTERS = (
    select(func.count())
    .select_from(Letter)
    .where(
        Letter.posted_at > bindparam("since"),
        Letter.about.in_(
            select(Registration.public_id)
            .join(Registration.address)
            .where(Address.normal == bindparam("normal"))
        ),
    )
)


def meet_at_mailbox(db: Db, *, name: str, address: str, webinar_id: int) -> Met | None:
    """Return who is known at the mailbox by that name, else anybody there, if there is anybody.

    Raises:
        BadAddress: it is not an address.
    """
    here = {"normal": normal_address(address), "name_normal": normal_name(name)}
    row = ask(db, _AT_MAILBOX, webinar_id=webinar_id, **here)
    return None if row is None else Met(*row)


def others_at_address(
    db: Db, *, registration: Registration, now: datetime
) -> Sequence[Registration]:
    """Return what else stands at the same proven address under the same name, still to come.

    Another name at the mailbox is another person, and a merged person's other
    addresses are left out: only what the reader of these letters knows anyway.
    """
    ahead = select(Sitting.webinar_id).where(Sitting.cancelled_at.is_(None), Sitting.ends_at > now)
    theirs = (
        select(Registration)
        .join(Registration.webinar)
        .join(Registration.address)
        .where(Registration.address_id == registration.address_id)
        .where(Registration.webinar_id != registration.webinar_id)
        .where(Registration.cancelled_at.is_(None), Address.proven_at.is_not(None))
        .where(Webinar.cancelled_at.is_(None), Registration.webinar_id.in_(ahead))
        .options(contains_eager(Registration.webinar).joinedload(Webinar.texts))
        .order_by(Webinar.planned_month, Registration.id)
    )
    return db.scalars(theirs).unique().all()


def letters_to_mailbox(db: Db, *, address: str, since: datetime) -> int:
    """Return how many letters about registrations at a mailbox, whoever's, were posted since.

    Raises:
        BadAddress: it is not an address.
    """
    [count] = ask(db, _LETTERS, normal=normal_address(address), since=since) or (0,)
    return int(count)
