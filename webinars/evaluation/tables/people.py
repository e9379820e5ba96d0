"""The rows that are about persons: registrations and exclusions. All pseudonymous."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Subquery, func, select

from webinars.database import Db
from webinars.database.pouring import code, flag, moment, poured
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    FLAG,
    INSTANT,
    KEY,
    PERSON,
    TEXT,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring, Purpose
from webinars.people.models import Person
from webinars.people.queries import merged_ids
from webinars.programme.models import Appearance, Sitting, Webinar
from webinars.recordings.models import OwnView
from webinars.registrations.models import Place, PlaceState, Preference, Registration
from webinars.states.models import State


def pseudonyms(db: Db, keyring: Keyring) -> Callable[[int, str], str]:
    """Return the function from a person's keys to the pseudonym of who it is after merges."""
    kept = merged_ids(db)
    rows = select(Person.id, Person.public_id).where(Person.id.in_(kept.values()))
    public_ids = dict(db.execute(rows).all())
    seal = keyring.sealer(Purpose.PSEUDONYM)

    @functools.lru_cache(maxsize=10_000)
    def pseudonym(person_id: int, public_id: str) -> str:
        return seal(public_ids.get(kept.get(person_id, -1), public_id))

    return pseudonym


def _registrations(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield every registration in the order of its making."""
    who, seal = pseudonyms(db, keyring), keyring.sealer(Purpose.PSEUDONYM)
    held, named = _held(), _named()
    query = (
        select(*_declared(held, named))
        .join(Person, Person.id == Registration.person_id)
        .join(Webinar, Webinar.id == Registration.webinar_id)
        .outerjoin(held, held.c.registration_id == Registration.id)
        .outerjoin(named, named.c.registration_id == Registration.id)
        .outerjoin(State, State.code == Registration.state_code)
        .outerjoin(OwnView, OwnView.registration_id == Registration.id)
        .order_by(Registration.id)
    )
    for registration, person_id, person, *rest in poured(db, query):
        yield (seal(registration), who(person_id, person), *rest)


def _declared(held: Subquery, named: Subquery) -> tuple[Any, ...]:
    return (
        Registration.public_id,
        Person.id,
        Person.public_id,
        Webinar.public_id,
        func.coalesce(held.c.sitting, named.c.sitting),
        State.alpha3,
        code(Registration.category),
        code(Registration.language),
        Registration.listens_in,
        Registration.gender,
        Registration.sector,
        flag(Registration.needs != ""),
        code(Registration.source),
        Registration.referral,
        code(Registration.approval),
        held.c.state,
        Registration.viewers,
        flag(OwnView.registration_id.is_not(None)),
        moment(Registration.registered_at),
        moment(Registration.cancelled_at),
    )


def _held() -> Subquery:
    """Select sitting and state of the place that stands of each registration, else of the last."""
    standing = func.max(Place.id).filter(Place.state != PlaceState.RELEASED)
    last = select(func.coalesce(standing, func.max(Place.id))).group_by(Place.registration_id)
    state = code(Place.state).label("state")
    return (
        select(Place.registration_id, Sitting.public_id.label("sitting"), state)
        .join(Sitting, Sitting.id == Place.sitting_id)
        .where(Place.id.in_(last))
        .subquery()
    )


def _named() -> Subquery:
    """Select the sitting that each registration named first."""
    return (
        select(Preference.registration_id, Sitting.public_id.label("sitting"))
        .join(Sitting, Sitting.id == Preference.sitting_id)
        .where(Preference.rank == 1)
        .subquery()
    )


def _excluded(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield the persons of each webinar who appear in it, each once."""
    who = pseudonyms(db, keyring)
    query = (
        select(Webinar.public_id, Person.id, Person.public_id)
        .join(Appearance, Appearance.webinar_id == Webinar.id)
        .join(Person, Person.id == Appearance.person_id)
        .where(Appearance.declined_at.is_(None))
        .distinct()
    )
    seen = {(webinar, who(person_id, name)) for webinar, person_id, name in db.execute(query)}
    yield from sorted(seen)


TABLES = (
    Table(
        "registrations",
        "One person in one webinar; cancelled and registered again is a new row",
        (
            Column("registration", KEY, "Pseudonym of the registration"),
            PERSON,
            WEBINAR,
            Column("sitting", CODE, "Where it holds or last held a place, else the first named"),
            Column("state", CODE, "ISO 3166-1 alpha-3 code of the State, as declared then"),
            Column("category", CODE, "As declared: state, observer-state, igo, ngo or other"),
            Column("language", CODE, "In which we write"),
            Column("listens_in", CODE, "Interpretation asked for; empty: the floor"),
            Column("gender", TEXT, "As declared; empty: not asked or not said"),
            Column("sector", TEXT, "As declared; empty: not asked or not said"),
            Column("asked_for_help", FLAG, "The person asked for an accommodation"),
            Column("source", CODE, "self, focal-point, secretariat or enrolment"),
            Column("referral", TEXT, "From which link the person came"),
            Column("approval", CODE, "not-asked, pending, approved or rejected"),
            Column(
                "place",
                CODE,
                "confirmed, offered, waiting or released: of the place that stands, else of the"
                " last; empty: it never had one",
            ),
            Column("viewers", COUNT, "Declared on the connection: never added up", "persons"),
            Column("viewed", FLAG, "Opened a recording of the webinar by the own link"),
            Column("registered_at", INSTANT, "When it was made"),
            Column("cancelled_at", INSTANT, "When it was cancelled"),
        ),
        ("registration",),
        _registrations,
    ),
    Table(
        "excluded",
        "Speakers, moderators, interpreters and staff: in no population",
        (WEBINAR, PERSON),
        ("webinar", "person"),
        _excluded,
    ),
)
