"""`python -m tests.bench.reminders DATABASE MOMENT`: post what is due; print seconds and peak."""

import gc
import resource
import sys
import time
from datetime import datetime

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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes
    print(f"{taken:.3f} {peak}")  # noqa: T201  (the row reads it)


if __name__ == "__main__":
    main()
