"""Who goes instead of whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload

from webinars.database import Db
from webinars.database.asking import Question, ask
from webinars.kernel.addresses import normal_address
from webinars.kernel.text import normal_name
from webinars.outbox.models import Letter
from webinars.outbox.operations import waiting
from webinars.people.models import Address, Merge, Person
from webinars.registrations.models import Registration, Substitution


@dataclass(frozen=True)
class Known:
    """Somebody of that name who is known at that address."""

    address_id: int
    written: str
    person_id: int
    name: str
    is_entangled: bool
    """Whether merges or a registration for the webinar say more of the person."""


@dataclass(frozen=True)
class Before:
    """What is known before a place is passed on."""

    times: int
    """How often it was lately, undone or not."""
    has_letters: bool
    """Whether letters about the registration wait to leave."""
    colleague: Known | None


def _before() -> Question:
    passed = select(func.count()).where(
        Substitution.predecessor_id == Registration.id,
        Substitution.made_at > bindparam("since"),
    )
    unsent = select(Letter.id).where(Letter.about == Registration.public_id, *waiting())
    merged = select(Merge.id).where(
        Merge.undone_at.is_(None),
        or_(Merge.merged_id == Address.person_id, Merge.kept_id == Address.person_id),
    )
    other = aliased(Registration)
    registered = select(other.id).where(
        other.webinar_id == Registration.webinar_id, other.person_id == Address.person_id
    )
    here = (Address.normal == bindparam("normal")) & (
        Address.name_normal == bindparam("name_normal")
    )
    return (
        select(passed.correlate(Registration).scalar_subquery())
        .add_columns(unsent.correlate(Registration).exists())
        .add_columns(Address.id, Address.written, Person.id, Person.name)
        .add_columns(or_(merged.exists(), registered.exists()))
        .select_from(Registration)
        .outerjoin(Address, here)
        .outerjoin(Person, Person.id == Address.person_id)
        .where(Registration.id == bindparam("registration_id"))
    )


_BEFORE = _before()


def passed_on(db: Db, *, registration: Registration) -> Substitution | None:
    """Return the standing substitution by which `registration` gave its place away, if any."""
    return _standing(db, Substitution.predecessor_id, registration)


def received(db: Db, *, registration: Registration) -> Substitution | None:
    """Return the standing substitution by which `registration` has its place, if any."""
    return _standing(db, Substitution.successor_id, registration)


def before_passing_on(
    db: Db, *, registration: Registration, name: str, address: str, since: datetime
) -> Before:
    """Return what is known of a place and of the colleague to whom it is to go, in one statement.

    Raises:
        BadAddress: it is not an address.
    """
    here = {"normal": normal_address(address), "name_normal": normal_name(name)}
    row = ask(db, _BEFORE, registration_id=registration.id, since=since, **here)
    times, has_letters, *known = row or (0, False, None)
    return Before(times, has_letters, None if known[0] is None else Known(*known))


def _standing(
    db: Db, column: InstrumentedAttribute[int], registration: Registration
) -> Substitution | None:
    found = (
        select(Substitution)
        .where(column == registration.id, Substitution.undone_at.is_(None))
        .options(
            joinedload(Substitution.predecessor).joinedload(Registration.person),
            joinedload(Substitution.successor).joinedload(Registration.person),
        )
        .order_by(Substitution.id.desc())
        .limit(1)
    )
    return db.scalars(found).one_or_none()
