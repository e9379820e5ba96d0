"""What the worker does after a sitting: it thanks those who came."""

from datetime import datetime

from webinars.database.unit import Bind, unit_of_work
from webinars.live.operations.thanking import post_thanks


def thank(engine: Bind, now: datetime) -> None:
    """Post every letter of thanks that is due, in batches."""
    while True:
        with unit_of_work(engine) as db:
            if not post_thanks(db, now=now):
                return
