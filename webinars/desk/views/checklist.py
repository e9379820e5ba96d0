"""The checklist of a webinar with owners, and the dashboard of gaps over a series."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.queries.evidence import evidence_of
from webinars.desk.queries.owners import officers, owners_of, the_officer
from webinars.desk.rules.gaps import today
from webinars.desk.sights.checklist import LACKS, checklist_of, grid_of, steps_told
from webinars.desk.sights.today import title_of
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import NotFound
from webinars.programme.operations.owning import assign_gap
from webinars.programme.queries import find_series, webinars_of
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now

OTHERS = ""
"""The gap's name under which stands who owns all that have no owner of their own."""


@bp.get("/secretariat/webinars/<slug>/checklist")
@needs(Permission.SCHEDULE)
def checklist(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    found = evidence_of(db(), webinars=[webinar], now=now())[0]
    owners = owners_of(db(), webinar_ids=[webinar.id])[webinar.id]
    return render_template(
        "desk/checklist.html",
        slug=slug,
        title=title_of(webinar, reader().language),
        steps=steps_told(found, now()),
        points=checklist_of(found, now()),
        officers=officers(db(), on=now().date()),
        owners={gap: account.public_id for gap, account in owners.items()},
        day=today(webinar, now()),
        zone=webinar.series.zone,
        demonstration=webinar.series.demonstration,
    )


@bp.post("/secretariat/webinars/<slug>/checklist")
@needs(Permission.SCHEDULE)
def assign(slug: str) -> ResponseReturnValue:
    """Give the gap named in the form to an account, or to nobody."""
    webinar, gap = the_webinar(slug), request.form.get("gap", "")
    if gap != OTHERS and gap not in LACKS:
        raise NotFound
    account = the_officer(db(), public_id=request.form.get("owner"), on=now().date())
    assign_gap(db(), webinar=webinar, gap=gap, account=account, by=signed_in().public_id, now=now())
    flash(gettext("Saved."))
    return redirect(url_for("desk.checklist", slug=slug), 303)


@bp.get("/secretariat/series/<slug>/gaps")
@needs(Permission.SCHEDULE)
def gaps(slug: str) -> ResponseReturnValue:
    series = find_series(db(), slug=slug)
    if series is None:
        raise NotFound
    webinars = webinars_of(db(), series=series)
    evidence = evidence_of(db(), webinars=webinars, now=now())
    text, spoken = text_in(series.texts, reader().language)
    return render_template(
        "desk/gaps.html",
        slug=slug,
        title=text.title,
        title_language=spoken,
        grid=grid_of(evidence, language=reader().language, now=now()),
        demonstration=series.demonstration,
    )
