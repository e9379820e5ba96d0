"""Lists from spreadsheets: what is read, what is wrong with which row, and what is bounded."""

import io
import time
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from webinars.kernel.languages import Language
from webinars.registrations.imports.people import (
    ANOTHER_STATE,
    BAD_ADDRESS,
    FORMULA,
    MERGED,
    NO_ADDRESS,
    NO_LANGUAGE,
    NO_NAME,
    NO_STATE,
    STOPPED,
    TWICE,
    NoHeadings,
    People,
    Words,
    people_in,
)
from webinars.registrations.imports.sheets import (
    MEGABYTES,
    ROWS,
    BrokenQuote,
    NotAText,
    NothingInIt,
    OldWorkbook,
    TooBig,
    TooManyRows,
)

WORDS = Words(
    headings={"name": "name", "nom": "name", "e-mail": "email", "language": "language"}
    | {"state": "state", "organisation": "organisation"},
    languages={"français": Language.FRENCH, "arabic": Language.ARABIC},
    states={"kenya": "KE", "brazil": "BR", "côte d’ivoire": "CI"},
)
HEAD = "Name,E-mail,Language,State\n"


def read(text: str, *, words: Words = WORDS) -> People:
    return people_in(text.encode(), words=words)


def workbook(rows: list[list[str]], *, merge: tuple[int, int] | None = None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": True}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
        if merge:
            sheet.merge_range(merge[0], 2, merge[1], 2, "Office")
    return out.getvalue()


def repacked(raw: bytes, part: str, content: bytes) -> bytes:
    """Return the workbook with another content of one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = content if name == part else old.read(name)
            new.writestr(name, body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


PLAIN = [["Name", "E-mail", "Organisation"], ["Amina Mfano", "amina@office.example", "Office"]]
SHEET = "xl/worksheets/sheet1.xml"


def test_a_list_is_read_with_its_languages_and_states() -> None:
    found = read(
        HEAD
        + "Amina Mfano,amina@office.example,,\n"
        "Fatou Exemple,fatou@office.example,Français,Côte d’Ivoire\n"
        "أمينة مثال,amina@bureau.example,ar,br\n".replace(",br\n", ",Brazil\n")
    )

    assert [(one.line, one.name, one.language, one.state) for one in found.good] == [
        (2, "Amina Mfano", None, None),
        (3, "Fatou Exemple", Language.FRENCH, "CI"),
        (4, "أمينة مثال", Language.ARABIC, "BR"),
    ]
    assert found.faults == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",amina@office.example,,", NO_NAME),
        ("Amina,,,", NO_ADDRESS),
        ("Amina,amina at office,,", BAD_ADDRESS),
        ("Amina,amina@office.example,Klingon,", NO_LANGUAGE),
        ("Amina,amina@office.example,,Atlantis", NO_STATE),
        ("AMINA  MFANO,Amina@OFFICE.example,,", TWICE),
    ],
)
def test_a_bad_row_is_named_with_line_and_reason(row: str, message: str) -> None:
    found = read(HEAD + "Amina Mfano,amina@office.example,,\n" + row + "\n")

    assert [(fault.line, fault.message) for fault in found.faults] == [(3, message)]
    assert len(found.good) == 1


def test_a_line_is_that_of_the_file_whatever_was_broken_or_blank_before() -> None:
    found = read(HEAD + '"Amina\nMfano",amina@office.example,,\n\n\n,nobody@office.example,,\n')

    assert [one.line for one in found.good] == [2]
    assert [fault.line for fault in found.faults] == [6]


def test_a_focal_points_list_names_no_other_state() -> None:
    own = Words(WORDS.headings, WORDS.languages, WORDS.states, own_state="KE")

    found = read(HEAD + "A,a@x.example,,Kenya\nB,b@x.example,,\nC,c@x.example,,Brazil\n", words=own)

    assert [one.state for one in found.good] == ["KE", "KE"]
    assert [fault.message for fault in found.faults] == [ANOTHER_STATE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_that_say_so_are_read_without_a_guess(encoding: str, delimiter: str) -> None:
    text = "Name,E-mail\nÉlise Exemple,elise@office.example\n".replace(",", delimiter)

    found = people_in(text.encode(encoding), words=WORDS)

    assert [one.name for one in found.good] == ["Élise Exemple"]
    assert not found.guessed


def test_windows_1252_is_guessed_and_said() -> None:
    raw = "Nom;E-mail\nÉlise Exemple;elise@office.example\n".encode("cp1252")

    found = people_in(raw, words=WORDS)

    assert (found.read_as, found.guessed) == ("cp1252", True)
    assert [one.name for one in found.good] == ["Élise Exemple"]


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"", NothingInIt),
        (b" \n\n", NothingInIt),
        (b"x" * (MEGABYTES << 20) + b"x", TooBig),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", OldWorkbook),
        (b"Who,Where\nAmina,office\n", NoHeadings),
        (b'Name,E-mail\n"Amina,amina@office.example\n', BrokenQuote),
        (b"PK\x03\x04 and nothing more", NotAText),
        (b"\x81\x8d\x8f\x90\x9d", NotAText),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_as_a_whole(
    raw: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        people_in(raw, words=WORDS)


def test_more_rows_than_a_list_may_have_are_refused() -> None:
    rows = "".join(f"Person {n},person.{n}@office.example,,\n" for n in range(ROWS + 1))

    with pytest.raises(TooManyRows):
        read(HEAD + rows)


def test_a_workbook_is_read_like_a_text() -> None:
    found = people_in(workbook(PLAIN), words=WORDS)

    assert [(one.line, one.name, one.organisation) for one in found.good] == [
        (2, "Amina Mfano", "Office")
    ]
    assert found.read_as == "xlsx"


def test_a_formula_is_no_answer() -> None:
    rows = [*PLAIN, ["=CONCATENATE(A2)", "kofi@office.example", "Office"]]

    found = people_in(workbook(rows), words=WORDS)

    assert len(found.good) == 1
    assert [(one.line, one.message, one.values) for one in found.faults] == [
        (3, FORMULA, {"cell": "A3"})
    ]


def test_merged_cells_are_told_for_each_row_that_they_touch() -> None:
    rows = [*PLAIN, ["Kofi", "kofi@office.example"], ["Fatou", "fatou@office.example"]]

    found = people_in(workbook(rows, merge=(2, 3)), words=WORDS)

    assert [one.name for one in found.good] == ["Amina Mfano"]
    assert [(one.line, one.message) for one in found.faults] == [(3, MERGED), (4, MERGED)]


def test_a_million_empty_rows_take_neither_time_nor_memory() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(PLAIN))) as book:
        sheet = book.read(SHEET)
    empty = b"".join(b'<row r="%d" spans="1:3"/>' % n for n in range(3, 1_000_003))
    raw = repacked(workbook(PLAIN), SHEET, sheet.replace(b"</sheetData>", empty + b"</sheetData>"))
    tracemalloc.start()
    begun = time.process_time()

    found = people_in(raw, words=WORDS)
    spent, peak = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [one.name for one in found.good] == ["Amina Mfano"]
    assert [(one.line, one.message) for one in found.faults] == [(2, STOPPED)]
    assert spent < 2
    assert peak < 8 << 20


def test_a_part_that_unpacks_to_gigabytes_is_refused_after_its_limit() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(PLAIN))) as book:
        head = book.read(SHEET).partition(b"</sheetData>")[0]
    bomb = head + b"<row><c><v>1</v></c></row>" + b" " * (70 << 20)
    tracemalloc.start()

    with pytest.raises(TooBig):
        people_in(repacked(workbook(PLAIN), SHEET, bomb), words=WORDS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 8 << 20


def test_xml_that_expands_itself_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'

    with pytest.raises(NotAText):
        people_in(repacked(workbook(PLAIN), SHEET, bomb), words=WORDS)


@pytest.mark.parametrize("cut", [40, 400, 2_000])
def test_a_harmed_workbook_is_refused(cut: int) -> None:
    with pytest.raises(NotAText):
        people_in(workbook(PLAIN)[:-cut], words=WORDS)
