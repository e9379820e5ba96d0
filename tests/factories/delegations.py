"""Focal points and coordinators for tests: a fixed cast, each with an account and a term."""

from datetime import date

from flask.testing import FlaskClient

from tests.factories.accounts import FIRST_DAY, NOON, make_account, sign_in
from tests.factories.registrations import make_registration
from webinars.accounts.models import Account, Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.people.models import Coordinator, FocalPoint
from webinars.people.operations import find_or_make_person
from webinars.programme.models import Sitting
from webinars.registrations.models import Category, Registration
from webinars.web.requests import WebinarsApp

FOCAL_POINTS = {"KE": "Juma Sampuli", "BR": "Bruno Exemplo"}
COORDINATORS = {"african-group": "Nadia Mithal", "grulac": "Lucía Ejemplo"}


def make_focal_point(
    db: Db, *, code: str = "KE", ends_on: date | None = None, starts_on: date = FIRST_DAY
) -> Account:
    """Return the account of the focal point of a State, whose term runs unless it has ended."""
    account = _account(db, FOCAL_POINTS.get(code, f"Somebody of {code}"), Role.FOCAL_POINT)
    term = FocalPoint(
        person=account.person,
        state_code=code,
        starts_on=starts_on,
        ends_on=ends_on,
        source="EXAMPLE/1",
        recorded_at=NOON,
    )
    db.add(term)
    db.flush()
    return account


def make_coordinator(
    db: Db, *, group: str = "african-group", ends_on: date | None = None
) -> Account:
    """Return the account of the coordinator of a group."""
    account = _account(db, COORDINATORS.get(group, f"Somebody of {group}"), Role.COORDINATOR)
    term = Coordinator(
        person=account.person,
        group=group,
        starts_on=FIRST_DAY,
        ends_on=ends_on,
        source="EXAMPLE/2",
        recorded_at=NOON,
    )
    db.add(term)
    db.flush()
    return account


def browser_of(app: WebinarsApp, db: Db, account: Account) -> FlaskClient:
    """Return a browser in which `account` is signed in."""
    return sign_in(app.test_client(), db, account)


def make_delegate(
    db: Db, *, sitting: Sitting, name: str = "Amina Mfano", code: str = "KE", proven: bool = True
) -> Registration:
    """Return a registration for a State, by the person's own hand."""
    return make_registration(
        db,
        sitting=sitting,
        name=name,
        address=f"{name.split(maxsplit=1)[0].lower()}@office.example",
        category=Category.STATE,
        state_code=code,
        proven=proven,
    )


def _account(db: Db, name: str, role: Role) -> Account:
    address = f"{name.split(maxsplit=1)[0].lower()}.{role}@example.org"
    account = make_account(db, role=role, email=address, name=name)
    account.person = find_or_make_person(
        db, name=name, address=address, language=Language.ENGLISH, zone=None, now=NOON
    )
    db.flush()
    return account
