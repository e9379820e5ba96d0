"""Verifying a snapshot from its files alone: every digest, and every figure computed again."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webinars.evaluation.files import CHAIN, DEFINITIONS, FIGURES, MANIFEST, PART, SEAL
from webinars.evaluation.files.sealing import contents, digest_file, seal_text
from webinars.evaluation.files.writing import quoted, read_csv
from webinars.evaluation.indicators import as_json, columns_of, figures_apart, open_tables
from webinars.evaluation.tables import DERIVED, EVERY, Shape
from webinars.evaluation.tables.shape import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DIGEST = re.compile(r"[0-9a-f]{64}")
NEEDED = (MANIFEST, CHAIN, SEAL)
SHOWN = 20
"""Figures named at most; the rest is counted."""


@dataclass(frozen=True)
class Verdict:
    differences: tuple[str, ...]
    """A sentence each, with the file or figure that differs."""
    digest: str | None
    """Of the seal: the one to compare with the mailed one. None where there is no seal."""
    notes: tuple[str, ...] = ()
    """What is no difference, and good to know."""

    @property
    def identical(self) -> bool:
        return not self.differences


def verify_folder(folder: Path, *, digest: str | None = None) -> Verdict:
    """Compute every digest and figure of the snapshot in `folder` again, from its files alone.

    Args:
        digest: the one that was mailed, to compare with.
    """
    if folder.name.endswith(PART):  # killed after its seal was written, before it was on disk
        return Verdict((f"{folder.name}: was never finished",), None)
    absent = [f"{name}: is missing" for name in NEEDED if not (folder / name).is_file()]
    if absent:
        return Verdict(tuple(absent), None)
    found = digest_file(folder / SEAL)
    differences = [*_of_seal(folder, found, digest), *_of_files(folder)]
    if not differences:  # what was changed is not run
        differences += _computed(folder)
    return Verdict(tuple(differences), found, tuple(_of_versions(folder)))


def _of_seal(folder: Path, found: str, mailed: str | None) -> Iterator[str]:
    wanted = seal_text(folder)
    there = (folder / SEAL).read_bytes()
    if there != wanted.encode():
        for line in wanted.splitlines():
            if line.encode() not in there:
                yield f"{line.split()[1]}: is not the one whose digest {SEAL} holds"
        yield f"{SEAL}: does not hold the digests of {MANIFEST} and {CHAIN}"
    if mailed is not None and found != mailed.strip().lower():
        yield f"{SEAL}: its digest is {found}, and not {mailed}"
    yield from _of_chain(folder)


def _of_chain(folder: Path) -> Iterator[str]:
    manifest, chain = _read(folder / MANIFEST), _read(folder / CHAIN)
    if manifest is None or not isinstance(manifest.get("files"), list):
        yield f"{MANIFEST}: cannot be read"
    if chain is None or "previous" not in chain:
        yield f"{CHAIN}: cannot be read"
    elif chain["previous"] is not None and not DIGEST.fullmatch(str(chain["previous"])):
        yield f"{CHAIN}: its previous digest is none"
    elif manifest is not None and chain.get("cut") != manifest.get("cut"):
        yield f"{CHAIN}: is of another cut than {MANIFEST}"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _of_files(folder: Path) -> Iterator[str]:
    """Compare every file with the manifest: changed, missing, and of which it says nothing."""
    manifest = _read(folder / MANIFEST)
    if manifest is None or not isinstance(manifest.get("files"), list):
        return
    told = {str(one.get("path")): one for one in manifest["files"] if isinstance(one, dict)}
    there = dict(contents(folder))
    for name in sorted(told.keys() - there.keys()):
        yield f"{name}: is missing"
    for name in sorted(there.keys() - told.keys()):
        yield f"{name}: is not in {MANIFEST}"
    for name in sorted(told.keys() & there.keys()):
        if digest_file(there[name]) != told[name].get("sha256"):
            yield f"{name}: was changed"


def _computed(folder: Path) -> list[str]:
    """Run the snapshot's own definitions; whoever forged them gets nothing but the folder."""
    import duckdb  # noqa: PLC0415  (65 MB that no web process needs)

    try:
        at = datetime.fromisoformat(str((_read(folder / MANIFEST) or {}).get("as_of")))
        bench = open_tables(folder, at=at)
        try:
            found = [*_of_tables(bench, folder), *_of_figures(bench, folder, folder / FIGURES)]
        finally:
            bench.close()
        return [*found, *_of_series(folder, at)]
    except (duckdb.Error, OSError, ValueError, KeyError) as fault:
        return [f"{DEFINITIONS}: cannot be run: {str(fault).splitlines()[0]}"]


