"""A snapshot of very many registrations beside bare dumps of the same tables, and its figures.

Each runs in a process of its own, which tells how long it took and how much
memory it held at most.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete, select

from tests.bench.evidence import fill_evidence
from tests.bench.house import House
from tests.bench.measuring import Pair, Turns
from tests.bench.rows.queries import counted
from tests.bench.table import Row, seconds, statements
from tests.servers.programs import ROOT, environment
from webinars.attendance.queries import participation
from webinars.database.engine import open_engine
from webinars.database.unit import reading
from webinars.evaluation.models import Snapshot
from webinars.programme.models import Webinar

DUMPED = ("registration", "connection", "feedback_response", "feedback_answer")
MOST_MEMORY = 256
MOST_SECONDS = 5.0
LIST = 14
"""Statements of an attendance list, its webinar and series among them, however long it is."""
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
from webinars.attendance.queries import participation
from webinars.database.engine import open_engine
from webinars.database.unit import reading
from webinars.evaluation.operations import Place, take_snapshot
from webinars.kernel.clock import system_clock
from webinars.kernel.tokens import Keyring
idle()
place = Place(Path(FOLDER), Keyring(b"bench" * 8))
take_snapshot(open_engine(DATABASE), place, by="bench", now=system_clock())
"""

BY_HAND = """
CREATE VIEW c AS SELECT * FROM read_parquet('{folder}/connections.parquet');
CREATE VIEW r AS SELECT * FROM read_parquet('{folder}/registrations.parquet');
CREATE VIEW a AS SELECT * FROM read_parquet('{folder}/answers.parquet');
CREATE VIEW w AS SELECT sitting, coalesce(actual_start, starts_at) AS opens,
  coalesce(actual_end, ends_at) AS closes FROM read_parquet('{folder}/sittings.parquet');
CREATE TABLE island AS SELECT webinar, sitting, person, min(b) AS b, max(e) AS e FROM (
  SELECT *, sum(fresh::INT) OVER (PARTITION BY sitting, person ORDER BY b, e) AS number FROM (
    SELECT *, coalesce(b > max(e) OVER (PARTITION BY sitting, person ORDER BY b, e
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS fresh FROM (
        SELECT webinar, sitting, person, greatest(joined_at, opens) AS b,
          least(coalesce(left_at, closes), closes) AS e FROM c JOIN w USING (sitting)) WHERE b < e))
  GROUP BY webinar, sitting, person, number;
CREATE TABLE stay AS SELECT webinar, sitting, person, sum(date_diff('second', b, e)) AS seconds
  FROM island GROUP BY ALL;
SELECT webinar, count(*), count(seconds), count(*) FILTER (WHERE seconds >= 300), median(seconds)
  FROM r LEFT JOIN stay USING (webinar, person) GROUP BY ALL;
SELECT state, language, gender, count(*), count(seconds), avg(seconds)
  FROM r LEFT JOIN stay USING (webinar, person)
  GROUP BY GROUPING SETS ((state), (language), (gender));
SELECT sitting, max(persons) FROM (SELECT sitting,
  sum(n) OVER (PARTITION BY sitting ORDER BY moment, n) AS persons FROM (
    SELECT sitting, b AS moment, 1 AS n FROM island
    UNION ALL SELECT sitting, e, -1 FROM island)) GROUP BY sitting;
SELECT sitting, minute, count(*) FROM island JOIN w USING (sitting), range(0, 120) m(minute)
  WHERE b <= opens + to_minutes(minute) AND e > opens + to_minutes(minute) GROUP BY ALL;
SELECT question, value, count(*) FROM a GROUP BY ALL;
"""

COMPUTE_BY_HAND = """
import duckdb
statements = BY_HAND.replace("{folder}", FOLDER).split(";")
idle()
bench = duckdb.connect(config={"threads": 2})
for statement in filter(str.strip, statements):
    bench.execute(statement).fetchall()
"""

