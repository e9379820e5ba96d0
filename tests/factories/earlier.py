"""A snapshot as an earlier program wrote it: fewer tables, columns, definitions and lists."""

import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb

from webinars.evaluation.files import CHAIN, DEFINITIONS, FIGURES, MANIFEST, SERIES
from webinars.evaluation.files.sealing import manifest_of, write_seal
from webinars.evaluation.files.writing import write_json
from webinars.evaluation.indicators import as_json, open_tables

LATER_TABLES = (
    "decisions",
    "labels",
    "criteria",
    "locks",
    "passages",
    "evidence",
    "management",
    "outcomes",
    "matrix",
    "questions",
)
LATER_COLUMNS: Mapping[str, Sequence[str]] = {
    "registrations": ("viewed",),
    "responses": ("completed",),
    "surveyed": ("completed",),
}
LATER_LISTS = ("absent", "sources", "distributions")


def age(folder: Path) -> str:
    """Make the snapshot in `folder` one of an earlier program; return the digest of its seal.

    What that program did not know is taken out, its figures are computed from what is left, and
    it is sealed as that program did.
    """
    for name in LATER_TABLES:
        for path in folder.glob(f"{name}.*"):
            path.unlink()
    for name in LATER_LISTS:
        (folder / DEFINITIONS / f"{name}.sql").unlink()
    for name, columns in LATER_COLUMNS.items():
        _narrow(folder, name, columns)
    shutil.rmtree(folder / SERIES, ignore_errors=True)
    facts = json.loads((folder / MANIFEST).read_text())
    with closing(open_tables(folder, at=datetime.fromisoformat(facts["as_of"]))) as bench:
        write_json(folder / FIGURES, as_json(bench, folder))
    return _seal(folder, facts)


def _seal(folder: Path, facts: dict[str, object]) -> str:
    files = facts.pop("files")
    assert isinstance(files, list)
    rows = {Path(one["path"]).stem: one["rows"] for one in files if one["rows"] is not None}
    chain = json.loads((folder / CHAIN).read_text())
    return write_seal(folder, manifest=manifest_of(folder, rows, facts), chain=chain)


def _narrow(folder: Path, name: str, columns: Sequence[str]) -> None:
    """Take columns out of a table, of both its files."""
    path, parquet = folder / f"{name}.csv", folder / f"{name}.parquet"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with duckdb.connect() as bench:
        fewer = bench.read_parquet(str(parquet)).select(f"* EXCLUDE ({', '.join(columns)})")
        fewer.write_parquet(str(folder / "fewer"))
        head = fewer.columns
        del fewer
    (folder / "fewer").replace(parquet)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
