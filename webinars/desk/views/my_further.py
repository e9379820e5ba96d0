"""On one's own page: the further questions of the webinar, answered later or otherwise."""

from flask import request
from flask.typing import ResponseReturnValue

from webinars.database import Db
from webinars.desk.forms.extra import ExtraAnswers
from webinars.desk.views.my import my
from webinars.desk.views.my_page import again, done_with, further_of
from webinars.registrations.operations.completing import answer_further
from webinars.registrations.queries import get_registration, get_to_change
from webinars.web.access import Purpose, held, holds
from webinars.web.requests import db, glance, now


@my.post("/my/<token>/answers")
@holds(Purpose.MY)
def answer(token: str) -> ResponseReturnValue:
    with glance() as own:
        more = _sent(own)
    if not more.validate():
        return again(token, more=more)
    answer_further(
        db(),
        registration=get_to_change(db(), public_id=held()),
        asked=[field.id for field in more.fields],
        answers=more.answered(),
        by=held(),
        now=now(),
    )
    return done_with(token, "kept")


def _sent(db: Db) -> ExtraAnswers:
    return further_of(db, get_registration(db, public_id=held()), (), sent=request.form)
