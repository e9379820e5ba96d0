"""The public list and search of states, and the administration of what is held of them."""

from datetime import timedelta

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.kernel.refusals import NotFound, Refusal
from webinars.states.forms import FactForm, form_for
from webinars.states.models import Kind, State
from webinars.states.operations import record_fact
from webinars.states.queries import (
    classify_all,
    find_states,
    get_state,
    history,
    holding,
    list_by_group,
    names,
)
from webinars.states.rules import CONFIDENCE_NAMES, GROUP_NAMES, KIND_NAMES, VALUE_NAMES
from webinars.web.access import Permission, needs, public, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now

bp = Blueprint("states", __name__)

FOUND_AT_MOST = 20
KEPT_FOR = timedelta(minutes=5)
"""How old an answer of the search may be in a browser that does not ask again."""


@bp.get("/states")
@public
def everyone() -> ResponseReturnValue:
    """The members by group; with `?q=` the states that the words may mean, as JSON."""
    if "q" in request.args:
        return _found(request.args["q"])
    listing = list_by_group(db(), language=reader().language, on=now().date())
    return render_template(
        "states/everyone.html",
        listing=listing,
        group_names=GROUP_NAMES,
        kind_names=KIND_NAMES,
        today=now().date(),
    )


@bp.get("/administration/states")
@needs(Permission.ADMINISTER)
def administer() -> ResponseReturnValue:
    listing = list_by_group(db(), language=reader().language, on=now().date())
    return render_template(
        "states/administer.html",
        listing=listing,
        group_names=GROUP_NAMES,
        kind_names=KIND_NAMES,
        today=now().date(),
    )


@bp.get("/administration/states/<code>")
@needs(Permission.ADMINISTER)
def show(code: str) -> ResponseReturnValue:
    state = get_state(db(), code=code)
    return render_template(
        "states/show.html",
        state=state,
        name=_name(state),
        facts=history(db(), state=state),
        holding=holding(db(), state=state, on=now().date()),
        kind_names=KIND_NAMES,
        value_names=VALUE_NAMES,
        confidence_names=CONFIDENCE_NAMES,
    )


@bp.get("/administration/states/<code>/<kind>")
@needs(Permission.ADMINISTER)
def ask(code: str, kind: str) -> ResponseReturnValue:
    return _form_page(get_state(db(), code=code), _kind(kind), form_for(_kind(kind))())


@bp.post("/administration/states/<code>/<kind>")
@needs(Permission.ADMINISTER)
def add(code: str, kind: str) -> ResponseReturnValue:
    state, form = get_state(db(), code=code), form_for(_kind(kind))(request.form)
    if not form.validate():
        return _form_page(state, _kind(kind), form), 422
    try:
        record_fact(
            db(),
            state=state.code,
            kind=_kind(kind),
            editor=signed_in().public_id,
            now=now(),
            **form.row(),
        )
    except Refusal as refusal:
        form.blame_for(refusal)
        return _form_page(state, _kind(kind), form), refusal.status
    return redirect(url_for("states.show", code=state.code), 303)


def _found(text: str) -> ResponseReturnValue:
    """Answer with the states that `text` may mean, the likeliest first."""
    today = now().date()
    hits = find_states(db(), text=text, language=reader().language, on=today, limit=FOUND_AT_MOST)
    codes = [hit.code for hit in hits]
    known = classify_all(db(), on=today, known_at=now(), only=codes)
    answer = jsonify(
        [
            {
                "code": hit.code,
                "name": hit.name,
                "matched": hit.matched,
                "member": known[hit.code].member,
                "group": known[hit.code].group,
                "unverified": sorted(known[hit.code].unverified),
            }
            for hit in hits
        ]
    )
    answer.add_etag()
    answer.cache_control.public = True
    answer.cache_control.max_age = int(KEPT_FOR.total_seconds())
    answer.vary.update(["Accept-Language", "Cookie"])
    return answer.make_conditional(request)


def _form_page(state: State, kind: Kind, form: FactForm) -> str:
    return render_template(
        "states/add.html",
        state=state,
        name=_name(state),
        kind=kind,
        kind_name=KIND_NAMES[kind],
        form=form,
    )


def _kind(text: str) -> Kind:
    if text not in set(Kind):
        raise NotFound
    return Kind(text)


def _name(state: State) -> str:
    named = dict(names(db(), language=reader().language, on=now().date()))
    return named.get(state.code, state.code)
