"""The sealer, as the worker runs it, and when the worker steps back."""

from datetime import datetime

from webinars.database.unit import Bind, reading, unit_of_work
from webinars.journal.operations import seal
from webinars.journal.queries import has_unsealed, is_rush


def seal_waiting(engine: Bind) -> bool:
    """Chain a batch of the entries that wait; say whether there were any.

    Looks before it writes, so that an idle worker takes no write lock.
    """
    with reading(engine) as db:
        if not has_unsealed(db):
            return False
    with unit_of_work(engine) as db:
        return seal(db) > 0


def in_a_rush(engine: Bind, now: datetime) -> bool:
    """Say whether many people change things just now: letters and seals can wait for them."""
    with reading(engine) as db:
        return is_rush(db, now=now)
