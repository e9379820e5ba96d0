"""One's own State: every webinar with its delegation, and one of them with all that can be done."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webinars.accounts.queries import terms_of
from webinars.desk.queries.delegation import Delegation, NotYourDelegation, delegations, last_hands
from webinars.desk.sights.delegation import changed_since, delegation_sight
from webinars.desk.views.delegation.door import Own, of_own_state, person_id, webinar_called
from webinars.desk.views.door import bp
from webinars.programme.models import Webinar
from webinars.registrations.operations import DelegationChanged
from webinars.registrations.queries import all_of_delegation, bounced
from webinars.registrations.rules import REJECTIONS
from webinars.web.access import Permission, needs
from webinars.web.readers import reader, said_here
from webinars.web.requests import db, now


@bp.get("/states/mine")
@needs(Permission.REPRESENT)
def my_delegation() -> ResponseReturnValue:
    terms = terms_of(db(), person_id=person_id(), on=now().date())
    if not terms:
        raise NotYourDelegation
    return redirect(url_for("desk.delegations", code=terms[0].state_code, **said_here()), 303)


@bp.get("/states/<code>", endpoint="delegations")
@needs(Permission.REPRESENT)
@of_own_state
def show_all(own: Own) -> ResponseReturnValue:
    rows = [
        delegation_sight(one, reader().language, now()) for one in delegations(db(), code=own.code)
    ]
    ahead = [row for row in rows if not row.is_past]
    past = [row for row in reversed(rows) if row.is_past]
    return render_template("desk/delegation/all.html", own=own, ahead=ahead, past=past)


@bp.get("/states/<code>/webinars/<slug>", endpoint="delegation")
@needs(Permission.REPRESENT)
@of_own_state
def show_one(own: Own, slug: str) -> ResponseReturnValue:
    return page_of(own, webinar_called(slug))


def page_of(
    own: Own, webinar: Webinar, *, refused: DelegationChanged | None = None, fault: str = ""
) -> str:
    """Return the page of one delegation; `refused` lists what somebody else did meanwhile.

    What was written stands in the page again: numbers, ticks, the reason.
    """
    rows = all_of_delegation(db(), webinar=webinar, code=own.code)
    changed = refused.changed if refused else ()
    hands = last_hands(db(), registrations=changed)
    return render_template(
        "desk/delegation/one.html",
        own=own,
        row=delegation_sight(
            Delegation(webinar, tuple(rows)),
            reader().language,
            now(),
            bounced=bounced(db(), registrations=rows),
        ),
        changed=changed_since(changed, hands),
        fault=fault,
        reasons=REJECTIONS,
    )
