"""The first page: the next webinar, when for the reader, and one clear action."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webinars.desk.front.door import bp, programme_as_read, seats_ahead
from webinars.desk.queries.recordings import published_recordings
from webinars.desk.sights.programme import home_sight, next_read
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/")
@public
@kept
def home() -> ResponseReturnValue:
    programme = programme_as_read()
    coming = next_read(programme, now())
    sight = home_sight(
        programme,
        published_recordings(db()),
        coming=coming,
        seats=seats_ahead(coming.webinar) if coming else {},
        zone=reader().zone,
        now=now(),
    )
    demonstration = sight.series is not None and sight.series.demonstration
    return render_template(
        "desk/home.html", home=sight, zone=reader().zone, demonstration=demonstration
    )
