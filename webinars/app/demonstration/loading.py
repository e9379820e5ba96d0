"""Loading the demonstration: all of it or nothing, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select, update

from webinars.accounts.models import Account, Role
from webinars.accounts.operations import give_role, invite
from webinars.app.demonstration.answers import ask_and_answer
from webinars.app.demonstration.attendance import hold
from webinars.app.demonstration.delegates import make_people, register_some
from webinars.app.demonstration.delegation import send_delegation
from webinars.app.demonstration.judging import fix_criteria
from webinars.app.demonstration.programme import make_series
from webinars.app.demonstration.recording import record_first
from webinars.app.demonstration.running import ask_for_topics, prepare, wish
from webinars.attendance.queries import participation
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Keyring
from webinars.people.models import Coordinator, FocalPoint, Person
from webinars.people.operations import find_or_make_person
from webinars.programme.models import ProposalKind, Series
from webinars.programme.operations.proposing import Idea, propose
from webinars.registrations.models import Registration
from webinars.states.models import Group, State
from webinars.states.queries import members_on
from webinars.storage.store import Store

STAFF: list[tuple[str, str, Role, str]] = [
    ("secretariat@example.org", "Otto Muster", Role.SECRETARIAT, ""),
    ("evaluator@example.org", "Eva Esimerkki", Role.EVALUATOR, "Fictitious mandate EXAMPLE/25/4"),
    ("focal-point@example.org", "Juma Sampuli", Role.FOCAL_POINT, ""),
    ("administrator@example.org", "Ana Ejemplo", Role.ADMINISTRATOR, ""),
]
"""Visibly fictitious: each family name means “example” or “sample”."""

COORDINATOR = ("coordinator@example.org", "Nadia Namuna", Role.COORDINATOR, "")
"""Of the African Group. Signs in like the others, who are told at the start."""

REGISTERED = (180, 230, 96)
"""Persons registered for the first three webinars; the two first are past."""


def is_empty(db: Db) -> bool:
    return not db.scalar(select(exists().where(Series.id.is_not(None))))


def accounts(db: Db) -> Sequence[str]:
    """Return the addresses of the demonstration accounts that a start tells."""
    told = Account.email.in_([email for email, *_rest in STAFF])
    found = select(Account.email).where(Account.demonstration, Account.disabled_at.is_(None), told)
    return db.scalars(found.order_by(Account.id)).all()


def load(db: Db, *, store: Store, keyring: Keyring, now: datetime) -> None:
    """Load the demonstration into a database that has the reference States and no series."""
    staff = {one[2]: _staff(db, *one, now=now) for one in (*STAFF, COORDINATOR)}
    webinars = make_series(db, now=now)
    people = make_people(db, states=_members(db, now), now=now)
    prepare(db, store, webinars=webinars, now=now)
    for webinar, count in zip(webinars, REGISTERED, strict=False):
        registrations = register_some(db, webinar=webinar, people=people, count=count, now=now)
        if webinar in webinars[:2]:
            hold(db, store, webinar=webinar, registrations=registrations)
            db.flush()
            there = {
                one.registration_id for one in participation(db, webinar=webinar) if one.joined
            }
            ask_and_answer(db, keyring, webinar=webinar, there=_these(registrations, there))
        elif webinar is webinars[2]:
            wish(registrations)
            focal_point = staff[Role.FOCAL_POINT].public_id
            send_delegation(db, webinar=webinar, focal_point=focal_point, now=now)
            _propose(db, staff[Role.COORDINATOR].public_id, now)
            ask_for_topics(db, webinars=webinars, registrations=registrations, now=now)
    fix_criteria(db, series=webinars[0].series, now=now)
    _nothing_left_to_do(db, now)
    record_first(db, store, webinar=webinars[0], now=now)  # its copies are left to do


def _members(db: Db, now: datetime) -> list[State]:
    members = members_on(db, on=now.date())
    states = db.scalars(select(State).order_by(State.code))
    return [state for state in states if state.code in members]


def _these(registrations: list[Registration], ids: set[int | None]) -> list[Registration]:
    return [one for one in registrations if one.id in ids]


def _staff(db: Db, email: str, name: str, role: Role, mandate: str, *, now: datetime) -> Account:
    account = invite(
        db,
        email=email,
        name=name,
        language=Language.ENGLISH,
        by="demonstration",
        now=now,
        demonstration=True,
    )
    until = date(now.year + 2, 12, 31) if role is Role.EVALUATOR else None
    give_role(
        db,
        account=account,
        role=role,
        starts_on=now.date() - timedelta(days=90),
        ends_on=until,
        mandate=mandate,
        by="demonstration",
        now=now,
    )
    if role in {Role.FOCAL_POINT, Role.COORDINATOR}:
        account.person = find_or_make_person(
            db, name=name, address=email, language=Language.ENGLISH, zone="Africa/Nairobi", now=now
        )
        give = _terms if role is Role.FOCAL_POINT else _coordination
        give(db, account.person, now)
    db.flush()
    return account


def _coordination(db: Db, person: Person, now: datetime) -> None:
    term = Coordinator(
        person=person,
        group=Group.AFRICA,
        starts_on=now.date() - timedelta(days=90),
        ends_on=now.date() + timedelta(days=365),
        source="Fictitious letter of the group",
        recorded_at=now,
    )
    db.add(term)


def _propose(db: Db, coordinator: str, now: datetime) -> None:
    idea = Idea(
        ProposalKind.TOPIC, "How a small office sees what its training changed (fictitious)."
    )
    two_days_ago = now - timedelta(days=2)
    propose(db, group=Group.AFRICA, idea=idea, by=coordinator, now=two_days_ago)


def _terms(db: Db, person: Person, now: datetime) -> None:
    """Give a term that runs, and one of another State that has ended."""
    today = now.date()
    for code, starts, ends in (("KE", -90, 365), ("UG", -400, -10)):
        term = FocalPoint(
            person=person,
            state_code=code,
            starts_on=today + timedelta(days=starts),
            ends_on=today + timedelta(days=ends),
            source="Fictitious note verbale",
            recorded_at=now,
        )
        db.add(term)


def _nothing_left_to_do(db: Db, now: datetime) -> None:
    """Mark what the past would have asked of the worker as done: it stands here already."""
    db.flush()
    db.execute(update(Job).where(Job.done_at.is_(None)).values(done_at=now, progress=100))
