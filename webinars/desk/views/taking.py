"""Registrations as a file: what the Secretariat takes away is noted before it leaves."""

from flask import Response
from flask.typing import ResponseReturnValue

from webinars.database.dumping import csv_of
from webinars.desk.queries.taking import registrations_to_take
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.journal.operations import record
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series, Webinar
from webinars.programme.queries import find_series
from webinars.web.access import Permission, needs, signed_in
from webinars.web.downloads import disposition
from webinars.web.requests import db, house, now, observe, settle

CSV = "text/csv; charset=utf-8"


@bp.get("/secretariat/webinars/<slug>/registrations.csv")
@needs(Permission.SCHEDULE)
def webinar_file(slug: str) -> ResponseReturnValue:
    return _file(the_webinar(slug))


@bp.get("/secretariat/series/<slug>/registrations.csv")
@needs(Permission.SCHEDULE)
def series_file(slug: str) -> ResponseReturnValue:
    series = find_series(db(), slug=slug)
    if series is None:
        raise NotFound
    return _file(series)


def _file(of: Webinar | Series) -> Response:
    """Send all registrations, as they are read; a journal entry says who took them."""
    engine, by, subject = house().engine, signed_in().public_id, of.public_id
    rows = registrations_to_take(of, dialect=engine.dialect.name)
    saved = disposition(f"{of.slug}-registrations.csv", saved=True)
    settle(keep=False)  # this request has read enough: the file has a transaction of its own
    kind = "registrations.take_away"
    with observe() as own:
        record(own, kind=kind, actor=by, subject=subject, now=now(), evidence=False)
    headers = {"Content-Disposition": saved}
    return Response(csv_of(engine, rows), content_type=CSV, headers=headers)
