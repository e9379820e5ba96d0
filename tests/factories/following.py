"""Those who came to a webinar and are asked months later what they used."""

from datetime import UTC, datetime
from typing import Any

from tests.factories.attendance import make_holding, make_import
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.feedback.instruments import load_all
from webinars.programme.models import Sitting
from webinars.registrations.models import ConsentKind, Registration

BEFORE = datetime(2026, 11, 20, 9, tzinfo=UTC)
HELD = datetime(2026, 12, 1, 9, tzinfo=UTC)
"""Ninety minutes: until half past ten, so that three months later it is due at `NOON`."""
AGREED = frozenset({ConsentKind.FOLLOW_UP})


def make_past_sitting(db: Db) -> Sitting:
    """Return a sitting that was held on `HELD`, its actual times recorded."""
    load_all(db, now=BEFORE)
    sitting = make_sitting(db, webinar=make_webinar(db, sittings=0), starts_at=HELD)
    make_holding(db, sitting=sitting)
    return sitting


def person(
    db: Db,
    sitting: Sitting,
    number: int,
    *,
    consents: frozenset[ConsentKind] = AGREED,
    proven: bool = True,
    **over: Any,  # noqa: ANN401  (of the declaration)
) -> Registration:
    """Register somebody who agrees to be asked."""
    said = {"name": f"Person {number}", "address": f"person.{number}@office.example"} | over
    return make_registration(
        db, sitting=sitting, now=BEFORE, proven=proven, consents=consents, **said
    )


def came(db: Db, sitting: Sitting, *numbers: int, short: tuple[int, ...] = ()) -> None:
    """Sign a file that shows `numbers` for 80 of the 90 minutes, and `short` for 40."""
    stays = {**dict.fromkeys(numbers, 80), **dict.fromkeys(short, 40)}
    lines = [(f"Person {n}", f"person.{n}@office.example", 0, left) for n, left in stays.items()]
    make_import(db, sitting=sitting, lines=lines)
