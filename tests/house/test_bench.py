"""What the bench pours past the models still has every column that they ask for."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select

from tests.bench.evidence import fill_evidence
from tests.servers.programs import ROOT
from webinars.attendance.models import Connection
from webinars.database.engine import open_engine
from webinars.database.unit import reading


def test_its_evidence_can_be_filled(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'evidence.sqlite'}"

    fill_evidence(database, registrations=20)

    engine = open_engine(database)
    with reading(engine) as db:
        assert db.scalar(select(func.count()).select_from(Connection)) == 3 * 20
    engine.dispose()


def test_its_evidence_can_be_measured() -> None:
    """The ratios of so few mean nothing, so that its status is not asked."""
    words = ["--only", "evidence", "--registrations", "20", "--rounds", "1"]
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert "peak and drop-off of 60 connections" in said.stdout, said.stderr
