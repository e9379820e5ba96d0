"""The Secretariat's desk of topics: read, published, merged, answered, met."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webinars.desk.forms.topics import MeetForm, MergeForm, TopicForm
from webinars.desk.queries.topics import TopicRead, read_topics
from webinars.desk.sights.topics import topic_sights
from webinars.desk.views.door import bp
from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.models import Topic, TopicState, Webinar, WebinarState
from webinars.programme.operations.topics import (
    judge_topic,
    meet_topic,
    merge_topic,
    unmerge_topic,
    write_topic,
)
from webinars.programme.queries import find_webinar
from webinars.programme.queries.topics import duplicates_of, find_topic
from webinars.programme.rules import text_in, title_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Form
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle

DESK = "/secretariat/topics"
ONE = f"{DESK}/<topic_id>"


@bp.get(DESK)
@needs(Permission.SCHEDULE)
def topics_desk() -> ResponseReturnValue:
    rows = _all()
    sights = topic_sights(rows, now=now())
    return render_template(
        "desk/topics/desk.html",
        waiting=[one for one in sights if one.state is TopicState.WAITING],
        board=[one for one in sights if one.state is TopicState.PUBLIC],
        refused=[one for one in sights if one.state is TopicState.REFUSED],
    )


@bp.get(ONE)
@needs(Permission.SCHEDULE)
def topic_desk(topic_id: str) -> ResponseReturnValue:
    return _page(_topic(topic_id))


@bp.post(f"{ONE}/judge")
@needs(Permission.SCHEDULE)
def judge(topic_id: str) -> ResponseReturnValue:
    public = request.form.get("public") == "yes"
    judge_topic(db(), topic=_topic(topic_id), public=public, by=_by(), now=now())
    flash(gettext("The topic is public.") if public else gettext("The topic is not shown."))
    return redirect(url_for("desk.topics_desk"), 303)


@bp.post(f"{ONE}/texts/<language>")
@needs(Permission.SCHEDULE)
def write(topic_id: str, language: str) -> ResponseReturnValue:
    topic, form, code = _topic(topic_id), TopicForm(request.form), _language(language)
    if not form.validate():
        return _page(topic, form=form, language=code), 422
    write_topic(db(), topic=topic, words=form.topic(code), by=_by(), now=now())
    return _back(topic, gettext("Saved."))


@bp.post(f"{ONE}/merge")
@needs(Permission.SCHEDULE)
def merge(topic_id: str) -> ResponseReturnValue:
    topic, form = _topic(topic_id), MergeForm(request.form)
    form.prepare(_others(topic))
    if not form.validate():
        return _page(topic, merging=form), 422
    into = _topic(form.into.value)
    try:
        merge_topic(db(), topic=topic, into=into, by=_by(), now=now())
    except Refusal as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.blame(form.into, refusal)
        return _page(_topic(topic_id), merging=form), 422
    return _back(into, gettext("The two count as one. It can be undone here."))


@bp.post(f"{ONE}/unmerge")
@needs(Permission.SCHEDULE)
def unmerge(topic_id: str) -> ResponseReturnValue:
    topic = _topic(topic_id)
    unmerge_topic(db(), topic=topic, by=_by(), now=now())
    return _back(topic, gettext("The topic stands for itself again."))


@bp.post(f"{ONE}/meet")
@needs(Permission.SCHEDULE)
def meet(topic_id: str) -> ResponseReturnValue:
    topic, form = _topic(topic_id), MeetForm(request.form)
    form.prepare(_webinars())
    if not form.validate():
        return _page(topic, meeting=form), 422
    webinar = find_webinar(db(), slug=form.webinar.data) if form.webinar.data else None
    meet_topic(db(), topic=topic, webinar=webinar, by=_by(), now=now())
    return _back(topic, gettext("Saved."))


def _page(
    topic: Topic,
    *,
    form: TopicForm | None = None,
    language: Language | None = None,
    merging: MergeForm | None = None,
    meeting: MeetForm | None = None,
) -> str:
    asked = request.args.get("write", "")
    code = language or (Language(asked) if is_language(asked) else topic.language)
    merge_form = merging or MergeForm()
    merge_form.prepare(_others(topic))
    meet_form = meeting or MeetForm(data={"webinar": topic.webinar.slug if topic.webinar else ""})
    meet_form.prepare(_webinars())
    wrong: Form | None = form or merging or meeting
    text, spoken = text_in(topic.texts, reader().language)
    return render_template(
        "desk/topics/topic.html",
        topic=topic,
        title=text.title,
        title_language=spoken,
        written=form or TopicForm(data=_said(topic, code)),
        language=code,
        there={row.language for row in topic.texts},
        duplicates=duplicates_of(db(), topic=topic),
        nearest=lambda texts: text_in(texts, reader().language)[0],
        merging=merge_form,
        meeting=meet_form,
        form=wrong,
    )


def _said(topic: Topic, language: Language) -> dict[str, str]:
    text = next((row for row in topic.texts if row.language is language), None)
    return {"title": text.title, "words": text.words, "answer": text.answer} if text else {}


def _all() -> list[TopicRead]:
    return list(read_topics(db(), language=reader().language, states=frozenset(TopicState)))


def _others(topic: Topic) -> list[tuple[str, str]]:
    board = read_topics(db(), language=reader().language, states=frozenset({TopicState.PUBLIC}))
    return [(one.topic.public_id, one.text.title) for one in board if one.topic.id != topic.id]


def _webinars() -> list[tuple[str, str]]:
    rows = select(Webinar).where(Webinar.state != WebinarState.CANCELLED)
    found = db().scalars(
        rows.options(selectinload(Webinar.texts)).order_by(Webinar.planned_month, Webinar.id)
    )
    return [(one.slug, title_in(one, reader().language)) for one in found]


def _topic(public_id: str) -> Topic:
    found = find_topic(db(), public_id=public_id)
    if found is None:
        raise NotFound
    return found


def _language(code: str) -> Language:
    if not is_language(code):
        raise NotFound
    return Language(code)


def _by() -> str:
    return signed_in().public_id


def _back(topic: Topic, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("desk.topic_desk", topic_id=topic.public_id), 303)
