"""Registering for a webinar, or for a series: leads to the form of the sitting that suits."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from webinars.desk.views.registering import registering
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Sitting, Webinar
from webinars.programme.queries import find_series, find_webinar, published_webinars
from webinars.programme.rules import registration_is_open, standing, was_announced
from webinars.programme.rules.suiting import best_for
from webinars.web.access import public
from webinars.web.readers import reader
from webinars.web.requests import db, now


@registering.get("/webinars/<slug>/register")
@public
def for_webinar(slug: str) -> ResponseReturnValue:
    """Lead to the sitting that suits the reader's clock; the form names the others."""
    webinar = find_webinar(db(), slug=slug)
    if webinar is None or not was_announced(webinar):
        raise NotFound
    return _to(_suiting([webinar]), url_for("front.webinar", slug=slug))


@registering.get("/series/<slug>/register")
@public
def for_series(slug: str) -> ResponseReturnValue:
    """Lead to the next webinar that takes registrations, the whole series ticked."""
    series = find_series(db(), slug=slug)
    if series is None or series.published_at is None:
        raise NotFound
    found = _suiting(published_webinars(db(), series=series))
    return _to(found, url_for("front.series", slug=slug), series="1")


def _suiting(webinars: Sequence[Webinar]) -> Sitting | None:
    """Return the sitting that suits best, of the first webinar that takes registrations."""
    for webinar in webinars:
        takes = [one for one in standing(webinar) if registration_is_open(webinar, one, now())]
        if takes:
            zone = reader().zone
            return best_for(takes, zone) if zone else takes[0]
    return None


def _to(sitting: Sitting | None, otherwise: str, **more: str) -> ResponseReturnValue:
    """Lead to the form, with the referral of the link; where none is open, to `otherwise`."""
    if sitting is None:
        return redirect(otherwise, 303)
    via = request.args.get("via")
    asked: dict[str, Any] = more | ({"via": via} if via else {})
    return redirect(url_for("registering.new", public_id=sitting.public_id, **asked), 303)
