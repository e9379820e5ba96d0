"""Digests: of every file in the manifest, of the snapshot before in the chain, of both."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from webinars.evaluation.files import CHAIN, MANIFEST, SEAL
from webinars.evaluation.files.writing import write_json


def digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file below `folder` by its relative name, but manifest, chain and seal."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in {MANIFEST, CHAIN, SEAL}:
            yield name, path


def manifest_of(folder: Path, rows: Mapping[str, int], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return path, bytes, rows and SHA-256 of every file, beside the facts of the cut."""
    files = [
        {
            "path": name,
            "bytes": path.stat().st_size,
            "rows": rows.get(path.stem) if path.suffix in {".csv", ".parquet"} else None,
            "sha256": digest_file(path),
        }
        for name, path in contents(folder)
    ]
    return {**facts, "files": files}


def seal_text(folder: Path) -> str:
    """Return what `manifest.sha256` must hold, in the form that `sha256sum -c` reads."""
    return "".join(f"{digest_file(folder / name)}  {name}\n" for name in (MANIFEST, CHAIN))


def write_seal(folder: Path, *, manifest: object, chain: object) -> str:
    """Write manifest, chain and seal of a folder that is else whole; return the seal's digest."""
    write_json(folder / MANIFEST, manifest)
    write_json(folder / CHAIN, chain)
    (folder / SEAL).write_text(seal_text(folder), encoding="utf-8")
    return digest_file(folder / SEAL)


def settle_on_disk(folder: Path) -> None:
    """Make sure that every file below `folder`, and its name, survive a power cut."""
    for path in [*folder.rglob("*"), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
