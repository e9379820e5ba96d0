"""Writing the folder of a snapshot: tables, definitions, figures, and the seal over all."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from webinars.database import Db
from webinars.evaluation.files import FIGURES, SERIES
from webinars.evaluation.files.describing import write_codebook, write_package, write_readme
from webinars.evaluation.files.sealing import manifest_of, settle_on_disk, write_seal
from webinars.evaluation.files.workbook import write_workbook
from webinars.evaluation.files.writing import (
    write_derived,
    write_json,
    write_parquet,
    write_table,
)
from webinars.evaluation.indicators import (
    ROOMY,
    TIGHT,
    as_json,
    open_bench,
    open_tables,
    series_in,
    write_definitions,
    write_narrowing,
)
from webinars.evaluation.tables import DERIVED, TABLES
from webinars.evaluation.tables.shape import Shape
from webinars.kernel.tokens import Keyring

LEAST = "80MB"
"""Of memory for writing a table as Parquet, while Python reads the next one."""


def write_snapshot(
    db: Db,
    folder: Path,
    keyring: Keyring,
    facts: Mapping[str, Any],
    chain: Mapping[str, Any],
) -> str:
    """Write a snapshot into `folder`, make it last, and return the digest of its seal.

    Args:
        db: reads all tables as at one moment.
        facts: of the cut: sequence, entry, hash, moment, versions of the programs.
        chain: the snapshot before this one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = {}
    with twice(folder) as once_more:
        for table in TABLES:
            rows[table.name] = write_table(folder, table, table.rows(db, keyring))
            once_more(table)
    return complete(folder, rows, facts, chain)


def complete(
    folder: Path, rows: dict[str, int], facts: Mapping[str, Any], chain: Mapping[str, Any]
) -> str:
    """Add to the tables in `folder` what follows from them, and the seal; return its digest.

    Args:
        rows: how many rows each table has.
    """
    at = datetime.fromisoformat(facts["as_of"])
    write_definitions(folder, at=at)
    figures = _computed(folder, rows, at)
    write_json(folder / FIGURES, figures)
    _write_apart(folder, at)
    write_codebook(folder)
    write_package(folder, cut=facts["cut"])
    several = series_in(folder)
    write_readme(folder, cut=facts["cut"], as_of=facts["as_of"], series=several)
    write_workbook(folder, figures["figures"], rows)
    digest = write_seal(folder, manifest=manifest_of(folder, rows, facts), chain=chain)
    settle_on_disk(folder)
    return digest


def _write_apart(folder: Path, at: datetime) -> None:
    """Write the figures of each series, where there are several: of one they are those of all."""
    several = series_in(folder)
    if len(several) < 2:
        return
    for series in several:
        write_narrowing(folder, series, at=at)
        write_json(folder / SERIES / series / FIGURES, _within(folder, at, series))


def _within(folder: Path, at: datetime, series: str) -> dict[str, Any]:
    def compute(memory: str) -> dict[str, Any]:
        with closing(open_tables(folder, at=at, memory=memory, series=series)) as bench:
            return as_json(bench, folder)

    return _roomily(compute)


@contextmanager
def twice(folder: Path) -> Iterator[Callable[[Shape], None]]:
    """Write a table as Parquet beside its CSV, while the next one is read; all are there after."""
    bench = open_bench(folder, memory=LEAST)
    with closing(bench), ThreadPoolExecutor(1) as hand:
        asked: list[Future[None]] = []
        yield lambda table: asked.append(hand.submit(write_parquet, bench, folder, table))
        for one in asked:
            one.result()


def _computed(folder: Path, rows: dict[str, int], at: datetime) -> dict[str, Any]:
    """Compute the populations, keep the derived tables, and return the figures."""

    def compute(memory: str) -> dict[str, Any]:
        with closing(open_tables(folder, at=at, memory=memory)) as bench:
            for table in DERIVED:
                rows[table.name] = write_derived(bench, folder, table)
            return as_json(bench, folder)

    return _roomily(compute)


def _roomily(compute: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """Compute within little memory, and within more where that is not enough.

    What must be held at once grows with the persons: with very many of them more is taken.
    """
    import duckdb  # noqa: PLC0415  (65 MB that no web process needs)

    try:
        return compute(TIGHT)
    except duckdb.OutOfMemoryException:
        return compute(ROOMY)
