"""No export holds a text that a spreadsheet computes; numbers stay numbers."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from webinars.evaluation.files.workbook import _write as write_cell
from webinars.evaluation.files.writing import write_table
from webinars.evaluation.packs.tables import CSV, write_codebook, write_sheet
from webinars.evaluation.packs.variables import Sheet, Type, Variable
from webinars.evaluation.tables.shape import COUNT, TEXT, Column, Shape
from webinars.kernel.text import FORMULA_STARTS, inert, plain
from webinars.live.operations.reporting import Row, as_file
from webinars.live.rules.happenings import Move, RoomStay

REFERENCE = ("=", "+", "-", "@", "\t", "\r", "\0")
STARTS = (*REFERENCE, "\n", "＝", "＋", "－", "＠")
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def cells(text: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""))


def test_the_list_is_that_of_the_reference_and_what_a_wide_script_adds() -> None:
    assert set(FORMULA_STARTS) == set(STARTS)


@pytest.fixture(params=STARTS, ids=ascii)
def hostile(request: pytest.FixtureRequest) -> str:
    return f"{request.param}1+1"


def test_an_apostrophe_goes_before_it_and_comes_off_again(hostile: str) -> None:
    assert inert(hostile) == f"'{hostile}"
    assert plain(inert(hostile)) == hostile
    for harmless in ("1+1", "", "'quoted'", " =1"):
        assert (inert(harmless), plain(harmless)) == (harmless, harmless)


def test_in_the_tables_of_a_snapshot(hostile: str, tmp_path: Path) -> None:
    table = Shape("t", "", (Column("said", TEXT, ""), Column("count", COUNT, "")), ())

    write_table(tmp_path, table, [(hostile, -5), ("calm", 5)])

    told = (tmp_path / "t.csv").read_bytes().decode()
    assert [*cells(told)][1:] == [[f"'{hostile}", "-5"], ["calm", "5"]]


def test_in_the_tables_and_the_codebook_of_a_pack(hostile: str, tmp_path: Path) -> None:
    (tmp_path / CSV).mkdir()
    said = Variable("said", hostile, labels={"fr": hostile})
    sheet = Sheet("t", "", (said, Variable("count", "Count", Type.WHOLE)))

    written = write_sheet(tmp_path, sheet, [(hostile, -5)], bom=False)
    write_codebook(tmp_path, [written], bom=False)

    table, book = (
        [*cells((tmp_path / CSV / f"{name}.csv").read_bytes().decode())]
        for name in ("t", "codebook")
    )
    assert table[1] == [f"'{hostile}", "-5"]
    assert book[1][2:8].count(f"'{hostile}") == 2
    assert hostile not in {cell for row in book for cell in row}


def test_in_a_workbook_of_typed_strings(hostile: str, tmp_path: Path) -> None:
    with Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        for place, value in enumerate((hostile, -5)):
            write_cell(sheet, 0, place, value)

    [(text, number)] = load_workbook(tmp_path / "t.xlsx").worksheets[0].iter_rows()
    assert (text.data_type, number.data_type, number.value) == ("s", "n", -5)
    assert str(text.value).startswith("'")


def test_in_the_report_of_a_live_room(hostile: str) -> None:
    first = Move("run", "line", True, NOW, "id", hostile, hostile, False)  # noqa: FBT003

    told = as_file([Row(RoomStay(first, None), None)]).decode()

    assert [*cells(told)][1][3:5] == [f"'{hostile}", f"'{hostile}"]
