"""Questions from the floor: an officer shows, answers or hides each, the moderator takes them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.refusals import NotFound
from webinars.live.forms import AnswerForm, HideForm
from webinars.live.models import FloorQuestion
from webinars.live.operations import answer, hide, put_off, say_aloud, show
from webinars.live.queries import get_question, group_viewers, queue_of
from webinars.live.views.door import bp
from webinars.programme.models import Appearance, Part, Webinar
from webinars.programme.queries import find_webinar
from webinars.programme.queries.appearances import find_appearance
from webinars.programme.rules import text_in
from webinars.web.access import Permission, Purpose, held, holds, needs, signed_in
from webinars.web.forms import Form, watched
from webinars.web.readers import reader
from webinars.web.requests import db, now

Sent = tuple[str, Form]
"""A form that was sent with faults, and the public id of its question."""


@bp.get("/secretariat/webinars/<slug>/questions")
@needs(Permission.SCHEDULE)
def questions(slug: str) -> ResponseReturnValue:
    return _page(_webinar(slug))


@bp.post("/secretariat/webinars/<slug>/questions/<question_id>/show")
@needs(Permission.SCHEDULE)
def show_one(slug: str, question_id: str) -> ResponseReturnValue:
    show(db(), question=_question(slug, question_id), by=_me(), now=now())
    return _back(slug, gettext("Everybody who is registered can read it now."))


@bp.post("/secretariat/webinars/<slug>/questions/<question_id>/answer")
@needs(Permission.SCHEDULE)
def answer_one(slug: str, question_id: str) -> ResponseReturnValue:
    question = _question(slug, question_id)
    form = AnswerForm(request.form, prefix=question.public_id)
    if not form.validate() or not form.is_of(question.answer):
        return _page(_webinar(slug), (question_id, form)), 422
    answer(db(), question=question, by=_me(), now=now(), **form.said())
    return _back(slug, gettext("Answered. Who asked gets a letter, and finds it on their page."))


@bp.post("/secretariat/webinars/<slug>/questions/<question_id>/hide")
@needs(Permission.SCHEDULE)
def hide_one(slug: str, question_id: str) -> ResponseReturnValue:
    question = _question(slug, question_id)
    form = HideForm(request.form, prefix=question.public_id)
    if not form.validate():
        return _page(_webinar(slug), (question_id, form)), 422
    hide(db(), question=question, reason=form.reason.value, by=_me(), now=now())
    return _back(slug, gettext("Hidden. Only who asked still sees it, with the reason."))


@bp.post("/secretariat/webinars/<slug>/questions/<question_id>/aloud")
@needs(Permission.SCHEDULE)
def answered_aloud(slug: str, question_id: str) -> ResponseReturnValue:
    say_aloud(db(), question=_question(slug, question_id), by=_me(), now=now())
    return _back(slug, gettext("Noted: answered in the sitting."))


@bp.post("/secretariat/webinars/<slug>/questions/<question_id>/later")
@needs(Permission.SCHEDULE)
def answered_later(slug: str, question_id: str) -> ResponseReturnValue:
    put_off(db(), question=_question(slug, question_id), by=_me(), now=now())
    return _back(slug, gettext("Everybody reads that the answer comes in writing."))


@bp.get("/join/<token>/questions")
@holds(Purpose.JOIN)
def moderate(token: str) -> ResponseReturnValue:
    """Show the moderator the queue, by the link with which she comes to the sitting."""
    moderator = _moderator()
    text, language = text_in(moderator.webinar.texts, reader().language)
    return render_template(
        "live/moderator.html",
        token=token,
        webinar=moderator.webinar,
        name=text.title,
        name_language=language,
        queue=queue_of(db(), webinar=moderator.webinar),
        demonstration=moderator.webinar.series.demonstration,
    )


@bp.post("/join/<token>/questions/<question_id>/<act>")
@holds(Purpose.JOIN)
def take_question(token: str, question_id: str, act: str) -> ResponseReturnValue:
    """Let the moderator show a question, or say how it is answered."""
    moderator = _moderator()
    question = get_question(db(), webinar=moderator.webinar, public_id=question_id)
    done = {"show": show, "aloud": say_aloud, "later": put_off}.get(act)
    if done is None:
        raise NotFound
    done(db(), question=question, by=moderator.public_id, now=now())
    return redirect(url_for("live.moderate", token=token), 303)


def _moderator() -> Appearance:
    found = find_appearance(db(), public_id=held())
    if found is None or found.part is not Part.MODERATOR or found.declined_at is not None:
        raise NotFound
    return found


def _page(webinar: Webinar, sent: Sent | None = None) -> str:
    """Return the page; `sent` is what needs another look, if anything does."""
    text, language = text_in(webinar.texts, reader().language)
    return render_template(
        "live/questions.html",
        webinar=webinar,
        name=text.title,
        name_language=language,
        asked=[(row, votes, *_forms(row, sent)) for row, votes in queue_of(db(), webinar=webinar)],
        viewers=group_viewers(db(), webinar=webinar),
        form=sent[1] if sent else None,
    )


def _forms(row: FloorQuestion, sent: Sent | None) -> tuple[Form, Form]:
    """Return the two forms beside a question: the sent one where it was this question's."""
    given = {"answer": row.answer, "language": row.answer_language or reader().language}
    seen = watched({"answer": row.answer})
    answering = AnswerForm(prefix=row.public_id, data=seen | given)
    hiding = HideForm(prefix=row.public_id, data={"reason": row.hidden_because})
    if sent is None or sent[0] != row.public_id:
        return answering, hiding
    wrong = sent[1]
    return (wrong, hiding) if isinstance(wrong, AnswerForm) else (answering, wrong)


def _webinar(slug: str) -> Webinar:
    webinar = find_webinar(db(), slug=slug)
    if webinar is None:
        raise NotFound
    return webinar


def _question(slug: str, question_id: str) -> FloorQuestion:
    return get_question(db(), webinar=_webinar(slug), public_id=question_id)


def _me() -> str:
    return signed_in().public_id


def _back(slug: str, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("live.questions", slug=slug), 303)
