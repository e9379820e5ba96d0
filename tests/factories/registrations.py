"""Registrations for tests, made as the form makes them."""

from datetime import UTC, datetime
from typing import Any

from tests.factories.people import AMINA
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.people.operations import prove_address
from webinars.programme.models import Sitting
from webinars.registrations.models import Category, Registration
from webinars.registrations.operations import register
from webinars.registrations.rules import Declaration

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def declaration(**over: Any) -> Declaration:  # noqa: ANN401  (whatever the declaration holds)
    """Return what Amina says of herself, in Nairobi and for nobody else."""
    facts: dict[str, Any] = {
        "name": AMINA[0],
        "address": AMINA[1],
        "category": Category.OTHER,
        "language": Language.ENGLISH,
        "zone": "Africa/Nairobi",
    }
    return Declaration(**facts | over)


def make_registration(
    db: Db,
    *,
    sitting: Sitting,
    now: datetime = NOON,
    proven: bool = True,
    **over: Any,  # noqa: ANN401  (of the declaration)
) -> Registration:
    """Return a registration for `sitting`, its address proven unless said otherwise."""
    registration = register(db, sitting=sitting, declared=declaration(**over), now=now)
    if proven and registration.address is not None:
        prove_address(db, address=registration.address, now=now)
    db.flush()
    return registration


def make_registrations(db: Db, *, sitting: Sitting, count: int) -> list[Registration]:
    """Return so many registrations of different persons."""
    return [
        make_registration(
            db, sitting=sitting, name=f"Person {number}", address=f"person.{number}@office.example"
        )
        for number in range(1, count + 1)
    ]
