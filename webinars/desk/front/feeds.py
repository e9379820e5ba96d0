"""What other programs follow: the calendars, and the news."""

from collections.abc import Sequence

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.front.door import bp
from webinars.desk.queries.programme import announced_sittings
from webinars.desk.sights.news import news_of
from webinars.kernel.refusals import NotFound
from webinars.programme.calendar import feed_of
from webinars.programme.models import Sitting, Webinar
from webinars.programme.queries import find_webinar, published_webinars, slug_leads_to
from webinars.programme.rules import title_in, was_announced
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.readers import reader, said_here
from webinars.web.requests import db, house

CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


@bp.get("/programme.ics")
@public
@kept
def programme_calendar() -> ResponseReturnValue:
    """Every sitting that was announced, the cancelled ones too, so that calendars drop them."""
    sittings = announced_sittings(db(), language=reader().language)
    return _calendar(sittings, gettext("Technical Assistance Webinars"), "/programme.ics")


@bp.get("/webinars/<slug>.ics")
@public
@kept
def webinar_calendar(slug: str) -> ResponseReturnValue:
    webinar = find_webinar(db(), slug=slug)
    if webinar is None:
        return _moved(slug)
    if not was_announced(webinar):
        raise NotFound
    name = title_in(webinar, reader().language)
    return _calendar(webinar.sittings, name, f"/webinars/{webinar.slug}.ics")


@bp.get("/programme.atom")
@public
@kept
def news() -> ResponseReturnValue:
    webinars = published_webinars(db(), series=None)
    items = news_of(webinars, language=reader().language, base_url=house().settings.base_url)
    page = render_template("desk/news.xml", items=items, base_url=house().settings.base_url)
    return Response(page, content_type=ATOM)


def _calendar(sittings: Sequence[Sitting], name: str, path: str) -> Response:
    base_url, language = house().settings.base_url, reader().language
    feed = feed_of(
        sittings,
        name=name,
        language=language,
        base_url=base_url,
        source=f"{base_url}{path}?lang={language}",
        say=gettext,
        sender=house().settings.mail_from,
    )
    return Response(feed, content_type=CALENDAR)


def _moved(slug: str) -> ResponseReturnValue:
    leads_to = slug_leads_to(db(), slug=slug)
    if not isinstance(leads_to, Webinar):
        raise NotFound
    return redirect(url_for("front.webinar_calendar", slug=leads_to.slug, **said_here()), 301)
