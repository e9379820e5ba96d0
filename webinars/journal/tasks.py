"""The sealer, as the worker runs it."""

from datetime import datetime

from webinars.database.unit import Bind, unit_of_work
from webinars.journal.operations import seal


def seal_all(engine: Bind, now: datetime) -> None:  # noqa: ARG001  (a regular task is given the moment)
    """Chain every entry that waits, in batches."""
    while True:
        with unit_of_work(engine) as db:
            if not seal(db):
                return
