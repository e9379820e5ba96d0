"""Reminders: posted once for each start, when they are due and still of use."""

from datetime import datetime

from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.registrations.letters import REMINDER_HOUR
from webinars.registrations.operations.places import give_on, hold
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import (
    due_for_reminder,
    sittings_to_remind_of,
    sittings_with_queue,
)
from webinars.registrations.rules import REMINDERS, Reminder

BATCH = 500
"""Letters posted in one transaction at most, so that the write lock is soon free again."""


def post_reminders(db: Db, *, now: datetime) -> int:
    """Post the reminders that are due and were not posted before; return how many, at most a batch.

    What was posted is known by its letter, so a repeat posts nothing twice.
    """
    posted = 0
    for reminder in REMINDERS:
        for sitting in sittings_to_remind_of(db, reminder=reminder, now=now):
            posted += _remind(db, reminder, sitting, now=now, limit=BATCH - posted)
    return posted


def give_free_places(db: Db, *, now: datetime) -> int:
    """Give on what a larger capacity, or its end, has freed; return how many places."""
    waited_for = sittings_with_queue(db, now=now)
    hold(db, sittings=waited_for)
    return sum(give_on(db, sitting=sitting, freed=None, now=now) for sitting in waited_for)


def _remind(db: Db, reminder: Reminder, sitting: Sitting, *, now: datetime, limit: int) -> int:
    due = due_for_reminder(db, sitting=sitting, reminder=reminder, limit=limit)
    for registration in due:
        tell(
            db,
            registration=registration,
            kind=reminder.kind,
            now=now,
            valid_until=sitting.starts_at,
            urgent=reminder.kind == REMINDER_HOUR,
        )
    return len(due)
