"""What the worker does by itself for the programme."""

from datetime import datetime

from webinars.database.unit import Bind, unit_of_work
from webinars.programme.operations import remind_silent


def remind_appearances(engine: Bind, now: datetime) -> None:
    """Remind those who were asked to appear and have not answered."""
    with unit_of_work(engine) as db:
        remind_silent(db, now=now)
