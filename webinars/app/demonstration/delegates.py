"""Delegates of the demonstration: visibly fictitious, from over sixty members, with every trap.

Family names mean “example” or “sample”. The same random numbers are drawn at
each load, so that the demonstration can be talked about.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.text import normal_name
from webinars.people.models import Address, Merge, Person
from webinars.programme.models import Webinar
from webinars.programme.rules import first_instant, standing
from webinars.registrations.models import (
    Approval,
    Category,
    Consent,
    ConsentKind,
    Place,
    PlaceState,
    Preference,
    Registration,
    Source,
)
from webinars.registrations.rules import NOTICE_VERSION
from webinars.states.models import State

GIVEN = (  # noqa: SIM905  (names read better in lines)
    "Amina Juma Ana Jean Eva Otto Mariam Kofi Lucía Diego Ingrid Pavel Olga Yusuf Leila "
    "Tomás Sofia Hugo Nadia Samuel Grace Ibrahim Chiara Mateo Aroha Tane Sione Mele Anh "
    "Linh Arjun Priya Kenji Yuki Aigerim Nino "
).split()
FAMILY = (  # noqa: SIM905
    "Mfano Ejemplo Exemple Esimerkki Muster Sampuli Primer Przyklad Voorbeeld Exempel "
    "Ornek Pelda Mau Contoh Halimbawa Esempio Exemplo Priklad "
).split()
TRAPS = (
    ("سلمى مثال", "ar", "JO", "delegate-salma@example.org"),
    ("李示例", "zh", "CN", "delegate-li@example.org"),
    ("=2+3 Muster", "en", "AT", "delegate-formula@example.org"),
    ("Иван Примеров", "ru", "KZ", "delegate-ivan@example.org"),
    ("Tebano Mfano", "en", "KI", "delegate-kiritimati@example.org"),
    ("Sina Sampuli", "en", "WS", "delegate-samoa@example.org"),
    ("Maya Namuna", "en", "NP", "delegate-kathmandu@example.org"),
    ("Pietro Esempio", "fr", "VA", "delegate-see@example.org"),
    ("Awa Exemple", "fr", "SN", "ministry-of-examples@example.org"),
    ("Moussa Exemple", "fr", "SN", "ministry-of-examples@example.org"),
    ("José Álvarez Ejemplo", "es", "PE", "delegate-jose@example.org"),
    ("Jose Alvarez Ejemplo", "es", "PE", "delegate-jose.2@example.org"),
)
"""Right to left, Chinese, a formula, across the date line, +5:45, Holy See, one mailbox for two,
one person under two addresses."""

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
WEIGHTS = (45, 20, 15, 8, 6, 6)


def make_people(db: Db, *, states: list[State], now: datetime) -> list[tuple[Person, str]]:
    """Make some 280 persons; return each with the code of the State that they come for."""
    draw = random.Random(2309)  # noqa: S311  (a demonstration, not a secret)
    zones = {state.code: state.capital_zone for state in states}
    made = [
        (make_person(name, language, zones.get(code), address, now), code)
        for name, language, code, address in [*TRAPS, *_drawn(draw, states)]
    ]
    db.add_all(person for person, _ in made)
    db.flush()
    twins = {person.name: person for person, _ in made}
    kept, merged = twins["José Álvarez Ejemplo"], twins["Jose Alvarez Ejemplo"]
    reason = "The same person under two addresses (fictitious)."
    db.add(
        Merge(
            kept_id=kept.id,
            merged_id=merged.id,
            made_at=now,
            made_by="demonstration",
            reason=reason,
        )
    )
    return made


def _drawn(draw: random.Random, states: list[State]) -> Iterator[tuple[str, str, str, str]]:
    names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    draw.shuffle(names)
    chosen = draw.sample(states, 108)
    for number in range(268):
        state = chosen[number] if number < len(chosen) else draw.choice(chosen)
        language = draw.choices(LANGUAGES, WEIGHTS)[0]
        yield (names[number], language, state.code, f"delegate{number:03}@example.org")


def make_person(name: str, language: str, zone: str | None, address: str, now: datetime) -> Person:
    person = Person(
        name=name, language=Language(language), zone=zone, created_at=now - timedelta(days=60)
    )
    person.addresses = [
        Address(
            written=address,
            normal=address,
            name_normal=normal_name(name),
            added_at=person.created_at,
            proven_at=person.created_at,
        )
    ]
    return person


def register_some(
    db: Db, *, webinar: Webinar, people: list[tuple[Person, str]], count: int, now: datetime
) -> list[Registration]:
    """Register `count` of `people`, the traps first, over the weeks before the webinar."""
    draw = random.Random(webinar.slug)  # noqa: S311
    others = people[len(TRAPS) :]
    coming = [*people[: len(TRAPS)], *draw.sample(others, count - len(TRAPS))]
    made = [_registration(draw, webinar, person, code, now) for person, code in coming]
    _some_differ(made, webinar, now)
    db.add_all(made)
    db.flush()
    return made


def _registration(
    draw: random.Random, webinar: Webinar, person: Person, code: str, now: datetime
) -> Registration:
    sittings = standing(webinar)
    chosen = draw.choice(sittings)
    since = (webinar.opened_at or now) + timedelta(hours=1)
    until = min(now, first_instant(webinar) or now) - timedelta(minutes=30)
    registered = since + (until - since) * draw.random()
    moment = registered.replace(microsecond=0)
    registration = Registration(
        webinar=webinar,
        person=person,
        address=person.addresses[0],
        category=Category.STATE,
        state_code=code,
        organisation=draw.choice(
            ("Example Office", "Permanent Mission (fictitious)", "Ministry of Examples")
        ),
        sector=draw.choice(("ip-office", "mission", "government", "")),
        gender=draw.choice(("woman", "man", "")),
        language=person.language,
        zone=person.zone,
        referral=draw.choice(("", "mission", "speaker", "site")),
        source=Source.SELF,
        registered_at=moment,
        notice_version=NOTICE_VERSION,
    )
    registration.preferences = [Preference(rank=1, sitting_id=chosen.id)]
    registration.places = [Place(sitting_id=chosen.id, state=PlaceState.CONFIRMED, since=moment)]
    if draw.random() < 0.5:
        registration.consents = [
            Consent(kind=ConsentKind.FOLLOW_UP, given_at=moment, notice_version=NOTICE_VERSION)
        ]
    return registration


def _some_differ(made: list[Registration], webinar: Webinar, now: datetime) -> None:
    """Let some be observers, be cancelled, rejected, late, or watch with others."""
    for number, registration in enumerate(made[len(TRAPS) :]):
        if number % 17 == 0:
            registration.category, registration.state_code = Category.NGO, None
        if number % 23 == 0:
            cancel(registration, registration.registered_at + timedelta(minutes=20))
    made[-1].viewers = 12
    made[-2].approval, made[-2].approval_reason = (
        Approval.REJECTED,
        "Registered for somebody else (fictitious).",
    )
    last = standing(webinar)[-1]
    if last.starts_at < now:
        made[-3].registered_at = last.starts_at + timedelta(minutes=20)  # too late to be expected
        cancel(made[-4], last.starts_at + timedelta(minutes=5))  # a no-show by the rule


def cancel(registration: Registration, moment: datetime) -> None:
    registration.cancelled_at, registration.cancelled_by = moment, "self"
    for place in registration.places:
        place.state, place.released_at = PlaceState.RELEASED, moment
