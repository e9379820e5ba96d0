"""What tells a reader what the tables hold: codebook, Frictionless data package, README."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from webinars.evaluation.files import CODEBOOK, PACKAGE, README
from webinars.evaluation.files.writing import write_json
from webinars.evaluation.tables import EVERY, Shape
from webinars.evaluation.tables.shape import Column, Kind

CODEBOOK_HEAD = ("table", "variable", "type", "unit", "meaning")

FIELD_TYPES: Mapping[Kind, dict[str, object]] = {
    Kind.KEY: {"type": "string"},
    Kind.CODE: {"type": "string"},
    Kind.TEXT: {"type": "string"},
    Kind.COUNT: {"type": "integer"},
    Kind.MONEY: {"type": "number"},
    Kind.NUMBER: {"type": "number"},
    Kind.DAY: {"type": "date"},
    Kind.INSTANT: {"type": "datetime"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
}
"""Types of the Frictionless Table Schema."""

READ_ME = """\
The evidence at cut {cut}, {as_of}
==================================

Every table stands here twice: as CSV (UTF-8, RFC 4180, instants in UTC) and as Parquet.
codebook.csv and datapackage.json say what each column holds. Persons are pseudonyms; names,
addresses and free texts are in no file. A text that a spreadsheet could take for a formula
begins with an apostrophe.

An empty cell means: not known, or does not apply. Groups and categories of States are those of
each webinar's day; the column `unverified` names what no authority has confirmed.

indicators.json holds the figures. To compute them again, with DuckDB alone, in this folder:

    .read definitions/00_tables.sql
    .read definitions/populations.sql
    .read definitions/01_conversion.sql

{several}The heading of each definition says what it counts. A zero denominator is n/a, never 0 %.
The sections that headings name as their source are those of docs/reference/evaluation.md in the
program's own documentation: populations, uncertainty, small cells.

manifest.json names every file with its SHA-256, the cut's journal entry, and the versions of the
programs. chain.json names the digest of the snapshot before this one. manifest.sha256 holds the
digests of both; its own SHA-256 is the digest that was mailed and is shown publicly.
"""


SEVERAL = """\
The snapshot holds several series, and indicators.json counts all of them together. Below series/
each has a folder with figures of its own; series.csv says which is which. To compute those again,
put its tables.sql, which narrows the tables to it, in the place of 00_tables.sql:

    .read series/{first}/tables.sql
    .read definitions/populations.sql
    .read definitions/01_conversion.sql

Topics that no webinar answers were asked of every series, and count in each.

"""


def codebook() -> Iterator[tuple[str, str, str, str, str]]:
    for table in EVERY:
        for column in table.columns:
            yield (table.name, column.name, column.type, column.unit, column.meaning)


def write_codebook(folder: Path) -> None:
    with (folder / CODEBOOK).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CODEBOOK_HEAD)
        writer.writerows(codebook())


def write_package(folder: Path, *, cut: int) -> None:
    """Write the Frictionless data package (version 2) of the CSV tables."""
    content = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"webinars-cut-{cut}",
        "title": f"Evidence at cut {cut}",
        "resources": [_resource(table) for table in EVERY],
    }
    write_json(folder / PACKAGE, content)


def _resource(table: Shape) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name,
        "title": table.meaning,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    unit = f" ({column.unit})" if column.unit else ""
    return {"name": column.name, "title": f"{column.meaning}{unit}", **FIELD_TYPES[column.kind]}


def write_readme(folder: Path, *, cut: int, as_of: str, series: Sequence[str]) -> None:
    """Write what a reader of the folder must know.

    Args:
        series: public ids of those that it holds.
    """
    several = SEVERAL.format(first=series[0]) if len(series) > 1 else ""
    text = READ_ME.format(cut=cut, as_of=as_of, several=several)
    (folder / README).write_text(text, encoding="utf-8")
