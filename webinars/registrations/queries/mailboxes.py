"""Who is known at a mailbox, and how many letters went there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.kernel.addresses import normal_address
from webinars.kernel.text import normal_name
from webinars.outbox.models import Letter
from webinars.people.models import Address
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Registration

_AT_MAILBOX = (
    select(Address)
    .where(Address.normal == bindparam("normal"))
    .options(joinedload(Address.person))
    .order_by((Address.name_normal == bindparam("name_normal")).desc(), Address.id)
    .limit(1)
)


def find_at_mailbox(db: Db, *, name: str, address: str) -> tuple[Address | None, bool]:
    """Return what `find_address` finds, and whether anybody at all is known at the mailbox.

    Raises:
        BadAddress: it is not an address.
    """
    asked = {"normal": normal_address(address), "name_normal": normal_name(name)}
    row = db.scalars(_AT_MAILBOX, asked).one_or_none()
    same = row is not None and row.name_normal == asked["name_normal"]
    return (row if same else None), row is not None


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
    there = (
        select(Registration.public_id)
        .join(Registration.address)
        .where(Address.normal == normal_address(address))
    )
    posted = select(func.count()).select_from(Letter)
    return db.scalar(posted.where(Letter.about.in_(there), Letter.posted_at > since)) or 0
