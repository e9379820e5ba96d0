"""What the bench pours past the models still has every column that they ask for."""

from pathlib import Path

from sqlalchemy import func, select

from tests.bench.evidence import CONNECTIONS, fill_evidence
from webinars.attendance.models import Connection
from webinars.database.engine import open_engine
from webinars.database.unit import reading


def test_its_evidence_can_be_filled(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'evidence.sqlite'}"

    fill_evidence(database, registrations=20)

    engine = open_engine(database)
    with reading(engine) as db:
        assert db.scalar(select(func.count()).select_from(Connection)) == 16 * CONNECTIONS
    engine.dispose()