def _of_tables(bench: "DuckDBPyConnection", folder: Path) -> Iterator[str]:
    """Compare each table's CSV with its Parquet, and the derived ones with what is computed."""
    for table in EVERY:
        if not any((folder / f"{table.name}.{end}").is_file() for end in ("csv", "parquet")):
            continue  # an earlier program did not write it; else the manifest names what is missing
        columns = _columns(bench, folder, table)
        written = read_csv(folder / f"{table.name}.csv", columns)
        if not _alike(bench, written, _kept(folder, table.name, columns)):
            yield f"{table.name}.parquet: holds other rows than {table.name}.csv"
    for table in DERIVED:
        columns = _columns(bench, folder, table)
        names = ", ".join(column.name for column in columns)
        kept = _kept(folder, table.name, columns)
        if not _alike(bench, f"SELECT {names} FROM {table.name}", kept):  # noqa: S608  (names of ours)
            yield f"{table.name}.csv: is not what the other tables give"


def _columns(bench: "DuckDBPyConnection", folder: Path, table: Shape) -> list[Column]:
    """Return the columns that the snapshot has: an earlier program may have written fewer."""
    there = columns_of(bench, folder, table.name)
    return [column for column in table.columns if column.name in there]


def _kept(folder: Path, name: str, columns: Iterable[Column]) -> str:
    names = ", ".join(column.name for column in columns)
    return f"SELECT {names} FROM read_parquet({quoted(folder / f'{name}.parquet')})"  # noqa: S608  (names of ours)


def _alike(bench: "DuckDBPyConnection", one: str, other: str) -> bool:
    apart = f"(({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one}))"
    return bench.execute(f"SELECT count(*) FROM {apart}").fetchone() == (0,)  # noqa: S608  (ours)


def _of_series(folder: Path, at: datetime) -> Iterator[str]:
    """Compute the figures of every series again, where the snapshot holds several."""
    for series, path in figures_apart(folder):
        bench = open_tables(folder, at=at, series=series)
        try:
            yield from _of_figures(bench, folder, path)
        finally:
            bench.close()


def _of_figures(bench: "DuckDBPyConnection", folder: Path, path: Path) -> Iterator[str]:
    """Compare the figures in the file `path` with what the definitions give on `bench`."""
    file = path.relative_to(folder).as_posix()
    again = json.loads(json.dumps(as_json(bench, folder), default=str))
    kept = json.loads(path.read_text(encoding="utf-8"))
    for part in again:
        if part != "figures" and again[part] != kept.get(part):
            yield f"{file}: {part} differ"
    ours, theirs = ({_name(one): one for one in found["figures"]} for found in (again, kept))
    apart = [
        name
        for name in ours.keys() | theirs.keys()
        if ours.get(name) != theirs.get(name) and (name in theirs or not _is_na(ours[name]))
    ]
    for name in sorted(apart)[:SHOWN]:
        yield f"{file}: indicator {name} is computed as {_words(ours.get(name))}"
    if len(apart) > SHOWN:
        yield f"{file}: and {len(apart) - SHOWN} figures more"


def _is_na(figure: dict[str, Any]) -> bool:
    """Say whether nobody was counted: an earlier program left such a webinar out."""
    return figure["value"] is None and not figure["d"] and figure["by"] == "webinar"


def _words(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "nothing"
    return f"{figure['value']} ({figure['n']} of {figure['d']})"


def _name(figure: dict[str, Any]) -> str:
    where = f" by {figure['by']} {figure['key']}" if figure["by"] else ""
    return f"{figure['indicator']} {figure['measure']}{where}"


def _of_versions(folder: Path) -> Iterator[str]:
    """Name programs of other versions: another DuckDB may round the last digit otherwise."""
    manifest = _read(folder / MANIFEST) or {}
    for name, wrote in dict(manifest.get("versions") or {}).items():
        if wrote != version(name):
            yield f"{name} is {version(name)} here and was {wrote} when the snapshot was taken"
