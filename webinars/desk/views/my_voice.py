"""`/my`: the whole series, questions to the speakers, and who watched together."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.desk.forms import QuestionForm, ViewersForm
from webinars.desk.views.my import my
from webinars.desk.views.my_floor import floor_told
from webinars.desk.views.my_page import again, done_with, sight_of
from webinars.kernel.refusals import BadInput
from webinars.live.operations import ask, declare_viewers, take_back, vote
from webinars.live.operations.groups import NotThen
from webinars.live.queries import get_question
from webinars.live.queries.floor import NoSuchQuestion
from webinars.registrations.operations import end_enrolment, enrol
from webinars.registrations.queries import get_registration, get_to_change
from webinars.registrations.rules import last_place
from webinars.web.access import Purpose, held, holds
from webinars.web.requests import db, now


@my.post("/my/<token>/series")
@holds(Purpose.MY)
def wish_for_series(token: str) -> ResponseReturnValue:
    enrol(db(), registration=get_to_change(db(), public_id=held()), by=held(), now=now())
    return done_with(token, "enrolled")


@my.post("/my/<token>/series/end")
@holds(Purpose.MY)
def end_wish(token: str) -> ResponseReturnValue:
    end_enrolment(db(), registration=get_to_change(db(), public_id=held()), by=held(), now=now())
    return done_with(token, "unenrolled")


@my.post("/my/<token>/questions")
@holds(Purpose.MY)
def ask_speakers(token: str) -> ResponseReturnValue:
    form = QuestionForm(request.form, prefix="q")
    if not form.validate():
        return again(token, question=form)
    ask(db(), registration=get_registration(db(), public_id=held()), now=now(), **form.said())
    return done_with(token, "asked")


@my.post("/my/<token>/questions/<question_id>/take-back")
@holds(Purpose.MY)
def take_question_back(token: str, question_id: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    question = get_question(db(), webinar=mine.webinar, public_id=question_id)
    if question.registration_id != mine.id:
        raise NoSuchQuestion
    take_back(db(), question=question, now=now())
    return done_with(token, "unasked")


@my.post("/my/<token>/questions/<question_id>/vote")
@holds(Purpose.MY)
def support_question(token: str, question_id: str) -> ResponseReturnValue:
    mine = get_registration(db(), public_id=held())
    question = get_question(db(), webinar=mine.webinar, public_id=question_id)
    vote(db(), registration=mine, question=question, now=now())
    return redirect(f"{url_for('my.show', token=token)}#questions", 303)


@my.get("/my/<token>/questions")
@holds(Purpose.MY)
def floor(token: str) -> ResponseReturnValue:
    """Show the questions alone: what a page that stays open asks for now and then."""
    mine = get_registration(db(), public_id=held())
    return render_template(
        "desk/my/floor.html",
        token=token,
        webinar=mine.webinar,
        demonstration=mine.webinar.series.demonstration,
        **floor_told(db(), sight_of(db(), mine)),
    )


@my.post("/my/<token>/viewers")
@holds(Purpose.MY)
def watched_together(token: str) -> ResponseReturnValue:
    form = ViewersForm(request.form, prefix="v")
    if not form.validate():
        return again(token, viewers=form)
    mine = get_registration(db(), public_id=held())
    place = last_place(mine)
    if place is None:
        raise NotThen
    try:
        declare_viewers(
            db(), registration=mine, sitting=place.sitting, group=form.group(), by=held(), now=now()
        )
    except BadInput as refusal:
        form.blame(form.viewers, refusal)
        return again(token, viewers=form)
    return done_with(token, "declared")
