"""The programme month by month, and one series with its mandate."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webinars.desk.front.door import bp, programme_as_read
from webinars.desk.queries.programme import ReadSeries
from webinars.desk.queries.recordings import published_recordings
from webinars.desk.sights.programme import SeriesSight, by_webinar, next_read, series_sight
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series
from webinars.programme.queries import slug_leads_to
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.readers import reader, said_here
from webinars.web.requests import db, now


@bp.get("/programme")
@public
@kept
def programme() -> ResponseReturnValue:
    sights = _sights(programme_as_read())
    return render_template(
        "desk/programme.html",
        programme=sights,
        zone=reader().zone,
        demonstration=any(one.demonstration for one in sights),
    )


@bp.get("/series/<slug>")
@public
@kept
def series(slug: str) -> ResponseReturnValue:
    read = programme_as_read()
    closed = next((one.series.moved_to for one in read if one.series.slug == slug), "")
    if closed:
        return redirect(closed, 301)
    found = [one for one in _sights(read) if one.slug == slug]
    if not found:
        return _moved(slug)
    return render_template(
        "desk/series.html",
        series=found[0],
        zone=reader().zone,
        demonstration=found[0].demonstration,
    )


def _sights(programme: list[ReadSeries]) -> list[SeriesSight]:
    recorded, coming = by_webinar(published_recordings(db())), next_read(programme, now())
    return [
        series_sight(one, recorded, coming=coming, zone=reader().zone, now=now())
        for one in programme
    ]


def _moved(slug: str) -> ResponseReturnValue:
    leads_to = slug_leads_to(db(), slug=slug)
    if not isinstance(leads_to, Series):
        raise NotFound
    return redirect(url_for("front.series", slug=leads_to.slug, **said_here()), 301)
