"""The CSV files of a pack, and what the codebook says of each variable: RFC 4180, UTF-8, CRLF."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webinars.evaluation.packs.variables import MISSING, NA, Sheet, Type, Variable
from webinars.kernel.languages import Language
from webinars.kernel.text import FORMULA_STARTS

CSV = "csv"
CODEBOOK = "codebook"
SUSPECT = frozenset(FORMULA_STARTS)
LACKING = frozenset({"", NA, *MISSING})
WORDS = frozenset({Type.TEXT, Type.CODE})

HEAD = (
    "table",
    "variable",
    *(f"label_{language}" for language in Language),
    "type",
    "unit",
    "codes",
    "missing_codes",
    "question",
    "skip_rule",
    "n_valid",
    "n_missing",
)


@dataclass(frozen=True)
class Written:
    """A table that was written, and how many cells of each variable hold a value."""

    sheet: Sheet
    rows: int
    valid: Sequence[int]
    widths: Sequence[int]
    """Bytes of the longest cell of each variable."""


def encoding_of(*, bom: bool) -> str:
    return "utf-8-sig" if bom else "utf-8"


def write_sheet(folder: Path, sheet: Sheet, rows: Iterable[Sequence[Any]], *, bom: bool) -> Written:
    """Write one table; no text in it is taken for a formula, and a negative number stays one."""
    texts = [variable.type in WORDS for variable in sheet.variables]
    valid: Counter[int] = Counter()
    widths = [0] * len(texts)
    count = 0
    with (folder / CSV / f"{sheet.name}.csv").open(
        "w", encoding=encoding_of(bom=bom), newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow([variable.name for variable in sheet.variables])
        for row in rows:
            cells = [_cell(value, is_text=text) for value, text in zip(row, texts, strict=True)]
            valid.update(n for n, cell in enumerate(cells) if cell not in LACKING)
            widths = [
                max(most, len(cell.encode())) for most, cell in zip(widths, cells, strict=True)
            ]
            writer.writerow(cells)
            count += 1
    return Written(sheet, count, [valid[n] for n in range(len(texts))], widths)


def _cell(value: object, *, is_text: bool) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if is_text and text[:1] in SUSPECT else text


def write_codebook(folder: Path, tables: Iterable[Written], *, bom: bool) -> int:
    """Write what every variable holds; return how many there are."""
    count = 0
    with (folder / CSV / f"{CODEBOOK}.csv").open(
        "w", encoding=encoding_of(bom=bom), newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for table in tables:
            for variable, valid in zip(table.sheet.variables, table.valid, strict=True):
                writer.writerow(_told(table, variable, valid))
                count += 1
    return count


def _told(table: Written, variable: Variable, valid: int) -> list[object]:
    shown = {Language.ENGLISH: variable.label, **variable.labels}
    codes = "; ".join(f"{number}={code}={words}" for number, code, words in numbered(variable))
    return [
        table.sheet.name,
        variable.name,
        *(_cell(shown.get(language, ""), is_text=True) for language in Language),
        variable.type,
        variable.unit,
        codes,
        "; ".join((NA, *MISSING)) if variable.is_numeric or variable.codes else "",
        variable.question,
        "asked of all who had this questionnaire" if variable.question else "",
        valid,
        table.rows - valid,
    ]


def numbered(variable: Variable) -> list[tuple[int, str, str]]:
    """Return the number by which statistics programs hold each code, the code, and its words."""
    if variable.type is Type.FLAG:
        return [(int(code), code, words) for code, words in variable.codes.items()]
    return [(n, code, words) for n, (code, words) in enumerate(variable.codes.items(), start=1)]
