"""One's own group: every webinar of the series by member, and one of them with its absent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webinars.accounts.queries import coordinations_of
from webinars.desk.queries.group import (
    NotYourGroup,
    attended_by_state,
    members_of,
    registered_by_state,
)
from webinars.desk.sights.group import CoverageSight, coverage_sight, was_held
from webinars.desk.views.delegation.door import person_id, webinar_called
from webinars.desk.views.door import bp
from webinars.desk.views.group.door import OwnGroup, of_own_group
from webinars.programme.models import Webinar, WebinarState
from webinars.programme.queries import present_series, published_webinars
from webinars.programme.rules import first_instant
from webinars.states.queries import Named
from webinars.web.access import Permission, needs
from webinars.web.readers import reader, said_here
from webinars.web.requests import db, now


@bp.get("/groups/mine")
@needs(Permission.COORDINATE)
def my_group() -> ResponseReturnValue:
    terms = coordinations_of(db(), person_id=person_id(), on=now().date())
    if not terms:
        raise NotYourGroup
    return redirect(url_for("desk.coverage", code=terms[0].group, **said_here()), 303)


@bp.get("/groups/<code>", endpoint="coverage")
@needs(Permission.COORDINATE)
@of_own_group
def show_coverage(own: OwnGroup) -> ResponseReturnValue:
    series = present_series(db(), now=now())
    told = published_webinars(db(), series=series) if series else []
    webinars = [one for one in told if one.state is not WebinarState.CANCELLED]
    members = _members(own, now().date())
    counted = registered_by_state(db(), webinar_ids=[one.id for one in webinars])
    rows = [_sight(one, members, counted[one.id]) for one in webinars]
    return render_template(
        "desk/group/all.html",
        own=own,
        rows=rows,
        ahead=[row for row in rows if not row.is_past],
        past=[row for row in reversed(rows) if row.is_past],
        members=members,
    )


@bp.get("/groups/<code>/webinars/<slug>", endpoint="coverage_of")
@needs(Permission.COORDINATE)
@of_own_group
def show_one(own: OwnGroup, slug: str) -> ResponseReturnValue:
    webinar = webinar_called(slug)
    begins = first_instant(webinar)
    members = _members(own, begins.date() if begins else now().date())
    attended = attended_by_state(db(), webinar=webinar) if was_held(webinar, now()) else None
    counted = registered_by_state(db(), webinar_ids=[webinar.id])[webinar.id]
    row = _sight(webinar, members, counted, attended)
    return render_template("desk/group/one.html", own=own, row=row)


def _members(own: OwnGroup, on: date) -> Sequence[Named]:
    return members_of(db(), group=own.code, language=reader().language, on=on)


def _sight(
    webinar: Webinar,
    members: Sequence[Named],
    registered: Counter[str],
    attended: Counter[str] | None = None,
) -> CoverageSight:
    return coverage_sight(
        webinar, members, registered, attended, language=reader().language, now=now()
    )
