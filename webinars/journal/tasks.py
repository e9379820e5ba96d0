"""The sealer, as the worker runs it."""

from webinars.database.unit import Bind, reading, unit_of_work
from webinars.journal.operations import seal
from webinars.journal.queries import has_unsealed


def seal_waiting(engine: Bind) -> bool:
    """Chain a batch of the entries that wait; say whether there were any.

    Looks before it writes, so that an idle worker takes no write lock.
    """
    with reading(engine) as db:
        if not has_unsealed(db):
            return False
    with unit_of_work(engine) as db:
        return seal(db) > 0
