"""The demonstration: a fictitious series around today, and those who sign in to see it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import exists, select

from webinars.accounts.models import Account, Role
from webinars.accounts.operations import give_role, invite
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import Series

PEOPLE: list[tuple[str, str, Role, str]] = [
    ("secretariat@example.org", "Otto Muster", Role.SECRETARIAT, ""),
    (
        "evaluator@example.org",
        "Eva Esimerkki",
        Role.EVALUATOR,
        "Demonstration mandate, document EXAMPLE/1",
    ),
    ("focal-point@example.org", "Juma Sampuli", Role.FOCAL_POINT, ""),
    ("administrator@example.org", "Ana Ejemplo", Role.ADMINISTRATOR, ""),
]
"""Visibly fictitious: each family name means “example” or “sample”."""


def is_empty(db: Db) -> bool:
    return not db.scalar(select(exists().where(Series.id.is_not(None))))


def accounts(db: Db) -> Sequence[str]:
    """Return the addresses of the demonstration accounts."""
    found = select(Account.email).where(Account.demonstration, Account.disabled_at.is_(None))
    return db.scalars(found.order_by(Account.id)).all()


def load(db: Db, *, now: datetime) -> None:
    """Load the demonstration into a database that has the reference States and no series."""
    for email, name, role, mandate in PEOPLE:
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
            starts_on=now.date(),
            ends_on=until,
            mandate=mandate,
            by="demonstration",
            now=now,
        )
