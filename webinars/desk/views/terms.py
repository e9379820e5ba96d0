"""Terms of focal points and coordinators, for the Secretariat."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.accounts.operations import (
    end_term,
    name_coordinator,
    name_focal_point,
    prolong,
    succeed,
)
from webinars.accounts.operations.terms import Term
from webinars.accounts.queries import all_terms, find_term
from webinars.desk.forms.changing import Mending
from webinars.desk.forms.terms import CoordinatorForm, FocalPointForm, ProlongForm, SuccessorForm
from webinars.desk.queries.waiting import pending_without_focal_point
from webinars.desk.sights.terms import term_sight, term_sights
from webinars.desk.views.door import bp
from webinars.kernel.refusals import NotFound, Refusal
from webinars.people.models import FocalPoint
from webinars.states.queries import names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import choices
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/secretariat/terms", endpoint="terms")
@needs(Permission.SCHEDULE)
def show_terms() -> ResponseReturnValue:
    focal, coordinating = all_terms(db())
    today = now().date()
    return render_template(
        "desk/terms/list.html",
        focal=term_sights(focal, _states(), today),
        coordinating=term_sights(coordinating, _states(), today),
        orphans=[
            (_states().get(code, code), count)
            for code, count in pending_without_focal_point(db(), on=today).items()
        ],
    )


@bp.get("/secretariat/terms/focal-point", endpoint="new_focal_point")
@needs(Permission.SCHEDULE)
def ask_focal_point() -> ResponseReturnValue:
    given = {"starts_on": now().date(), "where": request.args.get("state")}
    return _form_page(FocalPointForm(data=given), "focal-point")


@bp.post("/secretariat/terms/focal-point")
@needs(Permission.SCHEDULE)
def do_focal_point() -> ResponseReturnValue:
    form = FocalPointForm(request.form)
    form.where.choices = choices(_states().items())

    def act() -> None:
        code, by = form.where.value, signed_in().public_id
        name_focal_point(db(), code=code, named=form.named(), by=by, now=now())

    return _kept(form, act, lambda: _form_page(form, "focal-point"))


@bp.get("/secretariat/terms/coordinator", endpoint="new_coordinator")
@needs(Permission.SCHEDULE)
def ask_coordinator() -> ResponseReturnValue:
    return _form_page(CoordinatorForm(data={"starts_on": now().date()}), "coordinator")


@bp.post("/secretariat/terms/coordinator")
@needs(Permission.SCHEDULE)
def do_coordinator() -> ResponseReturnValue:
    form = CoordinatorForm(request.form)

    def act() -> None:
        group, by = form.where.value, signed_in().public_id
        name_coordinator(db(), group=group, named=form.named(), by=by, now=now())

    return _kept(form, act, lambda: _form_page(form, "coordinator"))


@bp.get("/secretariat/terms/<term_id>", endpoint="term")
@needs(Permission.SCHEDULE)
def show_term(term_id: str) -> ResponseReturnValue:
    term = the_term(term_id)
    return _term_page(term, ProlongForm(data={"ends_on": term.ends_on}))


@bp.post("/secretariat/terms/<term_id>/prolong")
@needs(Permission.SCHEDULE)
def do_prolong(term_id: str) -> ResponseReturnValue:
    form = ProlongForm(request.form)

    def act() -> None:
        by, last = signed_in().public_id, form.ends_on.data
        prolong(db(), term=the_term(term_id), ends_on=last, by=by, now=now())

    return _kept(form, act, lambda: _term_page(the_term(term_id), form))


@bp.post("/secretariat/terms/<term_id>/end")
@needs(Permission.SCHEDULE)
def do_end_term(term_id: str) -> ResponseReturnValue:
    end_term(db(), term=the_term(term_id), by=signed_in().public_id, now=now())
    flash(gettext("The term has ended. What waits for approval there is yours now."))
    return redirect(url_for("desk.terms"), 303)


@bp.get("/secretariat/terms/<term_id>/successor", endpoint="successor")
@needs(Permission.SCHEDULE)
def ask_successor(term_id: str) -> ResponseReturnValue:
    the_focal_point(term_id)
    return _form_page(SuccessorForm(), "successor", term_id)


@bp.post("/secretariat/terms/<term_id>/successor")
@needs(Permission.SCHEDULE)
def do_successor(term_id: str) -> ResponseReturnValue:
    form = SuccessorForm(request.form)

    def act() -> None:
        by, term = signed_in().public_id, the_focal_point(term_id)
        succeed(db(), term=term, named=form.named(), by=by, now=now())

    return _kept(form, act, lambda: _form_page(form, "successor", term_id))


def the_term(public_id: str) -> Term:
    found = find_term(db(), public_id=public_id)
    if found is None:
        raise NotFound
    return found


def the_focal_point(public_id: str) -> FocalPoint:
    found = the_term(public_id)
    if not isinstance(found, FocalPoint):
        raise NotFound
    return found


def _kept(form: Mending, act: Callable[[], None], page: Callable[[], str]) -> ResponseReturnValue:
    """Do what the form says; where it is refused, show the form with what was written."""
    if not form.validate():
        return page(), 422
    try:
        act()
    except Refusal as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.blame_for(refusal)
        return page(), refusal.status
    flash(gettext("Kept. A letter goes to whoever has a new term."))
    return redirect(url_for("desk.terms"), 303)


def _form_page(form: SuccessorForm, kind: str, term_id: str = "") -> str:
    if isinstance(form, FocalPointForm):
        form.where.choices = choices(_states().items())
    before = None
    if term_id:
        before = term_sight(the_focal_point(term_id), _states(), now().date())
    return render_template("desk/terms/form.html", form=form, kind=kind, before=before)


def _term_page(term: Term, form: ProlongForm) -> str:
    sight = term_sight(term, _states(), now().date())
    return render_template("desk/terms/one.html", term=sight, form=form)


def _states() -> dict[str, str]:
    return dict(names(db(), language=reader().language, on=now().date()))
