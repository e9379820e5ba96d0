"""Criteria: the Secretariat writes them in for their owner; the evaluator reads how they stand."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.accounts.queries import names_of
from webinars.evaluation.forms.criteria import CriterionForm, ReasonForm, written
from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.criteria import Criterion
from webinars.evaluation.operations.criteria import (
    amend_criterion,
    enter_criterion,
    lock_criteria,
    withdraw_criterion,
)
from webinars.evaluation.queries.criteria import criteria_of, fixing_of, get_criterion
from webinars.evaluation.rules.criteria import offered
from webinars.evaluation.sights.criteria import Shown, shown
from webinars.evaluation.sights.figures import MEASURES, NAMES
from webinars.evaluation.sights.judging import JUDGING_WORDS
from webinars.evaluation.views.door import (
    above,
    accepted,
    beside,
    bp,
    by,
    figures_of,
    public_series,
    series_asked,
    snapshot_asked,
    the_series,
)
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series
from webinars.web.access import Permission, needs, public
from webinars.web.forms import Choice
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/evaluation/criteria")
@needs(Permission.EVALUATE)
def evaluate_criteria() -> ResponseReturnValue:
    """Show how each criterion stands against a sealed snapshot."""
    series = series_asked()
    facts = criteria_page(series, is_public=False) | beside(series)
    return render_template("evaluation/criteria_judged.html", **facts)


@bp.get("/series/<slug>/criteria.json")
@public
def locked_criteria(slug: str) -> ResponseReturnValue:
    """Send the text that was locked: its SHA-256 is the digest that is shown."""
    lock = fixing_of(db(), series=public_series(slug)).lock
    if lock is None:
        raise NotFound
    return Response(lock.content, mimetype="application/json")


@bp.get("/secretariat/series/<slug>/criteria")
@needs(Permission.SCHEDULE)
def criteria(slug: str) -> ResponseReturnValue:
    facts = criteria_page(the_series(slug), is_public=True)
    return render_template("evaluation/criteria.html", **facts)


@bp.get("/secretariat/series/<slug>/criteria/new")
@needs(Permission.SCHEDULE)
def new_criterion(slug: str) -> ResponseReturnValue:
    return _form(
        the_series(slug),
        _offered(CriterionForm(data={"language": reader().language}), is_fixed=False),
    )


@bp.post("/secretariat/series/<slug>/criteria/new")
@needs(Permission.SCHEDULE)
def add_criterion(slug: str) -> ResponseReturnValue:
    series, form = the_series(slug), _offered(CriterionForm(request.form), is_fixed=False)
    if not accepted(
        form,
        lambda: enter_criterion(db(), series=series, facts=form.facts(), by=by(), now=now()),
    ):
        return _form(series, form), 422
    return _back(series, gettext("The criterion is entered."))


@bp.get("/secretariat/criteria/<criterion_id>")
@needs(Permission.SCHEDULE)
def criterion(criterion_id: str) -> ResponseReturnValue:
    found, is_fixed = _found(criterion_id)
    form = _offered(CriterionForm(data=written(found.wordings[-1])), is_fixed=is_fixed)
    return _form(found.series, form, found)


@bp.post("/secretariat/criteria/<criterion_id>")
@needs(Permission.SCHEDULE)
def change_criterion(criterion_id: str) -> ResponseReturnValue:
    found, is_fixed = _found(criterion_id)
    form = _offered(CriterionForm(request.form), is_fixed=is_fixed)
    if not accepted(form, lambda: _amend(found, form)):
        return _form(found.series, form, found), 422
    done = gettext("The amendment stands beside the fixed words.")
    return _back(found.series, done if is_fixed else gettext("The criterion is changed."))


@bp.get("/secretariat/criteria/<criterion_id>/withdraw")
@needs(Permission.SCHEDULE)
def ask_withdraw(criterion_id: str) -> ResponseReturnValue:
    found, is_fixed = _found(criterion_id)
    return _withdrawal(found, _why(ReasonForm(), is_fixed=is_fixed))


@bp.post("/secretariat/criteria/<criterion_id>/withdraw")
@needs(Permission.SCHEDULE)
def withdraw(criterion_id: str) -> ResponseReturnValue:
    found, is_fixed = _found(criterion_id)
    form = _why(ReasonForm(request.form), is_fixed=is_fixed)
    if not accepted(form, lambda: _withdraw(found, form)):
        return _withdrawal(found, form), 422
    return _back(found.series, gettext("The criterion is withdrawn."))


@bp.get("/secretariat/series/<slug>/criteria/lock")
@needs(Permission.SCHEDULE)
def ask_lock(slug: str) -> ResponseReturnValue:
    facts = criteria_page(the_series(slug), is_public=True)
    return render_template("evaluation/criteria_lock.html", **facts)


@bp.post("/secretariat/series/<slug>/criteria/lock")
@needs(Permission.SCHEDULE)
def lock(slug: str) -> ResponseReturnValue:
    series = the_series(slug)
    lock_criteria(db(), series=series, by=by(), now=now())
    return _back(series, gettext("The criteria are locked. From now on a change stands beside."))


def criteria_page(series: Series, *, is_public: bool) -> dict[str, Any]:
    """Return what pages of criteria show, held against the newest snapshot or the one asked for."""
    fixing, snapshot = fixing_of(db(), series=series), snapshot_asked()
    told = shown(
        criteria_of(db(), series=series), fixing, figures_of(snapshot, series), is_public=is_public
    )
    return {
        **above(series),
        **JUDGING_WORDS,
        "criteria": told,
        "fixing": fixing,
        "snapshot": snapshot,
        "writers": names_of(db(), public_ids=_writers(told)),
    }


def _writers(criteria: Sequence[Shown]) -> set[str]:
    return {wording.written_by for one in criteria for wording in one.wordings}


def _found(criterion_id: str) -> tuple[Criterion, bool]:
    found = get_criterion(db(), public_id=criterion_id)
    return found, fixing_of(db(), series=found.series).at is not None


def _offered(form: CriterionForm, *, is_fixed: bool) -> CriterionForm:
    form.offer(measure_choices(), is_fixed=is_fixed)
    return form


def _why(form: ReasonForm, *, is_fixed: bool) -> ReasonForm:
    form.ask_why(is_fixed=is_fixed)
    return form


def measure_choices() -> list[Choice]:
    """Return every measure of every indicator, in the reader's words."""
    return [
        Choice(
            f"{one.indicator}:{measure}",
            f"{one.indicator}. {gettext(NAMES[one.name])}: {gettext(MEASURES[measure])}",
        )
        for one in present_definitions()
        for measure in offered(one.measures)
    ]


def _amend(found: Criterion, form: CriterionForm) -> None:
    why = form.reason.value if "reason" in form else ""
    amend_criterion(db(), criterion=found, facts=form.facts(), reason=why, by=by(), now=now())


def _withdraw(found: Criterion, form: ReasonForm) -> None:
    why = form.reason.value if "reason" in form else ""
    withdraw_criterion(db(), criterion=found, reason=why, by=by(), now=now())


def _form(series: Series, form: CriterionForm, criterion: Criterion | None = None) -> str:
    facts = {"form": form, "criterion": criterion, "fixing": fixing_of(db(), series=series)}
    return render_template("evaluation/criterion.html", **above(series), **facts)


def _withdrawal(found: Criterion, form: ReasonForm) -> str:
    facts = {"form": form, "criterion": found}
    return render_template("evaluation/criterion_withdraw.html", **above(found.series), **facts)


def _back(series: Series, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("evaluation.criteria", slug=series.slug), 303)
