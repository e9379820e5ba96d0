"""Set-up files: the same CSV, column by column, for SPSS and Stata.

Every column is read as text; what is a number becomes one after the codes of
what is missing have become those of the program. Both files are UTF-8.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from webinars.evaluation.packs.tables import CSV, Written, numbered
from webinars.evaluation.packs.variables import MISSING, NA, Type, Variable

SETUP = "setup"
SPSS_MISSING = {code: -91 - n for n, code in enumerate(MISSING)}
STATA_MISSING = dict(zip(MISSING, (".a", ".b", ".c", ".d"), strict=True))
LONGEST_LABEL = 80
"""What Stata shows of a variable's label."""


def write_setups(folder: Path, tables: Sequence[Written]) -> None:
    (folder / SETUP).mkdir()
    spss = [line for table in tables for line in _spss(table)]
    stata = [line for table in tables for line in _stata(table)]
    _write(folder / SETUP / "import.sps", [*SPSS_HEAD, *spss])
    _write(folder / SETUP / "import.do", [*STATA_HEAD, *stata])


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


SPSS_HEAD = (
    "* Encoding: UTF-8.",
    "* Run where csv and setup lie; each table becomes a data set of its name.",
    "SET UNICODE=ON.",
    "",
)


def _spss(table: Written) -> Iterator[str]:
    name, variables = table.sheet.name, table.sheet.variables
    yield f"* {table.sheet.title}."
    yield f"GET DATA /TYPE=TXT /FILE='{CSV}/{name}.csv' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED"
    yield '  /DELCASE=LINE /DELIMITERS="," /QUALIFIER=\'"\' /FIRSTCASE=2 /IMPORTCASE=ALL'
    yield "  /VARIABLES="
    for variable, width in zip(variables, table.widths, strict=True):
        yield f"    {variable.name} A{max(width, 1)}"
    yield "  ."
    yield "CACHE."
    yield "EXECUTE."
    yield f"DATASET NAME {name} WINDOW=FRONT."
    yield "VARIABLE LABELS"
    for variable in variables:
        yield f"  {variable.name} {_single(variable.label)}"
    yield "  ."
    for variable in variables:
        if variable.is_numeric:
            yield from _spss_number(variable)
    yield ""


def _spss_number(variable: Variable) -> Iterator[str]:
    codes = {**SPSS_MISSING, **{code: n for n, code, _ in numbered(variable)}}
    pairs = " ".join(f"({_single(code)}='{number}')" for code, number in codes.items())
    yield f"RECODE {variable.name} {pairs} ({_single(NA)}='')."
    yield f"ALTER TYPE {variable.name} ({'F12.4' if variable.type is Type.NUMBER else 'F8.0'})."
    yield f"MISSING VALUES {variable.name} (-94 THRU -91)."
    yield f"VALUE LABELS {variable.name}"
    for code, number in SPSS_MISSING.items():
        yield f"  {number} {_single(code)}"
    for number, _code, words in numbered(variable):
        yield f"  {number} {_single(words)}"
    yield "  ."


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


STATA_HEAD = (
    "* Encoding: UTF-8. Run where csv and setup lie; each table becomes a .dta file.",
    "version 14",
    "clear all",
    "set more off",
    "",
)


def _stata(table: Written) -> Iterator[str]:
    name, variables = table.sheet.name, table.sheet.variables
    yield f"* {table.sheet.title}"
    yield (
        f'import delimited using "{CSV}/{name}.csv", clear varnames(1) case(preserve)'
        ' encoding("UTF-8") delimiter(",") bindquote(strict) stringcols(_all)'
    )
    for variable in variables:
        if variable.is_numeric:
            yield from _stata_number(variable)
        label = _double(variable.label[:LONGEST_LABEL])
        yield f"label variable {variable.name} {label}"
    yield f'save "{name}.dta", replace'
    yield ""


def _stata_number(variable: Variable) -> Iterator[str]:
    name = variable.name
    codes = {**STATA_MISSING, **{code: str(n) for n, code, _ in numbered(variable)}}
    for code, number in {**codes, NA: "."}.items():
        if code != number:
            yield f"replace {name} = {_double(number)} if {name} == {_double(code)}"
    yield f"destring {name}, replace"
    words = " ".join(f"{mark} {_double(code)}" for code, mark in STATA_MISSING.items())
    told = " ".join(f"{number} {_double(said)}" for number, _code, said in numbered(variable))
    yield f"label define {name} {words} {told}".rstrip() + ", replace"
    yield f"label values {name} {name}"


def _double(text: str) -> str:
    return '"' + text.replace('"', "”").replace("`", "’") + '"'
