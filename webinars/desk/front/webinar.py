"""The page of one webinar, and its preview before it is announced."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from webinars.desk.front.door import bp, seats_ahead
from webinars.desk.queries.parts import read_parts
from webinars.desk.queries.programme import Read, read_webinar
from webinars.desk.queries.recordings import published_recordings
from webinars.desk.sights.cities import city_sights
from webinars.desk.sights.recordings import recording_sight
from webinars.desk.sights.structured import events_of
from webinars.desk.sights.webinars import WebinarSight, webinar_sight
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Webinar
from webinars.programme.queries import slug_leads_to
from webinars.programme.rules import Phase, changes_after, phase_of, was_announced
from webinars.web.access import public
from webinars.web.keeping import kept, until
from webinars.web.readers import reader, said_here
from webinars.web.requests import db, house, now


@bp.get("/webinars/<slug>")
@public
@kept
def webinar(slug: str) -> ResponseReturnValue:
    read = read_webinar(db(), slug=slug, language=reader().language, now=now())
    if read is None:
        return _moved(slug)
    if not was_announced(read.webinar):
        raise NotFound
    if read.webinar.series.moved_to:
        return redirect(read.webinar.series.moved_to, 301)
    until(changes_after(read.webinar, now()))
    return page_of(read)


def page_of(read: Read, *, preview: bool = False) -> str:
    """Return the page of the webinar that was read, for this reader."""
    sight = _sight(read)
    cities = city_sights(sight.sittings, zone=reader().zone, language=reader().language)
    return render_template(
        "desk/webinar.html",
        webinar=sight,
        cities=cities,
        choices=[(city.zone, city.name) for city in cities],
        zone=reader().zone,
        preview=preview,
        is_public=was_announced(read.webinar),
        structured=None if preview else _structured(read),
        demonstration=read.webinar.series.demonstration,
    )


def _structured(read: Read) -> Markup | None:
    """Return the webinar for machines as a block of data: no policy has to let it run."""
    house_name = gettext("Technical Assistance Webinars")
    events = events_of(read, base_url=house().settings.base_url, organiser=house_name)
    return None if events is None else htmlsafe_json_dumps(events, ensure_ascii=False)


def _sight(read: Read) -> WebinarSight:
    """Return what the page shows. Free places matter until it is over, recordings afterwards."""
    over = phase_of(read.webinar, now()) is Phase.HELD
    recordings = published_recordings(db(), webinar_id=read.webinar.id) if over else ()
    return webinar_sight(
        read,
        zone=reader().zone,
        now=now(),
        seats={} if over else seats_ahead(read.webinar),
        parts=read_parts(db(), webinar_id=read.webinar.id, language=reader().language),
        recordings=[recording_sight(one) for one in recordings],
    )


def _moved(slug: str) -> ResponseReturnValue:
    leads_to = slug_leads_to(db(), slug=slug)
    if not isinstance(leads_to, Webinar):
        raise NotFound
    return redirect(url_for("front.webinar", slug=leads_to.slug, **said_here()), 301)
