"""Queues for tests: delegations that wait, their offers, their plans."""

import json
import zlib
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.programme.models import Sitting, WebinarState
from webinars.registrations.models import (
    Allocation,
    Category,
    Offer,
    Place,
    Registration,
    SeatRules,
    Way,
)
from webinars.registrations.operations import SeatFacts, declare_seats
from webinars.registrations.queries.queue import open_offer
from webinars.registrations.rules import standing_place

HOUR = timedelta(hours=1)


def delegate(db: Db, sitting: Sitting, state: str, number: int = 1, **over: Any) -> Registration:  # noqa: ANN401
    """Register somebody of a State at noon."""
    name = f"{state} {number}"
    facts: dict[str, Any] = {
        "name": name,
        "address": f"{name.replace(' ', '.').lower()}@mission.example",
        "category": Category.STATE,
        "state_code": state,
        "zone": "UTC",
    }
    return make_registration(db, sitting=sitting, **facts | over)


def guest(db: Db, sitting: Sitting, number: int = 1) -> Registration:
    return make_registration(
        db,
        sitting=sitting,
        name=f"Guest {number}",
        address=f"guest.{number}@ngo.example",
        category=Category.NGO,
        organisation="A union",
        zone="UTC",
    )


def limited(db: Db, capacity: int, **over: Any) -> Sitting:  # noqa: ANN401  (of the settings)
    """Return a sitting with so many places; with settings where some are given."""
    webinar = make_webinar(db, state=WebinarState.ANNOUNCED)
    sitting = webinar.sittings[0]
    sitting.capacity = capacity
    if over:
        declare(db, sitting, **over)
    webinar.state = WebinarState.OPEN
    db.flush()
    return sitting


def declare(db: Db, sitting: Sitting, **over: Any) -> SeatRules:  # noqa: ANN401  (of the settings)
    facts = SeatFacts(**{"way": Way.AT_ONCE} | over)
    return declare_seats(db, sitting=sitting, facts=facts, reason="Few.", by="otto", now=NOON)


def full(db: Db) -> tuple[Sitting, Registration]:
    """Return a sitting with one place, and who holds it."""
    sitting = make_sitting(db, capacity=1)
    return sitting, delegate(db, sitting, "FR")


def offered(db: Db, *waiting: Registration) -> list[Registration]:
    """Return who of these has an offer."""
    return [one for one in waiting if offer_of(db, one) is not None]


def offer_of(db: Db, registration: Registration) -> Offer | None:
    place = standing_place(registration)
    return open_offer(db, place=place) if place else None


def offer_to(db: Db, registration: Registration) -> Offer:
    offer = offer_of(db, registration)
    assert offer is not None
    return offer


def place_of(registration: Registration) -> Place:
    place = standing_place(registration)
    assert place is not None
    return place


def runs(db: Db, sitting: Sitting) -> list[Allocation]:
    found = select(Allocation).filter_by(sitting_id=sitting.id)
    return list(db.scalars(found.order_by(Allocation.number)))


def plan_in(run: Allocation) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(zlib.decompress(run.plan))
    return said
