"""The evaluator's matrix: a draft until it is released, with what can be answered and what not."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.evaluation.forms.matrix import MatrixReleaseForm, RowForm, row_written
from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.matrix import MatrixRow
from webinars.evaluation.operations.matrix import (
    add_row,
    begin_matrix,
    change_row,
    facts_of,
    move_up,
    proposed_rows,
    release_matrix,
    remove_row,
)
from webinars.evaluation.queries.matrix import get_row, matrix_of, releases_of
from webinars.evaluation.sights.evaluability import EVALUABLE, answerable, numbers_in
from webinars.evaluation.sights.figures import NAMES, indicators_of
from webinars.evaluation.sights.judging import indicator_name
from webinars.evaluation.views.door import (
    above,
    accepted,
    beside,
    bp,
    by,
    figures_of,
    series_asked,
    snapshot_asked,
)
from webinars.kernel.languages import Language
from webinars.programme.models import Series
from webinars.web.access import Permission, needs
from webinars.web.forms import Choice
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/evaluation/matrix")
@needs(Permission.EVALUATE)
def matrix() -> ResponseReturnValue:
    series, snapshot = series_asked(), snapshot_asked()
    found = figures_of(snapshot, series)
    indicators = indicators_of(found, {}) if found else []
    rows = matrix_of(db(), series=series)
    return render_template(
        "evaluation/matrix.html",
        **beside(series),
        rows=[(row, answerable(numbers_in(row.indicators), indicators)) for row in rows],
        releases=releases_of(db(), series=series),
        snapshot=snapshot,
        evaluable=EVALUABLE,
        indicator_name=indicator_name,
    )


@bp.post("/evaluation/matrix")
@needs(Permission.EVALUATE)
def begin() -> ResponseReturnValue:
    """Begin with the proposed matrix, in the reader's language."""
    series = series_asked()
    begin_matrix(db(), series=series, proposed=proposed_rows(gettext), by=by(), now=now())
    return _back(series, gettext("The proposed matrix is yours to change."))


@bp.get("/evaluation/matrix/new")
@needs(Permission.EVALUATE)
def new_row() -> ResponseReturnValue:
    return _form(series_asked(), _offered(RowForm(data={"language": reader().language})))


@bp.post("/evaluation/matrix/new")
@needs(Permission.EVALUATE)
def create_row() -> ResponseReturnValue:
    series, form = series_asked(), _offered(RowForm(request.form))
    if not accepted(
        form, lambda: add_row(db(), series=series, facts=form.facts(), by=by(), now=now())
    ):
        return _form(series, form), 422
    return _back(series, gettext("The row is kept."))


@bp.get("/evaluation/matrix/<row_id>")
@needs(Permission.EVALUATE)
def row(row_id: str) -> ResponseReturnValue:
    series = series_asked()
    found = get_row(db(), public_id=row_id, series=series)
    return _form(series, _offered(RowForm(data=row_written(facts_of(found)))), found)


@bp.post("/evaluation/matrix/<row_id>")
@needs(Permission.EVALUATE)
def rewrite_row(row_id: str) -> ResponseReturnValue:
    series = series_asked()
    found, form = get_row(db(), public_id=row_id, series=series), _offered(RowForm(request.form))
    if not accepted(
        form, lambda: change_row(db(), row=found, facts=form.facts(), by=by(), now=now())
    ):
        return _form(series, form, found), 422
    return _back(series, gettext("The row is kept."))


@bp.post("/evaluation/matrix/<row_id>/up")
@needs(Permission.EVALUATE)
def raise_row(row_id: str) -> ResponseReturnValue:
    series = series_asked()
    move_up(db(), series=series, row=get_row(db(), public_id=row_id, series=series))
    return redirect(url_for("evaluation.matrix", series=series.slug), 303)


@bp.get("/evaluation/matrix/<row_id>/remove")
@needs(Permission.EVALUATE)
def ask_remove_row(row_id: str) -> ResponseReturnValue:
    series = series_asked()
    found = get_row(db(), public_id=row_id, series=series)
    return render_template("evaluation/matrix_remove.html", **above(series), row=found)


@bp.post("/evaluation/matrix/<row_id>/remove")
@needs(Permission.EVALUATE)
def drop_row(row_id: str) -> ResponseReturnValue:
    series = series_asked()
    remove_row(db(), row=get_row(db(), public_id=row_id, series=series))
    return _back(series, gettext("The row is removed."))


@bp.get("/evaluation/matrix/release")
@needs(Permission.EVALUATE)
def ask_release() -> ResponseReturnValue:
    return _release(series_asked(), MatrixReleaseForm(data={"language": reader().language}))


@bp.post("/evaluation/matrix/release")
@needs(Permission.EVALUATE)
def make_release() -> ResponseReturnValue:
    series, form = series_asked(), MatrixReleaseForm(request.form)
    if not accepted(
        form,
        lambda: release_matrix(
            db(), series=series, language=Language(form.language.value), by=by(), now=now()
        ),
    ):
        return _release(series, form), 422
    return _back(series, gettext("The matrix is released. Dossiers use it from the next snapshot."))


def _offered(form: RowForm) -> RowForm:
    form.offer(
        [
            Choice(str(one.indicator), f"{one.indicator}. {gettext(NAMES[one.name])}")
            for one in present_definitions()
        ]
    )
    return form


def _form(series: Series, form: RowForm, found: MatrixRow | None = None) -> str:
    return render_template("evaluation/matrix_row.html", **above(series), form=form, row=found)


def _release(series: Series, form: MatrixReleaseForm) -> str:
    facts = {"form": form, "rows": matrix_of(db(), series=series)}
    return render_template("evaluation/matrix_release.html", **above(series), **facts)


def _back(series: Series, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("evaluation.matrix", series=series.slug), 303)
