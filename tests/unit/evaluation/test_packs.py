"""What an evaluator takes home: the same bytes again, nobody in it, and no program stumbles."""

import hashlib
import json
import zipfile
from collections import Counter
from pathlib import Path

import duckdb
import frictionless
import pandas as pd
import pytest
from openpyxl import load_workbook

from tests.factories.evaluation import Rows, write_sealed
from tests.factories.packs import (
    CUT,
    KEY,
    TERMS,
    built,
    crowd,
    table,
    unpacked,
    write_worked,
)
from webinars.evaluation.packs import Terms
from webinars.evaluation.packs.anonymity import OF_PERSONS
from webinars.evaluation.rules import K
from webinars.kernel.languages import Language

PARTS = {
    "README.txt",
    "annex.html",
    "csv/attendance.csv",
    "csv/codebook.csv",
    "csv/indicators.csv",
    "csv/registrations.csv",
    "csv/sittings.csv",
    "csv/survey.csv",
    "csv/webinars.csv",
    "datapackage.json",
    "evaluation.xlsx",
    "indicators.json",
    "manifest.json",
    "setup/import.do",
    "setup/import.sps",
}
TELLING = [column for step in OF_PERSONS for column in step]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_worked(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "9"
    write_sealed(folder, crowd(), cut=9, at=CUT)
    return folder


@pytest.fixture(scope="module")
def folder(worked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pack")
    return unpacked(built(worked, home / "pack.zip"), home / "out")


@pytest.fixture(scope="module")
def shown(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shown")
    return unpacked(built(many, home / "pack.zip"), home / "out")


def test_every_part_is_there_and_in_the_manifest(folder: Path) -> None:
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    manifest = json.loads((folder / "manifest.json").read_text())

    assert there == PARTS
    assert {one["path"] for one in manifest["files"]} == PARTS - {"manifest.json"}
    for one in manifest["files"]:
        content = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    rows = {one["path"]: one["rows"] for one in manifest["files"]}
    assert rows["csv/attendance.csv"] == len(table(folder, "attendance"))


def test_the_same_snapshot_gives_the_same_bytes_and_another_mandate_other_keys(
    worked: Path, tmp_path: Path
) -> None:
    first, again, other = (
        built(worked, tmp_path / f"{n}.zip", terms=Terms(mandate))
        for n, mandate in enumerate(("EXAMPLE/1", "EXAMPLE/1", "EXAMPLE/2"))
    )

    assert first.read_bytes() == again.read_bytes()
    ours, theirs = (
        {row["person"] for row in table(unpacked(pack, tmp_path / pack.stem), "attendance")}
        for pack in (first, other)
    )
    assert ours
    assert not ours & theirs
    with zipfile.ZipFile(first) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_two_snapshots_for_one_mandate_cannot_be_joined(tmp_path: Path) -> None:
    packs = [
        unpacked(
            built(write_worked(tmp_path / str(cut), cut=cut), tmp_path / f"{cut}.zip"),
            tmp_path / f"out{cut}",
        )
        for cut in (7, 8)
    ]

    persons = [{row["person"] for row in table(one, "registrations")} for one in packs]
    assert not persons[0] & persons[1]


def test_no_pseudonym_of_the_snapshot_and_no_receipt_leaves(worked: Path, folder: Path) -> None:
    inside = (worked / "registrations.csv").read_text() + (worked / "responses.csv").read_text()
    secret = {cell for line in inside.splitlines() for cell in line.split(",") if len(cell) >= 32}

    texts = "".join(p.read_text() for p in folder.rglob("*.csv"))
    assert secret
    assert not [one for one in secret if one in texts]


def test_within_a_webinar_five_at_least_resemble_each_other(shown: Path) -> None:
    rows = table(shown, "attendance")
    classes = Counter(tuple(row[name] for name in ("webinar", *TELLING)) for row in rows)

    assert len(rows) == 120
    assert min(classes.values()) >= K
    assert any("KEN" in one for one in classes)  # the many are told exactly
    assert not any("CHN" in one for one in classes)  # the few are not
    assert not any(row["state"] == "suppressed" and row["m49"] == "404" for row in rows)


def test_registrations_say_no_more_of_a_person_than_attendance(shown: Path) -> None:
    told = {row["person"]: [row[n] for n in TELLING] for row in table(shown, "attendance")}

    for row in table(shown, "registrations"):
        assert [row[n] for n in TELLING] == told[row["person"]]


def test_the_readme_counts_what_was_generalised_and_withheld(folder: Path, shown: Path) -> None:
    readme = (folder / "README.txt").read_text()
    manifest = json.loads((folder / "manifest.json").read_text())["generalised"]

    assert manifest["survey"]["withheld"] == 10
    assert "survey: 15 rows, of which 10 are withheld" in readme
    assert len(table(folder, "survey")) == 5
    assert (
        "registrations and attendance: 120 rows, of which 0 are withheld"
        in (shown / "README.txt").read_text()
    )


def test_who_completed_is_told_of_follow_ups_where_five_share_it(tmp_path: Path) -> None:
    after, later = "after-1", "three-months-1"
    given = [(after, None)] * 6 + [(later, "yes")] * 7 + [(later, "no")] * 5 + [(later, None)] * 3
    rows: Rows = {
        **crowd(),
        "items": [
            {"questionnaire": name, "question": "q", "position": 0, "kind": "scale", "label": "q"}
            for name in (after, later)
        ],
        "responses": [
            {"response": f"r{n}", "webinar": "w", "questionnaire": asked, "day": "2026-09-01"}
            | ({"completed": completed} if completed else {})
            for n, (asked, completed) in enumerate(given)
        ],
    }
    write_sealed(tmp_path / "9", rows, cut=9, at=CUT)
    out = unpacked(built(tmp_path / "9", tmp_path / "pack.zip"), tmp_path / "out")

    told = Counter((row["questionnaire"], row["completed"]) for row in table(out, "survey"))

    assert told == {
        (after, "not asked"): 6,
        (later, "yes"): 7,
        (later, "suppressed"): 3 + 5,  # three alone would stand out: the smallest joins them
    }


def test_codes_of_what_is_missing_are_never_merged(folder: Path, shown: Path) -> None:
    survey = table(folder, "survey")
    genders = Counter(row["gender"] for row in table(shown, "registrations"))

    assert {row["q_applied"] for row in survey} == {"not asked"}
    assert "n/a" in {row["q_relevance"] for row in survey}
    assert "skipped" in {row["q_after"] for row in survey}
    assert set(genders) <= {"woman", "man", "declined", "skipped", "suppressed"}
    assert {"declined", "skipped"} & set(genders)
    values = {row["value"] for row in table(folder, "indicators")}
    assert "n/a" in values
    assert "" not in values


def test_no_text_is_taken_for_a_formula_and_a_negative_number_stays_one(
    folder: Path, shown: Path
) -> None:
    assert table(shown, "webinars")[0]["title"] == '\'=cmd|"/c calc"!A1'
    assert {row["referral"] for row in table(shown, "registrations")} == {
        "'-campaign",
        "suppressed",
        "",
    }
    lows = [row["low"] for row in table(folder, "indicators") if row["low"].startswith("-")]
    assert lows
    for book in (folder, shown):
        cells = [
            cell
            for sheet in load_workbook(book / "evaluation.xlsx").worksheets
            for row in sheet.iter_rows()
            for cell in row
        ]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in cells)


def test_the_workbook_has_its_sheets_and_numbers_are_numbers(folder: Path) -> None:
    book = load_workbook(folder / "evaluation.xlsx")

    assert book.sheetnames == [
        "README",
        "indicators",
        "webinars",
        "sittings",
        "registrations",
        "attendance",
        "survey",
        "codebook",
    ]
    heads = [cell.value for cell in next(book["indicators"].iter_rows())]
    first = [cell.value for cell in list(book["indicators"].iter_rows())[1]]
    assert dict(zip(heads, first, strict=True))["n"] == 13
    assert all(not sheet.merged_cells.ranges for sheet in book.worksheets)


def test_lines_end_as_rfc_4180_says_and_the_mark_is_there_where_it_was_asked_for(
    worked: Path, folder: Path, tmp_path: Path
) -> None:
    marked = built(worked, tmp_path / "bom.zip", terms=Terms("EXAMPLE/1", bom=True))
    out = unpacked(marked, tmp_path / "bom")

    for path in (folder / "csv").glob("*.csv"):
        content = path.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n")
        assert not content.startswith(b"\xef\xbb\xbf")
        with_mark = (out / "csv" / path.name).read_bytes()
        assert with_mark == b"\xef\xbb\xbf" + content


@pytest.mark.filterwarnings("ignore")
def test_frictionless_validates_the_data_package(folder: Path, shown: Path) -> None:
    for one in (folder, shown):
        report = frictionless.validate(str(one / "datapackage.json"))
        assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])[:5]


