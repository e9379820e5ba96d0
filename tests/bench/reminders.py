"""`python -m tests.bench.reminders DATABASE MOMENT`: post what is due; print seconds and peak."""

import gc
import sys
import time
from datetime import datetime
from pathlib import Path

from webinars.app.building import COLLECTED_AFTER
from webinars.app.models import Model
from webinars.database.engine import open_engine
from webinars.registrations.tasks import remind


def main() -> None:
    gc.set_threshold(*COLLECTED_AFTER)  # as in the worker: else nothing is collected at all
    database, moment = sys.argv[1], datetime.fromisoformat(sys.argv[2])
    assert Model.metadata.tables
    engine = open_engine(database)
    began = time.perf_counter()
    remind(engine, moment)
    taken = time.perf_counter() - began
    print(f"{taken:.3f} {_peak()}")  # noqa: T201  (the row reads it)


def _peak() -> int:
    """Return this program's own peak in kilobytes; `getrusage` would count who started it too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main()
