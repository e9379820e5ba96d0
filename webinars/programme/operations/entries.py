"""The calendar entry of a sitting: when its SEQUENCE rises."""

from datetime import datetime

from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import standing


def revise_entry(sitting: Sitting, *, now: datetime) -> None:
    """Say that time, venue, title or cancellation changed: calendars replace what they hold."""
    sitting.sequence += 1
    sitting.calendar_revised_at = now


def revise_entries(webinar: Webinar, *, now: datetime) -> None:
    """Revise the entries of the sittings that are not over and not cancelled."""
    for sitting in standing(webinar):
        if sitting.ends_at > now:
            revise_entry(sitting, now=now)
