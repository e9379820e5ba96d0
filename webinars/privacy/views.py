"""Closing a series, and purging its names: previewed, confirmed, watched, and told afterwards."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.evaluation.operations import Place
from webinars.evaluation.queries.passages import decisions_of
from webinars.kernel.refusals import NotFound, Refusal
from webinars.privacy.forms import CloseForm, PurgeForm
from webinars.privacy.operations import (
    NoAddress,
    NotConfirmed,
    Purged,
    ask_for_closure,
    count_false,
    export_names,
    purge_series,
)
from webinars.privacy.queries import closures_of, get_closure, still_to_come
from webinars.privacy.rules import KINDS, STEPS
from webinars.programme.models import Series
from webinars.programme.queries import all_series, find_series
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Fault
from webinars.web.readers import reader
from webinars.web.requests import db, house, now, settle

bp = Blueprint("privacy", __name__)

WAIT = 3
"""Seconds after which the page of something that is being done looks again."""


@bp.get("/administration/series")
@needs(Permission.ADMINISTER)
def series_list() -> ResponseReturnValue:
    rows = [above(one) for one in all_series(db())]
    return render_template("privacy/list.html", rows=rows, today=now().date())


@bp.get("/administration/series/<slug>")
@needs(Permission.ADMINISTER)
def retention(slug: str) -> ResponseReturnValue:
    """Show what would be sealed, exported, redirected and purged, and what was."""
    series = the_series(slug)
    decisions = decisions_of(db(), series=series)
    known = {"mandate": decisions[-1].symbol} if decisions else {}
    return _page(series, close=CloseForm(data=known))


@bp.post("/administration/series/<slug>/close")
@needs(Permission.ADMINISTER)
def close(slug: str) -> ResponseReturnValue:
    series, form = the_series(slug), CloseForm(request.form)
    return _asked(series, form) or (_page(series, close=form), 422)


@bp.post("/administration/series/<slug>/purge")
@needs(Permission.ADMINISTER)
def purge(slug: str) -> ResponseReturnValue:
    series, form = the_series(slug), PurgeForm(request.form, prefix="purge")
    return _asked(series, form) or (_page(series, purge=form), 422)


@bp.get("/administration/closures/<closure_id>")
@needs(Permission.ADMINISTER)
def closure(closure_id: str) -> ResponseReturnValue:
    """Show how far it is, and look again until it is done."""
    found = get_closure(db(), public_id=closure_id)
    page = make_response(
        render_template(
            "privacy/closure.html", **above(found.series), closure=found, steps=STEPS, kinds=KINDS
        )
    )
    if found.done_at is None:
        page.headers["Refresh"] = str(WAIT)
    return page


@bp.get("/secretariat/series/<slug>/closing")
@needs(Permission.SCHEDULE)
def closing(slug: str) -> ResponseReturnValue:
    """Show the Secretariat the same, without the buttons: an administrator closes."""
    return render_template("privacy/closing.html", **_facts(the_series(slug)))


def the_series(slug: str) -> Series:
    found = find_series(db(), slug=slug)
    if found is None:
        raise NotFound
    return found


def above(series: Series) -> dict[str, Any]:
    text, language = text_in(series.texts, reader().language)
    return {"series": series, "name": text.title, "name_language": language}


def _asked(series: Series, form: PurgeForm) -> ResponseReturnValue | None:
    """Ask for what a valid form wants; None where something stands in the way."""
    if not form.validate():
        return None
    try:
        made = ask_for_closure(
            db(),
            series=series,
            wish=form.wish(),
            confirmed=form.confirmed.value,
            by=signed_in().public_id,
            now=now(),
        )
    except Refusal as refusal:
        settle(keep=False)
        _blame(form, refusal)
        return None
    return redirect(url_for("privacy.closure", closure_id=made.public_id), 303)


def _blame(form: PurgeForm, refusal: Refusal) -> None:
    """Show a refusal where it can be mended, else above the form."""
    if isinstance(refusal, NotConfirmed):
        form.blame(form.confirmed, refusal)
    elif isinstance(refusal, NoAddress) and isinstance(form, CloseForm):
        form.blame(form.moved_to, refusal)
    else:
        form.form_errors = [*form.form_errors, Fault(refusal.message, "", **refusal.values)]


def _page(series: Series, *, close: CloseForm | None = None, purge: PurgeForm | None = None) -> str:
    forms = {"close": close or CloseForm(), "purge": purge or PurgeForm(prefix="purge")}
    return render_template("privacy/retention.html", **_facts(series), **forms, form=close or purge)


def _facts(series: Series) -> dict[str, Any]:
    has_ended = series.ends_on < now().date()
    return {
        **above(series),
        "planned": _planned(series),
        "ahead": still_to_come(db(), series=series, now=now()) if has_ended else None,
        "letters": count_false(db(), series=series),
        "exports": export_names(),
        "closures": closures_of(db(), series=series),
        "decisions": decisions_of(db(), series=series),
        "steps": STEPS,
        "kinds": KINDS,
    }


def _planned(series: Series) -> Purged | None:
    """Return what a purge would take today; None while the series runs."""
    app = house()
    place = Place(app.settings.data / "snapshots", app.keyring)
    by = signed_in().public_id
    try:
        return purge_series(app.engine, place, slug=series.slug, by=by, now=now(), dry_run=True)
    except Refusal:
        return None
