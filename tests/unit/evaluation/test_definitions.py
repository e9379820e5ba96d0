"""A definition that changes is another version: figures of two versions are not to be compared."""

import hashlib
import json
from pathlib import Path

from webinars.evaluation.indicators.definitions import SQL, definitions

PINNED = Path(__file__).parent / "definitions.json"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_changed_definition_has_a_new_version() -> None:
    """After a change raise the version in the heading, and write both into definitions.json."""
    files = {path.name: path for path in SQL.glob("[0-9][0-9]_*.sql")}
    versions = {one.indicator: one.version for one in definitions()}
    now = {name: [versions[int(name[:2])], digest(path)] for name, path in files.items()}

    assert now == json.loads(PINNED.read_text(encoding="utf-8"))


def test_what_they_rest_on_is_pinned_as_well() -> None:
    """A change of the populations changes every figure that rests on them."""
    text = (SQL / "populations.sql").read_text(encoding="utf-8")

    assert "version: 9" in text
    assert hashlib.sha256(text.encode()).hexdigest() == POPULATIONS


POPULATIONS = "863d81ebd75f3af02a295f87d522fcb4a205691fa8b5f60d4daf43731798bfff"
