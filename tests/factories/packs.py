"""Packs for tests: from the worked example, and from a crowd that is large enough to be shown."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from tests.factories import worked, worked_survey
from tests.factories.evaluation import Rows, write_sealed
from webinars.evaluation.packs import Terms, build_pack

CUT = datetime(2026, 10, 15, tzinfo=UTC)
KEY = b"k" * 32
TERMS = Terms("EXAMPLE/1")
FORMULA = '=cmd|"/c calc"!A1'
GROUPS = {"KEN": "african-group", "UGA": "african-group", "CHN": "china"}
OF_TWELVE = (*["KEN"] * 8, *["UGA"] * 2, None, None)
"""From where each of twelve comes; the last are of organisations. One alone is from China."""

ROWS: Rows = {
    **worked.programme(),
    **worked.people(),
    **worked_survey.survey(),
    **worked_survey.floor(),
    **worked_survey.archive(),
    **worked_survey.promises(),
}


def write_worked(folder: Path, *, cut: int = 7) -> Path:
    """Write the worked example as a sealed snapshot below `folder`; return where."""
    write_sealed(folder / str(cut), ROWS, cut=cut, at=CUT)
    return folder / str(cut)


def crowd(people: int = 120) -> Rows:
    """Return one webinar with so many from three members and an organisation, all attending."""
    start, end = (datetime(2026, 5, 5, hour, tzinfo=UTC) for hour in (10, 11))
    persons = [f"person {number}" for number in range(people)]
    return {
        "series": [{"series": "s", "title": "Series", "threshold_minutes": 5}],
        "webinars": [
            {"webinar": "w", "series": "s", "title": '=cmd|"/c calc"!A1', "status": "open"}
        ],
        "sittings": [
            {
                "sitting": "w-1",
                "webinar": "w",
                "starts_at": start,
                "ends_at": end,
                "cancelled": False,
            }
        ],
        "states": [
            {"webinar": "w", "state": code, "m49": "404", "member": True, "regional_group": group}
            | {"ldc": code == "UGA", "lldc": code == "UGA", "sids": False, "unverified": ""}
            for code, group in GROUPS.items()
        ],
        "registrations": [_registration(number, person) for number, person in enumerate(persons)],
        "connections": [
            {"webinar": "w", "sitting": "w-1", "person": person, "matched": True, "source": "file"}
            | {"joined_at": start, "left_at": end}
            for person in persons
        ],
    }


def _registration(number: int, person: str) -> dict[str, object]:
    state = "CHN" if number == 10 else OF_TWELVE[number % 12]
    return {
        "registration": f"r {number}",
        "person": person,
        "webinar": "w",
        "sitting": "w-1",
        "state": state,
        "category": "state" if state else "ngo",
        "language": "en" if number % 7 else "fr",
        "gender": ("woman", "man", "unsaid", "")[number % 4],
        "sector": "ip-office" if number % 3 else "government",
        "referral": "-campaign" if number % 2 else "rare" if number < 3 else "",
        "source": "self",
        "approval": "not-asked",
        "viewers": 1,
        "registered_at": datetime(2026, 4, 1, 9, number % 60, tzinfo=UTC),
    }


def built(snapshot: Path, target: Path, *, terms: Terms = TERMS, key: bytes = KEY) -> Path:
    build_pack(snapshot, target, key=key, terms=terms)
    return target


def unpacked(pack: Path, into: Path) -> Path:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(into)
    return into


def table(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / "csv" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))
