"""One ZIP from one snapshot: the same snapshot, mandate and options give the same bytes."""

import hashlib
import json
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from webinars.evaluation.files import DEFINITIONS, FIGURES, MANIFEST, SEAL
from webinars.evaluation.files.sealing import digest_file
from webinars.evaluation.files.writing import write_json
from webinars.evaluation.indicators import is_kept, kept_figures, open_tables, told
from webinars.evaluation.packs.annex import write_annex
from webinars.evaluation.packs.anonymity import PERSONS, RESPONSES, Generalised, generalise
from webinars.evaluation.packs.describing import (
    gaps_of,
    manifest_of,
    versions,
    write_package,
    write_readme,
)
from webinars.evaluation.packs.reading import pack_key, prepare, sheets
from webinars.evaluation.packs.setups import write_setups
from webinars.evaluation.packs.tables import CODEBOOK, CSV, Written, write_codebook, write_sheet
from webinars.evaluation.packs.workbook import write_workbook
from webinars.evaluation.queries import rows_in
from webinars.evaluation.rules import K
from webinars.kernel.languages import Language, direction
from webinars.kernel.text import plain

ALWAYS = (1980, 1, 1, 0, 0, 0)
"""When every file in a pack says it was made: the first moment that a ZIP knows."""


@dataclass(frozen=True)
class Terms:
    """For whom a pack is, and how it is written."""

    mandate: str
    language: Language = Language.ENGLISH
    """Of the annex; the workbook's sheets run right to left with Arabic."""
    bom: bool = False
    """Whether the CSV files begin with a byte order mark, as spreadsheets want it."""


def build_pack(snapshot: Path, target: Path, *, key: bytes, terms: Terms) -> str:
    """Write the pack of a snapshot's folder as the file `target`; return its SHA-256.

    Args:
        key: the server's key of packs. Without it nobody makes the same pseudonyms.
    """
    facts = _facts(snapshot, terms)
    found = json.loads((snapshot / FIGURES).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pack-") as name:
        folder = Path(name)
        (folder / CSV).mkdir()
        tables, done = _tables(snapshot, folder, found, facts, key)
        rows = {table.sheet.name: table.rows for table in tables}
        rows[CODEBOOK] = write_codebook(folder, tables, bom=terms.bom)
        write_readme(folder, facts, done, gaps_of(found, rows))
        write_setups(folder, tables)
        write_package(folder, facts, tables)
        write_json(folder / FIGURES, _figures(snapshot, found, facts["as_of"]))
        write_annex(folder, snapshot, facts)
        write_workbook(folder, tables, rtl=direction(terms.language) == "rtl")
        generalised = {name: asdict(one) for name, one in done.items()}
        manifest = manifest_of(folder, {**facts, "generalised": generalised}, rows)
        write_json(folder / MANIFEST, manifest)
        _zip(folder, Path(f"{target}.part"))
    Path(f"{target}.part").replace(target)
    return digest_file(target)


def _figures(snapshot: Path, found: dict[str, Any], as_of: str) -> dict[str, Any]:
    return {"as_of": as_of, "indicators": told(found), **_apart(snapshot)}


def _apart(snapshot: Path) -> dict[str, Any]:
    """Return the figures of each of several series with its webinars; of one, nothing."""
    several = [row for row in _rows(snapshot, "series") if is_kept(snapshot, row["series"])]
    if len(several) < 2:
        return {}
    webinars = _rows(snapshot, "webinars")
    apart = [
        {
            "series": row["series"],
            "title": plain(row["title"]),
            "webinars": [one["webinar"] for one in webinars if one["series"] == row["series"]],
            "indicators": told(kept_figures(snapshot, row["series"])),
        }
        for row in several
    ]
    return {"series": apart}


def _rows(snapshot: Path, table: str) -> list[dict[str, str]]:
    return rows_in(snapshot.parent, int(snapshot.name), table)


def _facts(snapshot: Path, terms: Terms) -> dict[str, Any]:
    sealed = json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))
    return {
        "cut": sealed["cut"],
        "as_of": sealed["as_of"],
        "ledger_head": sealed["cut_hash"],
        "snapshot_versions": sealed["versions"],
        "digest": digest_file(snapshot / SEAL),
        "definitions": _digest_of_definitions(snapshot / DEFINITIONS),
        "mandate": terms.mandate,
        "language": str(terms.language),
        "bom": terms.bom,
        "k": K,
        "versions": versions(),
    }


def _digest_of_definitions(folder: Path) -> str:
    """Return one digest over all definitions, by their names in order."""
    lines = [f"{digest_file(path)}  {path.name}\n" for path in sorted(folder.glob("*.sql"))]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _tables(
    snapshot: Path, folder: Path, found: dict[str, Any], facts: dict[str, Any], key: bytes
) -> tuple[list[Written], dict[str, Generalised]]:
    bench = open_tables(snapshot, at=datetime.fromisoformat(facts["as_of"]))
    try:
        prepare(bench, pack_key(key, digest=facts["digest"], mandate=facts["mandate"]))
        done = {
            "registrations and attendance": generalise(bench, PERSONS, k=K),
            "survey": generalise(bench, RESPONSES, k=K),
        }
        written = [
            write_sheet(folder, sheet, rows, bom=facts["bom"])
            for sheet, rows in sheets(bench, found, k=K)
        ]
    finally:
        bench.close()
    return written, done


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), ALWAYS)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, path.read_bytes(), compresslevel=6)
