"""The Secretariat reads what regional groups propose, and answers once."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.proposals import AnswerForm
from webinars.desk.sights.proposals import proposal_sight
from webinars.desk.views.door import bp
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.programme.operations.proposing import answer_proposal
from webinars.programme.queries.proposals import all_proposals, find_proposal
from webinars.states.queries import names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/proposals", endpoint="proposals")
@needs(Permission.SCHEDULE)
def show_all_proposals() -> ResponseReturnValue:
    return _page(AnswerForm(data={"language": reader().language}))


@bp.post("/secretariat/proposals/<proposal_id>", endpoint="answer_proposal")
@needs(Permission.SCHEDULE)
def do_answer(proposal_id: str) -> ResponseReturnValue:
    proposal = find_proposal(db(), public_id=proposal_id)
    if proposal is None:
        raise NotFound
    form, taken = AnswerForm(request.form), request.form.get("taken") == "yes"
    if not form.validate():
        return _page(form, proposal_id), 422
    by, words = signed_in().public_id, form.answer.data or ""
    tongue = Language(form.language.data or reader().language)
    answer_proposal(
        db(), proposal=proposal, taken=taken, answer=words, language=tongue, by=by, now=now()
    )
    flash(gettext("Kept. The coordinator reads it on the page of the group."))
    return redirect(url_for("desk.proposals"), 303)


def _page(form: AnswerForm, about: str = "") -> str:
    language = reader().language
    states = dict(names(db(), language=language, on=now().date()))
    sights = [proposal_sight(one, states, language) for one in all_proposals(db())]
    return render_template(
        "desk/proposals.html",
        waiting=[one for one in sights if one.is_open],
        answered=[one for one in sights if not one.is_open],
        form=form,
        about=about,
    )
