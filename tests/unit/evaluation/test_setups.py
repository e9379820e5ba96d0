"""SPSS and Stata read every CSV of a pack as it is: column by column, code by code.

Neither program is here; what is written for them is read by its grammar, and compared.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.factories.evaluation import write_sealed
from tests.factories.packs import CUT, built, crowd, table, unpacked, write_worked

BLOCKS = re.compile(r"/FILE='csv/(\w+)\.csv'.*?(?=\nGET DATA|\Z)", re.DOTALL)
COLUMN = re.compile(r"^    (\w+) A(\d+)$", re.MULTILINE)
RECODE = re.compile(r"^RECODE (\w+) (.+)\.$", re.MULTILINE)
PAIR = re.compile(r"\('((?:[^']|'')*)'='([^']*)'\)")
MISSING = {"suppressed": "-91", "not asked": "-92", "skipped": "-93", "declined": "-94"}
DOT = {"suppressed": ".a", "not asked": ".b", "skipped": ".c", "declined": ".d", "n/a": "."}
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


@dataclass(frozen=True)
class Read:
    """What a set-up file says of one table."""

    columns: dict[str, int]
    recodes: dict[str, dict[str, str]]
    labels: set[str]


@pytest.fixture(scope="module", params=["worked", "crowd"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("setups")
    if request.param == "worked":
        snapshot = write_worked(home)
    else:
        snapshot = home / "9"
        write_sealed(snapshot, crowd(), cut=9, at=CUT)
    return unpacked(built(snapshot, home / "pack.zip"), home / "out")


def spss(folder: Path) -> dict[str, Read]:
    text = (folder / "setup/import.sps").read_text(encoding="utf-8")
    found = {}
    for block in BLOCKS.finditer(text):
        body = block.group(0)
        recodes = {
            name: {code.replace("''", "'"): number for code, number in PAIR.findall(pairs)}
            for name, pairs in RECODE.findall(body)
        }
        labelled = re.search(r"VARIABLE LABELS\n(.*?)\n  \.\n", body, re.DOTALL)
        names = set(re.findall(r"^  (\w+) '", labelled[1], re.MULTILINE)) if labelled else set()
        columns = {name: int(width) for name, width in COLUMN.findall(body)}
        found[block.group(1)] = Read(columns, recodes, names)
    return found


def stata(folder: Path) -> dict[str, Read]:
    text = (folder / "setup/import.do").read_text(encoding="utf-8")
    found = {}
    for block in text.split("import delimited using ")[1:]:
        name = re.match(r'"csv/(\w+)\.csv"', block)
        assert name
        recodes: dict[str, dict[str, str]] = {
            one: {} for one in re.findall(r"^destring (\w+), replace$", block, re.MULTILINE)
        }
        for variable, number, same, code in re.findall(
            r'^replace (\w+) = "([^"]*)" if (\w+) == "([^"]*)"$', block, re.MULTILINE
        ):
            assert variable == same
            recodes[variable][code] = number
        labels = set(re.findall(r'^label variable (\w+) "[^"]{1,80}"$', block, re.MULTILINE))
        found[name[1]] = Read({}, recodes, labels)
    return found


def test_spss_reads_the_columns_of_every_table_in_their_order(folder: Path) -> None:
    read = spss(folder)

    assert set(read) == tables(folder) - {"codebook"}
    for name, found in read.items():
        header = (folder / f"csv/{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert list(found.columns) == header.split(",")
        assert found.labels == set(found.columns)
        for row in table(folder, name):
            assert all(len(row[c].encode()) <= width for c, width in found.columns.items())


def test_whatever_spss_turns_into_a_number_is_one(folder: Path) -> None:
    for name, found in spss(folder).items():
        for variable, codes in found.recodes.items():
            assert {code: codes[code] for code in MISSING} == MISSING
            for row in table(folder, name):
                cell = row[variable]
                assert NUMBER.fullmatch(codes.get(cell, cell) or "0"), (name, variable, cell)


def test_whatever_stata_turns_into_a_number_is_one(folder: Path) -> None:
    read = stata(folder)

    assert set(read) == tables(folder) - {"codebook"}
    for name, found in read.items():
        header = (folder / f"csv/{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert found.labels == set(header.split(","))
        for variable, codes in found.recodes.items():
            assert {code: codes[code] for code in DOT} == DOT
            for row in table(folder, name):
                told = codes.get(row[variable], row[variable])
                assert told in {"", *DOT.values()} or NUMBER.fullmatch(told), (name, variable, told)


def test_both_programs_hold_the_same_variables_as_numbers(folder: Path) -> None:
    ours, theirs = spss(folder), stata(folder)

    assert {n: set(f.recodes) for n, f in ours.items()} == {
        n: set(f.recodes) for n, f in theirs.items()
    }


def test_names_are_what_both_programs_take(folder: Path) -> None:
    for name, found in spss(folder).items():
        assert len({variable.lower() for variable in found.columns}) == len(found.columns)
        for variable in found.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", variable), (name, variable)


def test_the_codebook_names_every_variable_and_what_is_valid(folder: Path) -> None:
    told = {(row["table"], row["variable"]): row for row in table(folder, "codebook")}

    for name, found in spss(folder).items():
        rows = table(folder, name)
        for variable in found.columns:
            row = told[name, variable]
            lacking = sum(cell[variable] in {"", "n/a", *MISSING} for cell in rows)
            assert (int(row["n_valid"]), int(row["n_missing"])) == (len(rows) - lacking, lacking)


def tables(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "csv").glob("*.csv")}
