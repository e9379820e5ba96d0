"""`/my`: a colleague goes instead; taking it back; saying no to it."""

from flask import request
from flask.typing import ResponseReturnValue

from webinars.desk.forms import ColleagueForm
from webinars.desk.views.my import my
from webinars.desk.views.my_page import again, done_with
from webinars.registrations.models import Substitution
from webinars.registrations.operations import substitute, undo_substitution
from webinars.registrations.operations.refusals import NoSubstitution, SamePerson
from webinars.registrations.queries import get_to_change, passed_on, received
from webinars.web.access import Purpose, held, holds
from webinars.web.requests import db, now


@my.post("/my/<token>/colleague")
@holds(Purpose.MY)
def send_colleague(token: str) -> ResponseReturnValue:
    form = ColleagueForm(request.form, prefix="to")
    if not form.validate():
        return again(token, colleague=form)
    mine = get_to_change(db(), public_id=held())
    try:
        substitute(db(), registration=mine, colleague=form.colleague(), by=held(), now=now())
    except SamePerson as refusal:
        form.blame(form.email, refusal)
        return again(token, colleague=form)
    return done_with(token, "passed")


@my.post("/my/<token>/take-back")
@holds(Purpose.MY)
def take_back(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    return _undone(token, passed_on(db(), registration=mine), "taken-back")


@my.post("/my/<token>/decline")
@holds(Purpose.MY)
def decline(token: str) -> ResponseReturnValue:
    """The colleague cannot go, or does not want to: the place goes back."""
    mine = get_to_change(db(), public_id=held())
    return _undone(token, received(db(), registration=mine), "declined")


def _undone(token: str, substitution: Substitution | None, what: str) -> ResponseReturnValue:
    if substitution is None:
        raise NoSubstitution
    undo_substitution(db(), substitution=substitution, by=held(), now=now())
    return done_with(token, what)
