"""The board of languages over a series, and who brings which item into six of them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.queries.evidence import evidence_of
from webinars.desk.queries.owners import officers, owners_of, the_officer
from webinars.desk.sights.parity import SHADES, STATUSES, Item, boards_of
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.feedback.models import QuestionnaireKind
from webinars.feedback.queries import newest_questionnaire
from webinars.kernel.refusals import NotFound
from webinars.programme.operations.owning import assign_gap
from webinars.programme.queries import find_series, webinars_of
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/series/<slug>/languages")
@needs(Permission.SCHEDULE)
def parity(slug: str) -> ResponseReturnValue:
    series = find_series(db(), slug=slug)
    if series is None:
        raise NotFound
    webinars = webinars_of(db(), series=series)
    text, spoken = text_in(series.texts, reader().language)
    boards = boards_of(
        evidence_of(db(), webinars=webinars, now=now()),
        asked_in=_asked_in(),
        owners=owners_of(db(), webinar_ids=[one.id for one in webinars]),
        language=reader().language,
    )
    return render_template(
        "desk/parity.html",
        slug=slug,
        title=text.title,
        title_language=spoken,
        boards=boards,
        statuses=STATUSES,
        shades=SHADES,
        officers=officers(db(), on=now().date()),
        demonstration=series.demonstration,
    )


@bp.post("/secretariat/webinars/<slug>/language-owners")
@needs(Permission.SCHEDULE)
def bring(slug: str) -> ResponseReturnValue:
    """Give one item of a webinar to an account, or to nobody."""
    webinar, item = the_webinar(slug), request.form.get("item", "")
    if item not in {one.value for one in Item}:
        raise NotFound
    account = the_officer(db(), public_id=request.form.get("owner"), on=now().date())
    by = signed_in().public_id
    assign_gap(db(), webinar=webinar, gap=item, account=account, by=by, now=now())
    flash(gettext("Saved."))
    back = url_for("desk.parity", slug=webinar.series.slug, _anchor=slug)
    return redirect(back, 303)


def _asked_in() -> set[str]:
    """Return the languages in which every question of the newest questionnaire has words."""
    newest = newest_questionnaire(db(), kind=QuestionnaireKind.AFTER)
    if newest is None or not newest.questions:
        return set()
    spoken = [{text.language.value for text in one.texts} for one in newest.questions]
    return set.intersection(*spoken)
