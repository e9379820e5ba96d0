"""One list says what a spreadsheet takes for a formula, and whoever writes a file goes by it."""

import re

from tests.house.tree import ROOT

SAFE = {
    "app/demonstration/attendance.py": "the file of a fictitious room, to be read by ours",
    "attendance/imports/workbooks.py": "somebody's workbook as rows for our own reader",
    "database/dumping.py": "what a cell says is the query's affair: `as_text`",
    "desk/views/listing.py": "headings of our own",
    "evaluation/files/describing.py": "the codebook: our own words alone",
    "evaluation/views/pictures.py": "rows of `sights.absent`, which are inert",
    "evaluation/views/public.py": "rows of `sights.public`: classes and numbers",
}


def test_there_is_one_list() -> None:
    lists = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "webinars").rglob("*.py")
        if re.search(r"""["'][=+@-]["'],\s*["'][=+@-]["']""", path.read_text(encoding="utf-8"))
    ]

    assert lists == ["webinars/kernel/text.py"]


def test_whoever_writes_a_csv_makes_its_texts_inert_or_says_why_it_need_not() -> None:
    writers = {
        path.relative_to(ROOT / "webinars").as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "webinars").rglob("*.py")
        if "csv.writer(" in path.read_text(encoding="utf-8")
    }

    bare = {name for name, text in writers.items() if "kernel.text import" not in text}
    bare |= {name for name, text in writers.items() if not re.search(r"\binert\b|FORMULA_", text)}
    assert len(writers) > 8
    assert bare <= SAFE.keys()
