"""A snapshot of very many registrations beside bare dumps of the same tables, and its figures.

Each runs in a process of its own, which tells how long it took and how much
memory it held at most.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import delete

from tests.bench.evidence import fill_evidence
from tests.bench.house import House
from tests.bench.measuring import Pair, Turns
from tests.bench.table import Row, seconds
from tests.servers.programs import ROOT, environment
from webinars.database.engine import open_engine
from webinars.evaluation.models import Snapshot

DUMPED = ("registration", "connection", "feedback_response", "feedback_answer")
MOST_MEMORY = 256
MOST_SECONDS = 5.0
MEGABYTE = 1024

DUMP = """
import csv, sys
from webinars.database.engine import open_engine
connection = open_engine(DATABASE).connect()
driver = connection.connection.driver_connection
for table in TABLES:
    with open(FOLDER + "/" + table + ".csv", "w", newline="") as file:
        if connection.dialect.name == "sqlite":
            csv.writer(file).writerows(driver.execute("SELECT * FROM " + table))
        else:
            with driver.cursor().copy("COPY " + table + " TO STDOUT (FORMAT csv)") as copy:
                for piece in copy:
                    file.write(bytes(piece).decode())
"""

TAKE = """
from pathlib import Path
from webinars.database.engine import open_engine
from webinars.evaluation.operations import Place, take_snapshot
from webinars.kernel.clock import system_clock
from webinars.kernel.tokens import Keyring
idle()
place = Place(Path(FOLDER), Keyring(b"bench" * 8))
take_snapshot(open_engine(DATABASE), place, by="bench", now=system_clock())
"""

COMPUTE = """
import json
from datetime import datetime
from pathlib import Path
from webinars.evaluation.indicators import as_json, open_tables
folder = Path(FOLDER)
at = datetime.fromisoformat(json.loads((folder / "manifest.json").read_text())["as_of"])
idle()
as_json(open_tables(folder, at=at), folder)
"""

TELL = """
import json, resource, time
def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began, before = time.perf_counter(), resident()
def idle():
    global began, before
    began, before = time.perf_counter(), resident()
{program}
print(json.dumps([time.perf_counter() - began, resident() - before]))
"""


def evidence(house: House, turns: Turns) -> Iterator[Row]:
    count = house.more
    work = f"{count:,} registrations with what follows"
    with tempfile.TemporaryDirectory(prefix="webinars-evidence-") as name:
        folder = Path(name)
        database = house.another("evidence")
        fill_evidence(database, registrations=count)
        taken, memory, figures = Pair([], []), 0.0, []
        for turn in range(1, min(turns.rounds, 3) + 1):
            (folder / f"dump{turn}").mkdir()
            taken.reference.append(_run(DUMP, database, folder / f"dump{turn}")[0])
            snapshots = folder / f"snapshots{turn}"
            took, held = _run(TAKE, database, snapshots)
            taken.product.append(took)
            memory = max(memory, held / MEGABYTE)
            (cut,) = snapshots.iterdir()
            figures.append(_run(COMPUTE, database, cut)[0])
            _forget(database)
    yield seconds(f"snapshot of {work}", taken, 3)
    yield Row(
        "memory of that above idle",
        f"{memory:.0f} MB",
        "",
        None,
        f"≤ {MOST_MEMORY} MB",
        memory <= MOST_MEMORY,
    )
    best = sorted(figures)[len(figures) // 2]
    yield Row(
        f"all indicators of {work}",
        f"{best:.2f} s",
        "",
        None,
        f"≤ {MOST_SECONDS:g} s",
        best <= MOST_SECONDS,
    )


def _run(program: str, database: str, folder: Path) -> tuple[float, float]:
    """Return seconds, and kilobytes above idle, of a program that runs alone."""
    given = f"DATABASE, FOLDER, TABLES = {database!r}, {str(folder)!r}, {DUMPED!r}\n"
    words = [sys.executable, "-c", given + TELL.format(program=program)]
    said = subprocess.run(
        words, cwd=ROOT, env=environment(None, ""), check=True, capture_output=True, text=True
    )
    took, held = json.loads(said.stdout.splitlines()[-1])
    return float(took), float(held)


def _forget(database: str) -> None:
    """Let the next turn take the same cut anew."""
    engine = open_engine(database)
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(delete(Snapshot))
    engine.dispose()
