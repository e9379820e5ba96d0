"""One webinar's desk: state, sittings, registrations, attendance, recording, history."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.queries.evidence import evidence_of
from webinars.desk.queries.history import Happened, history_of
from webinars.desk.queries.letters import letters_fared
from webinars.desk.queries.registrations import counts_of_registrations, registrations_page
from webinars.desk.sights.history import Event, Tongue, event_sights
from webinars.desk.sights.pages import page_number
from webinars.desk.sights.registered import pages_of, people, registered
from webinars.desk.sights.today import title_of
from webinars.desk.sights.webinar_desk import subjects_of, webinar_desk
from webinars.desk.views.door import bp
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Webinar
from webinars.programme.queries import find_webinar, held_changes
from webinars.programme.rules import PHASES, first_instant
from webinars.registrations.queries.extra import extra_answers
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
    webinar, page = the_webinar(slug), page_number(request.args.get("page", ""))
    rows, total = registrations_page(db(), webinar_id=webinar.id, page=page)
    named = dict(names(db(), language=reader().language, on=now().date()))
    ids = [row.id for row in rows]
    given = extra_answers(db(), registration_ids=ids) if webinar.asks_more else {}
    return render_template(
        "desk/registrations.html",
        slug=webinar.slug,
        title=title_of(webinar, reader().language),
        people=people(rows, named, given),
        sittings={sitting.id: sitting for sitting in webinar.sittings},
        pages=pages_of(total, page),
        zone=webinar.series.zone,
        demonstration=webinar.series.demonstration,
    )


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
