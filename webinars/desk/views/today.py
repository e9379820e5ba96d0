"""The Secretariat's first page: what needs me today."""

from collections.abc import Sequence
from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from webinars.desk.queries.decisions import still_held, undecided
from webinars.desk.queries.evidence import evidence_of
from webinars.desk.queries.letters import letters_fared
from webinars.desk.queries.registrations import counts_of_registrations
from webinars.desk.rules.evidence import Evidence
from webinars.desk.sights.sofar import SoFar, next_of, so_far
from webinars.desk.sights.texts import Said
from webinars.desk.sights.today import title_of, today_sight
from webinars.desk.views.door import bp
from webinars.live.queries.rooms import rooms_of
from webinars.live.rules.retention import days_left, keeping_of
from webinars.programme.models import Sitting, Webinar
from webinars.programme.queries import present_series, webinars_of
from webinars.programme.rules import PHASES, drifts_of, standings
from webinars.states.queries import members_on
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now

BOARD = timedelta(hours=2)


@bp.get("/secretariat/")
@needs(Permission.SCHEDULE)
def today() -> ResponseReturnValue:
    series = present_series(db(), now=now(), unpublished=True)
    webinars = webinars_of(db(), series=series) if series else []
    evidence = evidence_of(db(), webinars=webinars, now=now())
    sight = today_sight(series, evidence, language=reader().language, now=now()) if series else None
    changes, messages = still_held(db(), now=now())
    return render_template(
        "desk/today.html",
        today=sight,
        standings=standings(sight.months) if sight else [],
        now=now(),
        next=_next(evidence),
        undecided=undecided(db(), now=now()),
        held=changes,
        leaving=messages,
        titles=_titles([one.webinar for one in changes] + [one.webinar for one in messages]),
        drifting=len(drifts_of([one for webinar in webinars for one in webinar.sittings], now())),
        phases=PHASES,
        expiring=_expiring(evidence),
        near=_near(evidence),
        failed=letters_fared(db()).failed,
        may_mend=signed_in().may(Permission.ADMINISTER),
        demonstration=series is not None and series.demonstration,
    )


def _titles(webinars: Sequence[Webinar]) -> dict[str, Said]:
    return {one.slug: title_of(one, reader().language) for one in webinars}


def _expiring(evidence: Sequence[Evidence]) -> list[tuple[Sitting, int]]:
    """Return sittings of which nobody signed a report, and the days until the room deletes it."""
    open_ = {
        one.id: one
        for found in evidence
        for one in found.sittings
        if one.ends_at <= now() and not found.signed(one)
    }
    found = []
    for room in rooms_of(db(), sittings=open_.values()):
        sitting = open_[room.sitting_id or 0]
        keeping = keeping_of(room, ended_at=sitting.ends_at)
        if keeping is not None:
            found.append((sitting, days_left(keeping, now())))
    return found


def _near(evidence: Sequence[Evidence]) -> list[Sitting]:
    """Return the sittings that run, or begin within two hours: their board is looked at now."""
    sittings = (one for found in evidence for one in found.sittings)
    return [one for one in sittings if one.starts_at - BOARD <= now() < one.ends_at + BOARD]


def _next(evidence: Sequence[Evidence]) -> SoFar | None:
    found = next_of(evidence, now())
    if found is None:
        return None
    webinar = found.webinar
    return so_far(
        found,
        counts=counts_of_registrations(db(), webinar_id=webinar.id),
        members=members_on(db(), on=now().date()),
        letters=letters_fared(db(), webinar_id=webinar.id),
        language=reader().language,
    )
