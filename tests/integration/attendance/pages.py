"""What the tests of the attendance pages share."""

import re
from datetime import timedelta
from io import BytesIO

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories.attendance import raw
from tests.factories.registrations import make_registration
from webinars.attendance.models import (
    AttendanceImport,
)
from webinars.database import Db
from webinars.database.model import Model
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration

SHARED = [
    ("Amina Mfano", "mission@example.int"),
    ("Jean Exemple", "mission@example.int"),
    ("Ana Ejemplo", "ana.ejemplo@example.org"),
]


def count(db: Db, model: type[Model]) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0


def the_import(db: Db) -> AttendanceImport:
    db.expire_all()  # requests write in sessions of their own
    return db.scalars(select(AttendanceImport)).one()


def address_of(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/attendance"


def send(
    officer: FlaskClient, sitting: Sitting, name: str, *, zone: str = "Europe/Zurich"
) -> TestResponse:
    """Send a file of tests/fixtures/attendance, and open the page to which that leads."""
    data = {"file": (BytesIO(raw(name)), name), "zone": zone}
    return officer.post(f"{address_of(sitting)}/files", data=data, follow_redirects=True)


def register_late(db: Db, sitting: Sitting, people: list[tuple[str, str]]) -> list[Registration]:
    """Register for a sitting of the past: on the day before it."""
    before = sitting.starts_at - timedelta(days=1)
    return [
        make_registration(db, sitting=sitting, name=name, address=address, now=before)
        for name, address in people
    ]


def heading(page: TestResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, flags=re.DOTALL)
    assert found is not None
    assert f"<title>{found[1]} – " in page.text
    return found[1]
