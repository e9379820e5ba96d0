"""Who is known at a mailbox, and how many letters went there."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.kernel.addresses import normal_address
from webinars.kernel.text import normal_name
from webinars.outbox.models import Letter
from webinars.people.models import Address
from webinars.registrations.models import Registration


def find_at_mailbox(db: Db, *, name: str, address: str) -> tuple[Address | None, bool]:
    """Return what `find_address` finds, and whether anybody at all is known at the mailbox.

    Raises:
        BadAddress: it is not an address.
    """
    same = Address.name_normal == normal_name(name)
    here = select(Address).where(Address.normal == normal_address(address))
    first = here.options(joinedload(Address.person)).order_by(same.desc(), Address.id).limit(1)
    row = db.scalars(first).one_or_none()
    return (row if row and row.name_normal == normal_name(name) else None), row is not None


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
