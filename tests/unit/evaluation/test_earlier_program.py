"""Snapshots are kept for years: those of an earlier program are read, told and compared too."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.earlier import LATER_COLUMNS, LATER_TABLES, age
from tests.factories.evaluation import write_sealed
from tests.unit.evaluation.test_indicators import WORKED, at
from webinars.evaluation.commands import cli
from webinars.evaluation.operations import compare_snapshots, verify_folder

END = at(31, "00:00")
ROWS = {
    **WORKED,
    "questions": [
        {"question": "q", "webinar": "first", "person": "amina", "asked_at": at(10, "10:30")}
    ],
    "responses": [
        {
            "response": f"r{n}",
            "webinar": "first",
            "questionnaire": kind,
            "day": at(11, "00:00").date(),
        }
        for n, kind in enumerate(["after-1"] * 6 + ["three-months-1"] * 6)
    ],
    "answers": [{"response": f"r{n}", "question": "satisfaction", "value": "4"} for n in range(6)],
}


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("now") / "7"
    write_sealed(folder, ROWS, cut=7, at=END)
    return folder


@pytest.fixture(scope="module")
def earlier(now: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(now, tmp_path_factory.mktemp("earlier") / "6"))
    age(folder)
    return folder


def run(*args: object) -> Result:
    """Run a command as an outsider does: with the folders, and no platform."""
    script = ScriptInfo(create_app=lambda: Flask("outside"))
    return CliRunner().invoke(cli, [str(one) for one in args], obj=script, catch_exceptions=False)


def test_it_is_verified_from_its_files_alone(earlier: Path) -> None:
    told = run("verify", earlier)

    assert told.exit_code == 0
    assert "identical" in told.output


def test_a_change_in_it_is_named_as_in_a_present_one(earlier: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(earlier, tmp_path / "6"))
    path = copy / "responses.csv"
    path.write_bytes(path.read_bytes().replace(b"after-1", b"after-2", 1))

    assert verify_folder(copy).differences == ("responses.csv: was changed",)


def test_all_its_indicators_are_printed_and_those_it_could_not_know_are_none(
    now: Path, earlier: Path
) -> None:
    ours, theirs = (
        {one["indicator"]: one for one in json.loads(run("indicators", each, "--json").output)}
        for each in (now, earlier)
    )

    assert sorted(theirs) == list(range(1, 30))
    for number in set(range(1, 30)) - {22, 24}:
        assert {**theirs[number], "by": {}} == {**ours[number], "by": {}}, number
    assert theirs[24]["n"] == 0  # its questions from the floor are not in it
    assert ours[24]["n"] > 0


def test_nothing_moved_between_two_programs_where_the_evidence_is_the_same(
    now: Path, earlier: Path
) -> None:
    """What the later one knows besides is named, and taken for no correction."""
    told = compare_snapshots(earlier, now)
    columns = {f"{table}.{name}" for table, names in LATER_COLUMNS.items() for name in names}

    assert told.tables == ()
    assert {one.indicator for one in told.figures} <= {22, 24}
    assert set(told.alone) == columns | {*LATER_TABLES}
    assert set(compare_snapshots(now, earlier).alone) == set(told.alone)


def test_a_correction_between_two_programs_is_listed(earlier: Path, tmp_path: Path) -> None:
    later = tmp_path / "8"
    left = [row for row in WORKED["registrations"] if row["person"] != "amina"]
    write_sealed(later, {**ROWS, "registrations": left}, cut=8, at=END)

    told = {one.table: one for one in compare_snapshots(earlier, later).tables}
    printed = run("compare", earlier, later)

    assert (told["registrations"].gone, told["registrations"].changed) == (2, 0)
    assert "registrations: 0 added, 2 gone" in printed.output
    assert "evidence: in one of the two alone" in printed.output
    as_json = json.loads(run("compare", earlier, later, "--json").output)
    assert "responses.completed" in as_json["in_one_alone"]


def test_two_that_were_taken_away_are_compared_by_their_names(
    earlier: Path, now: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cut, folder in (("6", earlier), ("7", now)):
        shutil.copytree(folder, tmp_path / cut)
    monkeypatch.chdir(tmp_path)

    told = run("compare", "6", "7")

    assert told.exit_code == 0
    assert "in one of the two alone" in told.output


@pytest.mark.parametrize("language", ["en", "ar"])
def test_its_dossier_is_written(earlier: Path, tmp_path: Path, language: str) -> None:
    into = tmp_path / "dossier.docx"

    told = run("dossier", earlier, "--into", into, "--language", language)

    assert told.exit_code == 0
    assert len(Document(str(into)).paragraphs) > 40
