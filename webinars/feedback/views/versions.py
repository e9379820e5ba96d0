"""Questionnaires in all languages side by side, and the writing of the next version."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.feedback.forms.questions import (
    QUESTION_KINDS,
    QuestionForm,
    SureForm,
    question_form,
    written,
)
from webinars.feedback.models import Question, Questionnaire, QuestionnaireKind
from webinars.feedback.operations.versions import (
    BadIdentity,
    IdentityTaken,
    NotSure,
    OtherKind,
    begin_version,
    changed_in_part,
    discard_version,
    move_question,
    put_question,
    remove_question,
    to_look_at,
    use_version,
    worded,
)
from webinars.feedback.queries import find_questionnaire, newest_questionnaire, versions_of
from webinars.feedback.rules import KIND_NAMES
from webinars.feedback.rules.wording import MOST_QUESTIONS, gaps
from webinars.feedback.views.door import bp
from webinars.kernel.languages import OWN_NAMES
from webinars.kernel.refusals import NotFound
from webinars.web.access import Permission, needs, signed_in
from webinars.web.requests import db, now


@bp.get("/secretariat/questionnaire")
@needs(Permission.SCHEDULE)
def preview() -> ResponseReturnValue:
    """Show the questionnaire of a kind that is in use."""
    found = newest_questionnaire(db(), kind=_kind(request.args.get("kind", "after")))
    if found is None:
        raise NotFound
    return _page(found)


@bp.get("/secretariat/questionnaires/<public_id>")
@needs(Permission.SCHEDULE)
def version(public_id: str) -> ResponseReturnValue:
    return _page(_version(public_id))


@bp.post("/secretariat/questionnaires/<kind>/begin")
@needs(Permission.SCHEDULE)
def begin(kind: str) -> ResponseReturnValue:
    draft = begin_version(db(), kind=_kind(kind), by=_by(), now=now())
    return _back(draft)


@bp.get("/secretariat/questionnaires/<public_id>/questions/new")
@needs(Permission.SCHEDULE)
def new_question(public_id: str) -> ResponseReturnValue:
    return _form(_version(public_id), question_form(None)())


@bp.post("/secretariat/questionnaires/<public_id>/questions/new")
@needs(Permission.SCHEDULE)
def add_question(public_id: str) -> ResponseReturnValue:
    draft, form = _version(public_id), question_form(None)(request.form)
    if not _put(draft, form):
        return _form(draft, form), 422
    flash(gettext("The question is added at the end."), "ok")
    return _back(draft)


@bp.get("/secretariat/questionnaires/<public_id>/questions/<identity>")
@needs(Permission.SCHEDULE)
def question(public_id: str, identity: str) -> ResponseReturnValue:
    draft = _version(public_id)
    found = _question(draft, identity)
    return _form(draft, question_form(found)(data=written(found)), found)


@bp.post("/secretariat/questionnaires/<public_id>/questions/<identity>")
@needs(Permission.SCHEDULE)
def change_question(public_id: str, identity: str) -> ResponseReturnValue:
    draft = _version(public_id)
    found = _question(draft, identity)
    form = question_form(found)(request.form)
    if not _put(draft, form, found):
        return _form(draft, form, found), 422
    flash(gettext("The question is changed."), "ok")
    return _back(draft)


@bp.post("/secretariat/questionnaires/<public_id>/questions/<identity>/move")
@needs(Permission.SCHEDULE)
def move(public_id: str, identity: str) -> ResponseReturnValue:
    draft = _version(public_id)
    up = request.form.get("to") == "up"
    move_question(db(), draft=draft, question=_question(draft, identity), up=up)
    return _back(draft)


@bp.get("/secretariat/questionnaires/<public_id>/questions/<identity>/remove")
@needs(Permission.SCHEDULE)
def ask_remove(public_id: str, identity: str) -> ResponseReturnValue:
    draft = _version(public_id)
    found = _question(draft, identity)
    return render_template("feedback/question_remove.html", version=draft, question=found)


@bp.post("/secretariat/questionnaires/<public_id>/questions/<identity>/remove")
@needs(Permission.SCHEDULE)
def remove(public_id: str, identity: str) -> ResponseReturnValue:
    draft = _version(public_id)
    remove_question(db(), draft=draft, question=_question(draft, identity))
    flash(gettext("The question is removed from the draft."), "ok")
    return _back(draft)


@bp.get("/secretariat/questionnaires/<public_id>/use")
@needs(Permission.SCHEDULE)
def ask_use(public_id: str) -> ResponseReturnValue:
    return _use_page(_version(public_id), SureForm())


@bp.post("/secretariat/questionnaires/<public_id>/use")
@needs(Permission.SCHEDULE)
def use(public_id: str) -> ResponseReturnValue:
    draft, form = _version(public_id), SureForm(request.form)
    try:
        use_version(db(), draft=draft, sure=bool(form.sure.data), by=_by(), now=now())
    except NotSure as refusal:
        form.blame(form.sure, refusal)
        return _use_page(draft, form), 422
    flash(gettext("From now on these questions are asked."), "ok")
    return _back(draft)


@bp.get("/secretariat/questionnaires/<public_id>/discard")
@needs(Permission.SCHEDULE)
def ask_discard(public_id: str) -> ResponseReturnValue:
    return render_template("feedback/version_discard.html", version=_version(public_id))


@bp.post("/secretariat/questionnaires/<public_id>/discard")
@needs(Permission.SCHEDULE)
def discard(public_id: str) -> ResponseReturnValue:
    draft = _version(public_id)
    kind = draft.kind
    discard_version(db(), draft=draft, by=_by(), now=now())
    flash(gettext("The draft is given up. Nothing else has changed."), "ok")
    return redirect(url_for("feedback.preview", kind=kind), 303)


def _put(draft: Questionnaire, form: QuestionForm, question: Question | None = None) -> bool:
    """Keep what the form says; or blame the field that is in the way."""
    if not form.validate():
        return False
    try:
        put_question(db(), draft=draft, said=form.said(question), question=question)
    except (BadIdentity, IdentityTaken, OtherKind) as refusal:
        form.blame(form["identity"], refusal)
        return False
    return True


def _page(version: Questionnaire) -> str:
    return render_template(
        "feedback/version.html",
        version=version,
        versions=versions_of(db(), kind=version.kind),
        kinds=KIND_NAMES,
        sorts=QUESTION_KINDS,
        languages=list(OWN_NAMES),
        words={
            one.identity: {text.language: text for text in one.texts} for one in version.questions
        },
        **_judged(version),
    )


def _use_page(draft: Questionnaire, form: SureForm) -> str:
    looked = to_look_at(db(), draft=draft)
    return render_template(
        "feedback/version_use.html", version=draft, form=form, look=looked, **_judged(draft)
    )


def _judged(version: Questionnaire) -> dict[str, object]:
    """Return what a draft lacks, and what somebody should look at."""
    if version.used_from is not None:
        return {"gaps": [], "changed": {}, "too_many": False}
    return {
        "gaps": gaps(worded(version)),
        "changed": changed_in_part(db(), draft=version),
        "too_many": len(version.questions) > MOST_QUESTIONS,
    }


def _form(draft: Questionnaire, form: QuestionForm, question: Question | None = None) -> str:
    return render_template(
        "feedback/question.html",
        version=draft,
        form=form,
        question=question,
        sorts=QUESTION_KINDS,
        languages=list(OWN_NAMES),
    )


def _kind(text: str) -> QuestionnaireKind:
    if text not in KIND_NAMES:
        raise NotFound
    return QuestionnaireKind(text)


def _version(public_id: str) -> Questionnaire:
    found = find_questionnaire(db(), public_id=public_id)
    if found is None:
        raise NotFound
    return found


def _question(version: Questionnaire, identity: str) -> Question:
    for one in version.questions:
        if one.identity == identity:
            return one
    raise NotFound


def _by() -> str:
    return signed_in().public_id


def _back(version: Questionnaire) -> ResponseReturnValue:
    return redirect(url_for("feedback.version", public_id=version.public_id), 303)
