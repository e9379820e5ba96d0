"""Attendance files are read as a person would read them, pen in hand.

Beside each file of `by-hand/` stands what it must be read as, worked out on paper. What the paper
leaves open is left out there, or said as a hint: `outcome_in`, `outcome_not`, `if_ok` (the rest
holds where the outcome is ok), `connections_at_least`, `skipped_rows`, `outcome_or_skipped`,
`absent` (addresses that may be listed with no minute, and no others).
"""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from config import load
from webinars.app.building import create_app
from webinars.database.engine import open_engine

HERE = Path("tests/fixtures/attendance/by-hand")
EXPECTED = sorted(HERE.glob("*.expected.json"))
Facts = dict[str, Any]

ROUNDED = 0.051
"""Minutes are given to the cent on paper, and to a tenth at least by the program."""


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> FlaskCliRunner:
    """The command's runner, beside a database without a table: reading keeps nothing."""
    settings = {"WEBINARS_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    return create_app(load(settings), engine=open_engine("sqlite://")).test_cli_runner()


@pytest.mark.parametrize("path", EXPECTED, ids=[path.name.partition(".")[0] for path in EXPECTED])
def test_a_file_is_read_as_on_paper(path: Path, runner: FlaskCliRunner) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    stem = path.name.removesuffix(".expected.json")
    (file,) = (found for found in HERE.glob(f"{stem}.*") if found != path)

    status, read = reading(runner, file, expected["arguments"])

    assert (status == 0) == (read["outcome"] == "ok") or read["outcome"] == "empty-but-valid"
    wrong = [part for part, holds in checks(expected).items() if not holds(read)]
    assert wrong == [], {part: read.get(part, read["outcome"]) for part in wrong}


def reading(runner: FlaskCliRunner, file: Path, arguments: Facts) -> tuple[int, Facts]:
    options = [word for name, value in arguments.items() for word in (f"--{name}", value)]
    done = runner.invoke(args=["attendance", "read", str(file), *options, "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout)


def checks(expected: Facts) -> dict[str, Callable[[Facts], bool]]:
    """Return what must hold of a reading, by the part of it that is looked at."""
    made: dict[str, Callable[[Facts], bool]] = {}
    for part in expected.keys() & LOOKED_AT.keys():
        made[part] = _looking(LOOKED_AT[part], expected[part], expected)
    return made


def _looking(look: Callable[..., bool], wanted: object, expected: Facts) -> Callable[[Facts], bool]:
    def holds(read: Facts) -> bool:
        if expected.get("if_ok") and read["outcome"] != "ok" and look is not _outcome_in:
            return True
        return look(read, wanted, expected)

    return holds


def _outcome(read: Facts, wanted: str, _: Facts) -> bool:
    return bool(read["outcome"] == wanted)


def _outcome_in(read: Facts, wanted: list[str], _: Facts) -> bool:
    return read["outcome"] in wanted


def _outcome_not(read: Facts, wanted: list[str], _: Facts) -> bool:
    return read["outcome"] not in wanted


def _provider(read: Facts, wanted: str, _: Facts) -> bool:
    return wanted in str(read["provider"]).lower()


def _provider_in(read: Facts, wanted: list[str], _: Facts) -> bool:
    return str(read["provider"]).lower() in wanted


def _outcome_or_skipped(read: Facts, _wanted: object, _: Facts) -> bool:
    return read["outcome"] != "ok" or bool(read["skipped"])


def _number(part: str) -> Callable[..., bool]:
    def near(read: Facts, wanted: float, expected: Facts) -> bool:
        people = max(1, len(expected.get("persons", [])))  # each may be rounded once
        return read[part] is not None and abs(read[part] - wanted) <= ROUNDED * people

    return near


def _persons(read: Facts, wanted: list[Facts], expected: Facts) -> bool:
    """Whether everyone with a minute is wanted, and nobody else is listed but who may be absent."""
    present = [person for person in read["persons"] if person["minutes"]]
    others = [person for person in read["persons"] if not person["minutes"]]
    absent = expected.get("absent", [])
    return paired(present, wanted, same_person) and all(
        (person["email"] or "").casefold() in absent for person in others
    )


def _connections(read: Facts, wanted: list[Facts], _: Facts) -> bool:
    return paired(read["connections"], wanted, same_connection)


def _connections_at_least(read: Facts, wanted: list[Facts], _: Facts) -> bool:
    return all(any(same_connection(one, want) for one in read["connections"]) for want in wanted)


def _skipped_rows(read: Facts, wanted: list[int], _: Facts) -> bool:
    return [row["row"] for row in read["skipped"]] == wanted and all(
        row["reason"] for row in read["skipped"]
    )


def paired(found: list[Facts], wanted: list[Facts], same: Callable[[Facts, Facts], bool]) -> bool:
    """Whether each of `wanted` is found once, and nothing else is found."""
    left = list(found)
    for want in wanted:
        match = next((one for one in left if same(one, want)), None)
        if match is None:
            return False
        left.remove(match)
    return left == []


def same_person(found: Facts, wanted: Facts) -> bool:
    minutes = abs(found["minutes"] - wanted["minutes"]) <= ROUNDED
    return minutes and same_words(found, wanted, "name", "email")


def same_words(found: Facts, wanted: Facts, *keys: str) -> bool:
    """Whether texts that are wanted are found; no text and no value are one, addresses fold."""
    for key in keys:
        a, b = (one.get(key) or "" for one in (found, wanted))
        if key in wanted and (a.casefold() != b.casefold() if key == "email" else a != b):
            return False
    return True


def same_connection(found: Facts, wanted: Facts) -> bool:
    moments = all(
        moment(found[key]) == moment(wanted[key])
        for key in ("joined_at", "left_at")
        if key in wanted
    )
    row = found["row"] == wanted.get("row", found["row"])
    return moments and row and same_words(found, wanted, "name", "email")


def moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


LOOKED_AT: dict[str, Callable[..., bool]] = {
    "outcome": _outcome,
    "outcome_in": _outcome_in,
    "outcome_not": _outcome_not,
    "outcome_or_skipped": _outcome_or_skipped,
    "provider": _provider,
    "provider_in": _provider_in,
    "persons": _persons,
    "connections": _connections,
    "connections_at_least": _connections_at_least,
    "skipped_rows": _skipped_rows,
    "peak": _number("peak"),
    "reported_minutes": _number("reported_minutes"),
    "recomputed_minutes": _number("recomputed_minutes"),
}
