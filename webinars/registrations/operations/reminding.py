"""Reminders: posted once for each start, when they are due and still of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.outbox.operations import Reader, post_to_many
from webinars.programme.models import Sitting
from webinars.registrations.operations.places import give_on, hold
from webinars.registrations.queries import (
    due_for_reminder,
    sittings_to_remind_of,
    sittings_with_queue,
)
from webinars.registrations.rules import REMINDERS, Reminder

BATCH = 500
"""Letters posted in one transaction at most, so that the write lock is soon free again."""


@dataclass(frozen=True)
class Mark:
    """How far one round of reminders has come."""

    reminder: int = 0
    sitting: int = 0
    registration: int = 0

    def within(self, reminder: int, sitting: Sitting) -> int:
        """Return after which registration of the sitting to go on."""
        same = (reminder, sitting.id) == (self.reminder, self.sitting)
        return self.registration if same else 0


START = Mark()


def post_reminders(db: Db, *, now: datetime, after: Mark = START) -> Mark | None:
    """Post the reminders that are due and were not posted before, at most a batch.

    What was posted is known by its letter, so a repeat posts nothing twice.

    Args:
        after: where the batch before ended.

    Returns:
        Where this batch ended; None when nothing more is due.
    """
    left = BATCH
    for number, reminder in enumerate(REMINDERS):
        if number < after.reminder:
            continue
        for sitting in sittings_to_remind_of(db, reminder=reminder, now=now):
            begin = after.within(number, sitting)
            due = due_for_reminder(db, sitting=sitting, reminder=reminder, after=begin, limit=left)
            _remind(db, reminder, sitting, due, now=now)
            left -= len(due)
            if not left:
                return Mark(number, sitting.id, due[-1].id)
    return None


def give_free_places(db: Db, *, now: datetime) -> int:
    """Give on what a larger capacity, or its end, has freed; return how many places."""
    waited_for = sittings_with_queue(db, now=now)
    hold(db, sittings={twin for one in waited_for for twin in one.webinar.sittings})
    return sum(give_on(db, sitting=sitting, freed=None, now=now) for sitting in waited_for)


def _remind(
    db: Db, reminder: Reminder, sitting: Sitting, due: Sequence[Any], *, now: datetime
) -> None:
    readers = [
        Reader(row.address, row.name, row.language, row.zone, row.about, row.revision)
        for row in due
    ]
    post_to_many(
        db,
        kind=reminder.kind,
        readers=readers,
        now=now,
        valid_until=sitting.starts_at,
        urgent=reminder.urgent,
    )
