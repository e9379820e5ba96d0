"""What the worker does for the archive by itself."""

from datetime import datetime

from webinars.database.unit import Bind, unit_of_work
from webinars.recordings.operations import forget_visitors
from webinars.recordings.operations.telling import post_ready


def forget_past_visitors(engine: Bind, now: datetime) -> None:
    """Overwrite who watched on days that are over; the numbers stay."""
    with unit_of_work(engine) as db:
        forget_visitors(db, now=now)


def tell_ready(engine: Bind, now: datetime) -> None:
    """Post every letter about a recording that is ready, in batches."""
    while True:
        with unit_of_work(engine) as db:
            if not post_ready(db, now=now):
                return