def test_pandas_and_duckdb_read_every_table(folder: Path) -> None:
    missing = ["n/a", "suppressed", "not asked", "skipped", "declined"]
    bench = duckdb.connect()
    for path in sorted((folder / "csv").glob("*.csv")):
        rows = len(table(folder, path.stem))
        frame = pd.read_csv(path, na_values=missing)
        counted = bench.execute("SELECT count(*) FROM read_csv(?)", [str(path)]).fetchall()
        assert (len(frame), counted) == (rows, [(rows,)])
    survey = pd.read_csv(folder / "csv/survey.csv", na_values=missing)
    assert survey["q_satisfaction"].mean() == pytest.approx(3.6)  # 5 4 3 2 4


def test_the_annex_is_one_page_without_scripts_and_right_to_left_in_arabic(
    worked: Path, folder: Path, tmp_path: Path
) -> None:
    arabic = unpacked(
        built(worked, tmp_path / "ar.zip", terms=Terms("EXAMPLE/1", Language.ARABIC)),
        tmp_path / "ar",
    )
    english, text = ((one / "annex.html").read_text() for one in (folder, arabic))

    assert '<html lang="ar" dir="rtl">' in text
    assert '<html lang="en" dir="ltr">' in english
    for page in (english, text):
        assert not any(word in page for word in ("<script", "http://", "https://", "src="))
    assert load_workbook(arabic / "evaluation.xlsx")["survey"].sheet_view.rightToLeft


def test_a_series_without_anybody_has_a_pack_that_says_na(tmp_path: Path) -> None:
    write_sealed(tmp_path / "3", {}, cut=3, at=CUT)

    out = unpacked(
        built(tmp_path / "3", tmp_path / "pack.zip", key=KEY, terms=TERMS), tmp_path / "o"
    )

    sums = {("delivery", "held"), ("cost", "per-participant")}
    whole = [row for row in table(out, "indicators") if not row["breakdown"]]
    assert {row["indicator"] for row in whole} == {str(n) for n in range(1, 30)}
    assert not [r for r in whole if r["value"] == "0" and (r["name"], r["measure"]) in sums]
    assert table(out, "attendance") == table(out, "survey") == []
    assert "n/a" in (out / "annex.html").read_text()
    assert frictionless.validate(str(out / "datapackage.json")).valid
