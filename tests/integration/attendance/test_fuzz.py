"""Broken files through the door: the page always answers, and nothing counts."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import FILES, make_held_sitting
from tests.unit.attendance.test_hostile import mutated
from webinars.accounts.models import Role
from webinars.attendance.models import AttendanceImport, ImportState
from webinars.database import Db

pytestmark = pytest.mark.fuzz


def test_no_broken_file_breaks_a_page(db: Db, client: FlaskClient) -> None:
    officer = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    address = f"/secretariat/sittings/{make_held_sitting(db).public_id}/attendance/files"
    dice = random.Random(20261126)  # noqa: S311  (repeatable, not secret)
    kinds = {".csv", ".txt", ".xls", ".xlsx", ".zip"}
    files = sorted(path for path in Path(FILES).rglob("*.*") if path.suffix in kinds)
    raws = [path.read_bytes() for path in files]

    for raw in raws * 2:
        file = (BytesIO(mutated(raw or b"x", dice)), "report.csv")
        zone = dice.choice(["", "Europe/Zurich"])
        answer = officer.post(
            address, data={"file": file, "zone": zone}, content_type="multipart/form-data"
        )
        assert answer.status_code in {303, 422}
        if answer.status_code == 303:
            assert officer.get(answer.location).status_code == 200

    signed = select(func.count()).where(AttendanceImport.state == ImportState.SIGNED)
    assert db.scalar(signed) == 0
