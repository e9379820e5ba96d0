"""Workbooks as attendance files: rows, dates and formulas read, and everything bounded."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from tests.unit.attendance.reports import ZONE
from webinars.attendance.imports.apart import SMALL, weight
from webinars.attendance.imports.reading import Outcome, Reading, read

HEADINGS = "Attended,Interest Rating,Last Name,First Name,Email Address,Join Time,Leave Time,Time in Session"  # noqa: E501
TEN = datetime(2026, 5, 3, 10)
ADA = ["Yes", 88, "Sample", "Ada", "ada@example.org", TEN, TEN + timedelta(minutes=30)]
SHEET = "xl/worksheets/sheet1.xml"
ROW = (
    "<row>"
    + "".join(f"<c t='inlineStr'><is><t>{word}</t></is></c>" for word in HEADINGS.split(","))
    + "</row>"
)


def book_of(rows: Sequence[list[Any]], *, merge: str = "") -> Workbook:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    if merge:
        page.merge_cells(merge)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows: list[Any], merge: str = "") -> bytes:
    """Return a workbook with a report of GoTo's form and these rows from the second on."""
    return saved(book_of([HEADINGS.split(","), *rows], merge=merge))


def repacked(raw: bytes, *, sheet: str, strings: str = "") -> bytes:
    """Return the workbook with other rows on its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"
            content = body.encode() if name == SHEET else old.read(name)
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
        if strings:
            new.writestr("xl/sharedStrings.xml", strings, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read_it(raw: bytes) -> Reading:
    return read(raw, file_name="report.xlsx", zone=ZONE, planned=None)


def left_out(reading: Reading) -> list[tuple[int, str]]:
    return [(one.row, str(one.reason)) for one in reading.skipped]


def test_dates_that_the_workbook_keeps_as_numbers_can_be_read_one_way_only() -> None:
    reading = read_it(workbook([*ADA, time(0, 30)]))

    assert reading.outcome is Outcome.OK
    (one,) = reading.connections
    assert one.left_at is not None
    assert (f"{one.joined_at:%d %B %H:%M}", f"{one.left_at:%H:%M}") == ("03 May 08:00", "08:30")
    assert (one.row, one.name, one.reported_minutes) == (2, "Ada Sample", 30)


def test_a_length_of_more_than_a_day_is_not_wrapped() -> None:
    book = book_of([HEADINGS.split(","), [*ADA, timedelta(hours=25)]])
    page = book.active
    assert page is not None
    page["H2"].number_format = "[h]:mm:ss"

    (one,) = read_it(saved(book)).connections

    assert one.reported_minutes == 25 * 60


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = book_of([HEADINGS.split(","), [*ADA, "00:30:00"]])
    book.epoch = datetime(1904, 1, 1)

    (one,) = read_it(saved(book)).connections

    assert f"{one.joined_at:%Y-%m-%d}" == "2026-05-03"


def test_a_row_with_a_formula_is_left_out_and_named() -> None:
    reading = read_it(workbook([*ADA, "00:30:00"], [*ADA[:4], "=LOWER(E2)", *ADA[5:], "00:30:00"]))

    assert [one.row for one in reading.connections] == [2]
    assert left_out(reading) == [(3, "Cell E3 holds a formula. Write the value itself.")]


def test_a_date_guarded_by_a_formula_of_nothing_but_its_text_is_read() -> None:
    guarded = ['="2026-05-03 10:00:00"', '="2026-05-03 10:30:00"']

    reading = read_it(workbook([*ADA[:5], *guarded, "00:30:00"]))

    assert len(reading.connections) == 1
    assert reading.skipped == ()


def test_a_file_of_formulas_alone_is_no_empty_webinar() -> None:
    reading = read_it(workbook([*ADA[:4], "=LOWER(E9)", *ADA[5:]]))

    assert reading.outcome is Outcome.WRONG_SHAPE


def test_a_row_that_lost_its_name_to_a_merged_cell_is_left_out() -> None:
    twice = [[*ADA, "00:30:00"], [*ADA, "00:30:00"]]

    reading = read_it(workbook(*twice, merge="E2:E3"))

    assert [one.row for one in reading.connections] == [2]
    assert left_out(reading) == [(3, "Cells are merged here. Write the value into each row.")]


def test_the_sheet_with_the_report_is_found_and_a_hidden_one_is_not_read() -> None:
    book = book_of([HEADINGS.split(","), [*ADA, "00:30:00"]])
    book.create_sheet("Notes", 0).append(["Prepared by", "nobody"])
    hidden = book.copy_worksheet(book.worksheets[1])
    hidden.sheet_state = "hidden"

    reading = read_it(saved(book))

    assert (reading.outcome, len(reading.connections)) == (Outcome.OK, 1)


def test_of_two_sheets_with_a_report_none_is_chosen() -> None:
    book = book_of([HEADINGS.split(","), [*ADA, "00:30:00"]])
    book.copy_worksheet(book.worksheets[0])

    reading = read_it(saved(book))

    assert reading.outcome is Outcome.WRONG_SHAPE
    assert "2 sheets" in str(reading.sentence)


def test_a_report_in_three_parts_is_read_from_one_sheet() -> None:
    times = ["5/13/26, 10:00:00 AM", "5/13/26, 10:30:00 AM", "30m"]
    who = ["ada@example.org", "ada@example.org", "Attendee"]
    rows = [
        ["1. Summary"],
        ["Meeting title", "Invented"],
        [],
        ["2. Participants"],
        ["Name", "First join", "Last leave", "Duration", "Email", "UPN", "Role"],
        ["Ada Sample", *times, *who],
        [],
        ["3. In-Meeting Activities"],
        ["Name", "Join time", "Leave time", "Duration", "Email", "Role"],
        ["Ada Sample", *times, who[0], who[2]],
    ]

    reading = read_it(saved(book_of(rows)))

    assert (reading.outcome, reading.provider) == (Outcome.OK, "teams")
    assert [one.row for one in reading.connections] == [10]


def test_rows_that_a_spreadsheet_left_in_one_cell_are_refused_with_what_to_do() -> None:
    line = "Yes,88,Sample,Ada,ada@example.org,2026-05-03 10:00,2026-05-03 10:30,00:30:00"

    reading = read_it(saved(book_of([[HEADINGS], [line]])))

    assert reading.outcome is Outcome.WRONG_DELIMITER


def test_a_sheet_that_goes_on_behind_thousands_of_empty_rows_says_so() -> None:
    book = book_of([HEADINGS.split(","), [*ADA, "00:30:00"]])
    empty = "".join(f'<row r="{line}"/>' for line in range(3, 5_500))
    row = "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in [*ADA[:5], "-", "-"])

    reading = read_it(repacked(saved(book), sheet=f"{ROW}<row r='2'>{row}</row>{empty}"))

    assert (3, "5000 empty rows follow") in [(line, said[:22]) for line, said in left_out(reading)]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (workbook([*ADA])[:-300], "damaged"),
        (b"PK\x03\x04\x14\0\0\0[Content_Types].xml", "damaged"),
        (repacked(workbook(), sheet="<row r='x'/>"), "damaged"),
        (repacked(workbook(), sheet="<row>"), "damaged"),
        (saved(book_of([])), "no column headings"),
        (workbook(), "shows that nobody attended"),
    ],
)
def test_what_holds_no_people_is_told_and_counts_nothing(raw: bytes, words: str) -> None:
    reading = read_it(raw)

    assert words in str(reading.sentence)
    assert reading.connections == ()


def test_another_kind_of_office_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("word/document.xml", "<document/>")

    assert "no XLSX workbook" in str(read_it(out.getvalue()).sentence)


SPARSE = "".join(f"<row r='{n}'><c r='ALL{n}'><v>1</v></c></row>" for n in range(2, 9_000))
SHARED = f"<sst><si><t>{'x' * 9_000}</t></si></sst>"
SAME = "<row>" + "<c t='s'><v>0</v></c>" * 900 + "</row>"


@pytest.mark.parametrize(
    ("sheet", "strings", "unpacked"),
    [
        (ROW + SPARSE, "", 0),
        (ROW + SAME * 20, SHARED, 0),
        (ROW + f"<row r='2'><c><v>{' ' * (65 << 20)}1</v></c></row>", "", 64 << 20),
        (ROW + "<row r='9999999'><c><v>1</v></c></row>", "", 0),
    ],
    ids=["cells far to the right", "one string everywhere", "gigabytes", "a line far below"],
)
def test_small_files_that_would_fill_the_memory_are_too_big(
    sheet: str, strings: str, unpacked: int
) -> None:
    raw = repacked(workbook(), sheet=sheet, strings=strings)

    assert len(raw) < SMALL
    assert weight(raw) > unpacked
    assert read_it(raw).outcome is Outcome.TOO_BIG
