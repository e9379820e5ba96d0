"""Letters that the end of a series makes false: who closes it takes them back."""

from datetime import datetime

from webinars.database import Db
from webinars.feedback import letters as asking
from webinars.outbox.operations import count_waiting, count_withdrawn, withdraw
from webinars.privacy.queries import spoken_of
from webinars.programme import letters as appearing
from webinars.programme.models import Series
from webinars.registrations import letters as registering

FALSE = (
    registering.INVITATION,
    registering.AWAITING,
    registering.WAITING,
    registering.DRAWN,
    registering.OFFER,
    registering.OFFER_EXPIRED,
    registering.REMINDER_WEEK,
    registering.JOINING,
    registering.REMINDER_DAY,
    registering.REMINDER_HOUR,
    appearing.INVITATION,
    appearing.REMINDER,
    appearing.CHANGED,
    *asking.KINDS,
)
"""Kinds that ask somebody to register, to come, to take a place or to answer. What tells of
something done, such as a cancellation or a certificate, is true afterwards too."""


def count_false(db: Db, *, series: Series) -> int:
    """Count the letters that closing `series` would take back."""
    return count_waiting(db, about=spoken_of(series), kinds=FALSE)


def withdraw_false(db: Db, *, series: Series, now: datetime) -> int:
    """Take back what is false of a series that was closed at `now`; return how many letters.

    Asked again, after a crash, it counts what was taken back before too.
    """
    withdraw(db, about=spoken_of(series), now=now, kinds=FALSE)
    return count_withdrawn(db, about=spoken_of(series), at=now, kinds=FALSE)
