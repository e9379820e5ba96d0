"""What comes in from outside: materials, and calendars of others."""

from webinars.programme.imports.calendars import ReadCalendar, read_calendar
from webinars.programme.imports.materials import ACCEPTED, LONGEST, Sent, take_material

__all__ = ["ACCEPTED", "LONGEST", "ReadCalendar", "Sent", "read_calendar", "take_material"]
