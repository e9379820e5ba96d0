"""What the worker does by itself: reminders, and places that a larger capacity has freed."""

from datetime import datetime

from webinars.database.unit import Bind, unit_of_work
from webinars.registrations.operations import give_free_places, post_reminders


def remind(engine: Bind, now: datetime) -> None:
    """Post every reminder that is due, in batches."""
    while True:
        with unit_of_work(engine) as db:
            if not post_reminders(db, now=now):
                return


def give_places(engine: Bind, now: datetime) -> None:
    """Give on the places that became free without anybody cancelling."""
    with unit_of_work(engine) as db:
        give_free_places(db, now=now)
