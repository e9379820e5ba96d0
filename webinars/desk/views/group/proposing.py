"""What a group proposes: speakers, topics, lead delegations, and what came of each."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.proposals import ProposalForm
from webinars.desk.queries.group import members_of
from webinars.desk.sights.proposals import proposal_sight
from webinars.desk.views.door import bp
from webinars.desk.views.group.door import OwnGroup, of_own_group
from webinars.kernel.refusals import Refusal
from webinars.programme.models import Webinar, WebinarState
from webinars.programme.operations.proposing import propose
from webinars.programme.queries import announced_webinars
from webinars.programme.queries.proposals import proposals_of
from webinars.programme.rules import title_in
from webinars.states.queries import names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/groups/<code>/proposals", endpoint="group_proposals")
@needs(Permission.COORDINATE)
@of_own_group
def show_proposals(own: OwnGroup) -> ResponseReturnValue:
    return _page(own, _prepared(own, ProposalForm()))


@bp.post("/groups/<code>/proposals")
@needs(Permission.COORDINATE)
@of_own_group
def do_propose(own: OwnGroup) -> ResponseReturnValue:
    form = _prepared(own, ProposalForm(request.form))
    if not form.validate():
        return _page(own, form), 422
    known = {one.slug: one for one in _webinars()}
    idea = form.idea(known.get(form.webinar.data or ""))
    try:
        propose(db(), group=own.code, idea=idea, by=signed_in().public_id, now=now())
    except Refusal as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.blame_for(refusal)
        return _page(own, form), refusal.status
    flash(gettext("Thank you. The Secretariat reads it, and answers here."))
    return redirect(url_for("desk.group_proposals", code=own.code), 303)


def _webinars() -> list[Webinar]:
    """Return those for which one can still propose something."""
    told = announced_webinars(db())
    ahead = (one for one in told if any(sitting.ends_at > now() for sitting in one.sittings))
    return [one for one in ahead if one.state is not WebinarState.CANCELLED]


def _prepared(own: OwnGroup, form: ProposalForm) -> ProposalForm:
    language, today = reader().language, now().date()
    members = members_of(db(), group=own.code, language=language, on=today)
    form.prepare(
        [(one.slug, title_in(one, language)) for one in _webinars()],
        [(one.state.code, one.name) for one in members],
    )
    return form


def _page(own: OwnGroup, form: ProposalForm) -> str:
    language = reader().language
    states = dict(names(db(), language=language, on=now().date()))
    rows = proposals_of(db(), group=own.code)
    return render_template(
        "desk/group/proposals.html",
        own=own,
        form=form,
        rows=[proposal_sight(one, states, language) for one in rows],
    )
