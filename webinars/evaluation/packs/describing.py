"""What tells a reader what a pack holds: README, data package, manifest."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from webinars.evaluation.files import PACKAGE, README
from webinars.evaluation.files.sealing import digest_file
from webinars.evaluation.files.writing import write_json
from webinars.evaluation.packs.anonymity import Generalised
from webinars.evaluation.packs.tables import CODEBOOK, CSV, HEAD, Written
from webinars.evaluation.packs.variables import MISSING, NA, Sheet, Type, Variable

PROFILE = "https://datapackage.org/profiles/2.0/"
PROGRAMS = ("duckdb", "xlsxwriter", "tzdata")

FIELDS: Mapping[Type, dict[str, object]] = {
    Type.TEXT: {"type": "string"},
    Type.CODE: {"type": "string"},
    Type.WHOLE: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.FLAG: {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
    Type.DAY: {"type": "date"},
    Type.INSTANT: {"type": "datetime", "format": "default"},
}

READ_ME = """\
The evidence of the webinars on technical assistance, for an evaluator
======================================================================

Mandate           {mandate}
Snapshot          {cut}, evidence as at {as_of}
Snapshot's digest {digest}
Filter            none: the whole snapshot
Byte order mark   {bom}
Annex's language  {language}
Programs          {programs}

Purpose
-------
Everything an independent evaluation needs: figures with their definitions, and the rows behind
them, without names. Made by the evaluator alone; nobody was asked. The same snapshot, mandate
and options give the same bytes.

Parts
-----
annex.html          figures and definitions to print
indicators.json     every figure: value, n, d, interval, version, breakdowns
evaluation.xlsx     the tables as one workbook
csv/                the tables, one a file: comma, CRLF, RFC 4180, UTF-8
csv/codebook.csv    every variable: labels, type, unit, codes, questions
datapackage.json    the same as a Frictionless data package, version 2
setup/import.sps    SPSS: reads csv/ with labels and missing values
setup/import.do     Stata: the same; .a to .d are the four codes of what is missing
manifest.json       every file with its SHA-256, the cut and the versions

Populations
-----------
The unit is person x webinar; twin sittings are one webinar. Speakers, moderators, interpreters
and staff are in no population. Registered: accepted, not cancelled before the start. Expected:
registered by the actual start. Joined: connected within the live window. Attended: credited with
the series' threshold or more in one sitting. Completed: 80 % of the running time. Walk-in: joined
and not expected.

Codes of what is missing
------------------------
n/a          does not apply, or a zero denominator: never 0 %
suppressed   taken back, since fewer than {k} share it
not asked    nobody asked: a question of another questionnaire, or somebody who came unregistered
skipped      asked, and left open
declined     asked, and answered "I prefer not to say"
An empty cell of a day or an instant: it has not happened.

Suppression in force
--------------------
Figures are whole: the pack of a mandated evaluator is exempt. The column `small` names those that
must not be published. Rows about persons are generalised: within a webinar at least {k} share
member, group, categories, gender, sector and language, or say less. Survey rows are never by
member; group, category, language and, of follow-ups, who completed likewise.

{generalised}

Persons, registrations and responses have keys of this pack alone: two packs cannot be joined, and
survey rows lead to no row of another table. Answers carry their day, no hour.

Known gaps
----------
{gaps}

No attempt may be made to find out who somebody is, or to join these rows with others for that end.
"""


def write_readme(
    folder: Path, facts: Mapping[str, Any], done: Mapping[str, Generalised], gaps: Sequence[str]
) -> None:
    told = "\n".join(line for table, found in done.items() for line in _generalised(table, found))
    programs = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    text = READ_ME.format(
        **{key: facts[key] for key in ("mandate", "cut", "as_of", "digest", "language", "k")},
        bom="yes" if facts["bom"] else "no",
        programs=programs,
        generalised=told,
        gaps="\n".join(gaps) or "None.",
    )
    (folder / README).write_text(text, encoding="utf-8")


def _generalised(table: str, found: Generalised) -> Iterator[str]:
    yield f"{table}: {found.rows} rows, of which {found.withheld} are withheld"
    for columns, rows in found.by_step:
        yield f"    {columns}: taken back in {rows}"


def gaps_of(found: Mapping[str, Any], tables: Mapping[str, int]) -> list[str]:
    """Return what the figures lack, a sentence each: facts of this snapshot."""
    absent = [one["indicator"] for one in _whole(found) if one["value"] is None]
    gaps = []
    if absent:
        numbers = ", ".join(map(str, sorted(set(absent))))
        gaps.append(f"Nothing to count over the series for indicators {numbers}: n/a.")
    gaps += [f"The table {name} is empty." for name, rows in tables.items() if not rows]
    gaps.append(
        "Viewers of recordings are known only where they came by their own link: of all others it"
        " is not known whether they attended."
    )
    return gaps


def _whole(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    mains = {one["indicator"]: one["measures"][0] for one in found["definitions"]}
    return [
        one
        for one in found["figures"]
        if not one["by"] and one["measure"] == mains[one["indicator"]]
    ]


def write_package(folder: Path, facts: Mapping[str, Any], tables: Sequence[Written]) -> None:
    content = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": f"webinars-pack-{facts['cut']}",
        "title": f"Evidence of snapshot {facts['cut']}",
        "version": "1.0.0",
        "description": f"Evidence as at {facts['as_of']}, digest {facts['digest']}.",
        "licenses": [{"name": "other-closed", "title": "For the mandated evaluation alone"}],
        "resources": [
            *(_resource(table.sheet) for table in tables),
            _plain_resource(CODEBOOK, HEAD),
        ],
    }
    write_json(folder / PACKAGE, content)


def _resource(sheet: Sheet) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILE}tableschema.json",
        "fields": [_field(variable) for variable in sheet.variables],
        "missingValues": ["", NA, *MISSING],
    }
    if sheet.key and sheet.name != "indicators":  # whose key may be empty: of the whole
        schema["primaryKey"] = list(sheet.key)
    return {**_file(sheet.name, sheet.title), "schema": schema}


def _field(variable: Variable) -> dict[str, object]:
    return {"name": variable.name, "title": variable.label, **FIELDS[variable.type]}


def _plain_resource(name: str, head: Sequence[str]) -> dict[str, Any]:
    fields = [{"name": one, "type": "string"} for one in head]
    schema = {"$schema": f"{PROFILE}tableschema.json", "fields": fields}
    return {**_file(name, "Every variable of the tables"), "schema": schema}


def _file(name: str, title: str) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILE}dataresource.json",
        "name": name,
        "title": title,
        "type": "table",
        "path": f"{CSV}/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
    }


def versions() -> dict[str, str]:
    return {name: version(name) for name in PROGRAMS}


def manifest_of(folder: Path, facts: Mapping[str, Any], rows: Mapping[str, int]) -> dict[str, Any]:
    """Return path, bytes, rows and SHA-256 of every file, beside the facts of the pack."""
    files = [
        {
            "path": path.relative_to(folder).as_posix(),
            "bytes": path.stat().st_size,
            "rows": rows.get(path.stem) if path.suffix == ".csv" else None,
            "sha256": digest_file(path),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return {**facts, "filter": "none", "files": files}