COMPUTE_PEAK = """
import json
from datetime import datetime
from pathlib import Path
from webinars.evaluation.indicators import open_tables
from webinars.evaluation.indicators.definitions import definitions
folder = Path(FOLDER)
at = datetime.fromisoformat(json.loads((folder / "manifest.json").read_text())["as_of"])
told = [one for one in definitions(folder / "definitions") if one.indicator in (6, 7)]
idle()
bench = open_tables(folder, at=at)
for one in told:
    bench.execute(one.query).fetchall()
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
import json, time
def resident():  # its own peak in kilobytes; getrusage would count who started it too
    return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
began, before = time.perf_counter(), resident()
def idle():
    global began, before
    began, before = time.perf_counter(), resident()
{program}
print(json.dumps([time.perf_counter() - began, resident() - before]))
"""


@dataclass
class Taken:
    """What the turns took: snapshots, all figures, and the two that sweep every connection."""

    snapshot: Pair = field(default_factory=lambda: Pair([], []))
    figures: Pair = field(default_factory=lambda: Pair([], []))
    sweeps: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def evidence(house: House, turns: Turns) -> Iterator[Row]:
    count, database = house.more, house.another("evidence")
    fill_evidence(database, registrations=count)
    yield _facts_of_one(database)
    taken = Taken()
    with tempfile.TemporaryDirectory(prefix="webinars-evidence-") as name:
        for turn in range(min(turns.rounds, 3)):
            _turn(database, Path(name) / str(turn), taken)
            _forget(database)
    work = f"{count:,} registrations with what follows"
    yield seconds(f"snapshot of {work}", taken.snapshot, 3)
    held, most = f"{taken.megabytes:.0f} MB", f"≤ {MOST_MEMORY} MB"
    yield Row("memory of that above idle", held, "", None, most, taken.megabytes <= MOST_MEMORY)
    yield _within(f"all indicators of {work}", taken.figures.product)
    yield seconds("the same beside a few queries written by hand", taken.figures, 1.5)
    yield _within(f"peak and drop-off of {3 * count:,} connections", taken.sweeps)


def _turn(database: str, folder: Path, taken: Taken) -> None:
    (folder / "dump").mkdir(parents=True)
    taken.snapshot.reference.append(_run(DUMP, database, folder / "dump")[0])
    took, held = _run(TAKE, database, folder / "snapshots")
    taken.snapshot.product.append(took)
    taken.megabytes = max(taken.megabytes, held / MEGABYTE)
    (cut,) = (manifest.parent for manifest in folder.glob("snapshots/*/manifest.json"))
    taken.figures.reference.append(_run(COMPUTE_BY_HAND, database, cut)[0])
    taken.figures.product.append(_run(COMPUTE, database, cut)[0])
    taken.sweeps.append(_run(COMPUTE_PEAK, database, cut)[0])
    shutil.rmtree(folder)


def _within(work: str, times: list[float]) -> Row:
    took = sorted(times)[len(times) // 2]
    return Row(work, f"{took:.2f} s", "", None, f"≤ {MOST_SECONDS:g} s", took <= MOST_SECONDS)


def _facts_of_one(database: str) -> Row:
    """Count the statements that tell of everybody in one webinar: a fixed number, however many."""
    engine = open_engine(database)
    with counted(engine) as sent, reading(engine) as db:
        facts = participation(db, webinar=db.scalars(select(Webinar).limit(1)).one())
    engine.dispose()
    return statements(f"attendance list of {len(facts):,} persons", sent, LIST)


def _run(program: str, database: str, folder: Path) -> tuple[float, float]:
    """Return seconds, and kilobytes above idle, of a program that runs alone."""
    given = f"DATABASE, FOLDER, TABLES = {database!r}, {str(folder)!r}, {DUMPED!r}\n"
    given += f"BY_HAND = {BY_HAND!r}\n"
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
