"""The blueprint of the front, and what its pages have in common."""

from datetime import UTC, datetime, time, timedelta

from flask import Blueprint

from webinars.desk.queries.programme import ReadSeries, read_programme
from webinars.desk.sights.programme import next_change
from webinars.desk.sights.sittings import SeatsById
from webinars.programme.models import Webinar
from webinars.registrations.queries import seats_of
from webinars.web.keeping import until
from webinars.web.readers import reader
from webinars.web.requests import db, now

bp = Blueprint("front", __name__)


def programme_as_read() -> list[ReadSeries]:
    """Return the programme for this reader; the kept page ends when the clock changes it.

    At the latest at midnight UTC, as the present series is found by the day.
    """
    programme = read_programme(db(), language=reader().language)
    until(next_change(programme, now()))
    until(datetime.combine(now().date() + timedelta(days=1), time(), UTC))
    return programme


def seats_ahead(webinar: Webinar) -> SeatsById:
    """Return the seats of the sittings that are still to come, in one query."""
    ahead = [sitting for sitting in webinar.sittings if sitting.ends_at > now()]
    return seats_of(db(), sittings=ahead)
