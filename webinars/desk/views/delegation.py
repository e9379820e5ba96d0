"""The focal point's page: who of one's own State is registered for what."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webinars.accounts.queries import SignedIn
from webinars.desk.queries.delegation import (
    NotYourDelegation,
    delegations,
    term_for,
    terms_of,
)
from webinars.desk.sights.delegation import delegation_sight
from webinars.desk.views.door import bp
from webinars.states.queries import get_state, names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/states/mine")
@needs(Permission.REPRESENT)
def my_delegation() -> ResponseReturnValue:
    terms = terms_of(db(), person_id=_person_id(), on=now().date())
    if not terms:
        raise NotYourDelegation
    return redirect(url_for("desk.delegation", code=terms[0].state_code), 303)


@bp.get("/states/<code>")
@needs(Permission.REPRESENT)
def delegation(code: str) -> ResponseReturnValue:
    """Show one State's delegation to its focal point, and to nobody else."""
    state = get_state(db(), code=code)
    term = term_for(db(), person_id=_person_id(), code=state.code, on=now().date())
    name = dict(names(db(), language=reader().language, on=now().date())).get(
        state.code, state.code
    )
    rows = [
        delegation_sight(one, reader().language, now())
        for one in delegations(db(), code=state.code)
    ]
    return render_template("desk/delegation.html", name=name, term=term, rows=rows)


def _person_id() -> int | None:
    person = signed_in()
    return person.person_id if isinstance(person, SignedIn) else None
