"""One webinar's desk: state, sittings, registrations, attendance, recording, history."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from webinars.desk.queries.evidence import evidence_of
from webinars.desk.queries.history import Happened, history_of
from webinars.desk.queries.letters import letters_fared
from webinars.desk.queries.registrations import counts_of_registrations
from webinars.desk.sights.history import Event, Tongue, event_sights
from webinars.desk.sights.registered import registered
from webinars.desk.sights.webinar_desk import subjects_of, webinar_desk
from webinars.desk.views.door import bp
from webinars.desk.views.registrations import list_page
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Webinar
from webinars.programme.queries import find_webinar, held_changes
from webinars.programme.rules import PHASES, first_instant
from webinars.states.queries import classify_all, names
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>", endpoint="webinar_desk")
@needs(Permission.SCHEDULE)
def desk(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    found = evidence_of(db(), webinars=[webinar], now=now())[0]
    on = (first_instant(webinar) or now()).date()
    counts = counts_of_registrations(db(), webinar_id=webinar.id)
    subjects = subjects_of(webinar, list(found.recordings.values()))
    return render_template(
        "desk/webinar_desk.html",
        desk=webinar_desk(found, language=reader().language, now=now()),
        registered=registered(counts, classify_all(db(), on=on, known_at=None)),
        letters=letters_fared(db(), webinar_id=webinar.id),
        history=_history(webinar, history_of(db(), subjects=subjects)),
        phases=PHASES,
        held=held_changes(db(), webinars=[webinar], now=now()),
        now=now(),
        zone=reader().zone,
        demonstration=webinar.series.demonstration,
    )


@bp.get("/secretariat/webinars/<slug>/registrations", endpoint="webinar_registrations")
@needs(Permission.SCHEDULE)
def registrations(slug: str) -> ResponseReturnValue:
    """The list of all registrations, narrowed to one webinar."""
    webinar = the_webinar(slug)
    return list_page(MultiDict({**request.args, "webinar": webinar.slug}))


def _history(webinar: Webinar, happened: list[Happened]) -> list[Event]:
    """Return what happened in the reader's words; the States are asked for if one is named."""
    language, named = reader().language, any("lead_state_code" in one.detail for one in happened)
    states = dict(names(db(), language=language, on=now().date())) if named else {}
    return event_sights(happened, tongue=Tongue(language, webinar.series.zone, gettext, states))


def the_webinar(slug: str) -> Webinar:
    webinar = find_webinar(db(), slug=slug)
    if webinar is None:
        raise NotFound
    return webinar
