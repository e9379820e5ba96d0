"""The questionnaire's page for who was asked."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webinars.feedback.forms import answers_in, form_of
from webinars.feedback.models import Invitation
from webinars.feedback.operations import (
    AlreadyAnswered,
    Closed,
    NotAnAnswer,
    NothingAnswered,
    answer,
    mark_of,
)
from webinars.feedback.queries import (
    count_invited,
    find_invitation,
    is_spent,
)
from webinars.feedback.rules import K
from webinars.feedback.views.door import bp
from webinars.kernel.refusals import NotFound
from webinars.programme.rules import text_in
from webinars.web.access import Purpose, held, holds
from webinars.web.forms import Form
from webinars.web.readers import reader
from webinars.web.requests import db, house, now


@bp.get("/feedback/<token>")
@holds(Purpose.FEEDBACK)
def ask(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by @holds)
    invitation = _invitation()
    if is_spent(db(), mark=mark_of(house().keyring, invitation.public_id)):
        raise AlreadyAnswered
    if now() >= invitation.closes_at:
        raise Closed
    return _page(invitation, form_of(invitation.questionnaire, reader().language)())


@bp.post("/feedback/<token>")
@holds(Purpose.FEEDBACK)
def take(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by @holds)
    """Keep the answers; the receipt is in this answer alone and nowhere else."""
    invitation = _invitation()
    form = form_of(invitation.questionnaire, reader().language)(request.form)
    if not form.validate():
        return _page(invitation, form), 422
    try:
        given = answers_in(form)
        receipt = answer(
            db(), invitation=invitation, answers=given, keyring=house().keyring, now=now()
        )
    except (NothingAnswered, NotAnAnswer) as refusal:
        return _page(invitation, form, refusal.message), 422
    return render_template("feedback/thanks.html", receipt=receipt)


def _invitation() -> Invitation:
    found = find_invitation(db(), public_id=held())
    if found is None:
        raise NotFound
    return found


def _page(invitation: Invitation, form: Form, fault: str = "") -> str:
    text, language = text_in(invitation.webinar.texts, reader().language)
    return render_template(
        "feedback/questionnaire.html",
        form=form,
        fault=fault,
        text=text,
        text_language=language,
        closes_at=invitation.closes_at,
        language_kept=bool(invitation.language),
        classes=invitation,
        kind=invitation.questionnaire.kind,
        few=count_invited(db(), invitation=invitation) < K,
    )
