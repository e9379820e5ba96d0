"""One indicator whole, with what its reader noted about it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.evaluation.files import DEFINITIONS
from webinars.evaluation.forms.matrix import RemarkForm
from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.operations.matrix import write_note
from webinars.evaluation.queries import get_snapshot, list_snapshots
from webinars.evaluation.queries.matrix import notes_of
from webinars.evaluation.sights.figures import find_indicator
from webinars.evaluation.sights.history import SHOWN, history
from webinars.evaluation.sights.pictures import sights
from webinars.evaluation.sights.sources import sources_of
from webinars.evaluation.views.choosing import chosen
from webinars.evaluation.views.door import accepted, bp, by, evidence_of, snapshots_folder
from webinars.kernel.refusals import NotFound
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now


@bp.get("/evaluation/snapshots/<int:cut>/indicators/<int:number>")
@needs(Permission.EVALUATE)
def indicator(cut: int, number: int) -> ResponseReturnValue:
    """Show one indicator whole: what it says, what it means, what it said before, its SQL."""
    return _page(cut, number, RemarkForm())


@bp.post("/evaluation/snapshots/<int:cut>/indicators/<int:number>")
@needs(Permission.EVALUATE)
def add_remark(cut: int, number: int) -> ResponseReturnValue:
    """Keep a note about the indicator, and lead back to it."""
    if number not in {one.indicator for one in present_definitions()}:
        raise NotFound
    form = RemarkForm(request.form)
    if not accepted(form, lambda: _note(form, number)):
        return _page(cut, number, form), 422
    flash(gettext("The note is kept."))
    series = request.args.get("series")
    page = url_for("evaluation.indicator", cut=cut, number=number, series=series, _anchor="notes")
    return redirect(page, 303)


def _main_measure(found: Mapping[str, Any], number: int) -> str:
    """Return the measure that stands for an indicator, as the files have it."""
    definition = next(one for one in found["definitions"] if one["indicator"] == number)
    return str(definition["measures"][0])


def _note(form: RemarkForm, number: int) -> None:
    write_note(db(), account=by(), about=_about(number), words=form.words.value, now=now())


def _about(number: int) -> str:
    return f"indicator:{number}"


def _page(cut: int, number: int, form: RemarkForm) -> str:
    snapshot = get_snapshot(db(), cut=cut)
    chose = chosen(db(), snapshot)
    seen = evidence_of(snapshot, chose.key)
    found = find_indicator(seen.found, seen.titles, number)
    if found is None:
        raise NotFound
    (sql,) = (snapshots_folder() / str(cut) / DEFINITIONS).glob(f"{number:02}_*.sql")
    return render_template(
        "evaluation/indicator.html",
        snapshot=snapshot,
        one=found,
        sql=sql.read_text(encoding="utf-8"),
        sql_name=f"{DEFINITIONS}/{sql.name}",
        past=history(snapshots_folder(), list_snapshots(db()), number, series=chose.key),
        chosen=chose,
        main=_main_measure(seen.found, number),
        shown=SHOWN,
        sources=sources_of(seen.found),
        sights=[one for one in sights(seen) if one.indicator == number],
        form=form,
        notes=notes_of(db(), account=by(), about=_about(number)),
    )
