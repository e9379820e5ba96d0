"""Writing the next version of a questionnaire: a draft changes freely, a used version never."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.feedback.models import (
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
    QuestionText,
)
from webinars.feedback.queries import versions_of
from webinars.feedback.rules.wording import (
    MOST_QUESTIONS,
    OFFERING,
    Worded,
    Words,
    gaps,
    is_value,
    options_in,
    options_text,
    reworded,
)
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, NotFound, Refusal
from webinars.kernel.text import N_


class InUse(Refusal):
    message = N_("This version has been used: it is never changed. Begin the next version instead.")


class BadIdentity(BadInput):
    message = N_("Write a short name of small letters, digits and hyphens, as in well-paced.")


class IdentityTaken(Refusal):
    message = N_("There is a question of this name in this version already.")


class OtherKind(Refusal):
    message = N_(
        "An earlier version asked “%(identity)s” in another way. A name stands for one question:"
        " give this one another name."
    )


class NotWhole(Refusal):
    message = N_("Some questions have no words yet in one of the languages, or other options.")


class NoQuestions(Refusal):
    message = N_("There is no question in this version.")


class NotSure(BadInput):
    message = N_("Say that you have looked at what is told above.")


@dataclass(frozen=True)
class Said:
    """A question as an officer wrote it."""

    identity: str
    kind: QuestionKind
    words: Mapping[Language, Words] = field(default_factory=dict)


def worded(questionnaire: Questionnaire) -> list[Worded]:
    """Return the questions as plain values."""
    return [
        Worded(
            one.identity,
            one.kind,
            {
                text.language: Words(text.label, text.hint, options_in(text.options))
                for text in one.texts
            },
        )
        for one in questionnaire.questions
    ]


def begin_version(db: Db, *, kind: QuestionnaireKind, by: str, now: datetime) -> Questionnaire:
    """Return the draft of a kind; made as a copy of the newest version if there is none.

    Raises:
        NotFound: there is no version of this kind.
    """
    known = versions_of(db, kind=kind)
    if not known:
        raise NotFound
    newest = known[0]
    if newest.used_from is None:
        return newest
    try:
        with db.begin_nested():
            draft = _copy(newest, now)
            db.add(draft)
            db.flush()
    except IntegrityError:  # another officer began it at the same moment
        return versions_of(db, kind=kind)[0]
    _tell(db, "feedback.begin_version", draft, by, now)
    return draft


def _copy(old: Questionnaire, now: datetime) -> Questionnaire:
    questions = [
        Question(
            identity=one.identity,
            kind=one.kind,
            position=one.position,
            texts=[
                QuestionText(
                    language=text.language, label=text.label, hint=text.hint, options=text.options
                )
                for text in one.texts
            ],
        )
        for one in old.questions
    ]
    return Questionnaire(
        kind=old.kind, version=old.version + 1, made_at=now, used_from=None, questions=questions
    )


def put_question(
    db: Db, *, draft: Questionnaire, said: Said, question: Question | None = None
) -> Question:
    """Write a question of a draft: a new one at its end, or `question` in other words.

    Raises:
        InUse: the version is no draft.
        BadIdentity, IdentityTaken: the name of a new question will not do.
        OtherKind: an earlier version has a question of this name and another kind.
    """
    _refuse_used(draft)
    if question is None:
        _refuse_identity(db, draft, said)
        question = Question(
            identity=said.identity, kind=said.kind, position=len(draft.questions), texts=[]
        )
        draft.questions.append(question)
    _word(question, said.words)
    db.flush()
    return question


def _refuse_identity(db: Db, draft: Questionnaire, said: Said) -> None:
    if not is_value(said.identity):
        raise BadIdentity
    if said.identity in {one.identity for one in draft.questions}:
        raise IdentityTaken
    kinds = select(Question.kind).where(Question.identity == said.identity)
    if any(kind is not said.kind for kind in db.scalars(kinds)):
        raise OtherKind(identity=said.identity)


def _word(question: Question, words: Mapping[Language, Words]) -> None:
    """Let the question have these words and no others."""
    there = {text.language: text for text in question.texts}
    for language, text in there.items():
        if language not in words:
            question.texts.remove(text)
    for language, one in words.items():
        text = there.get(language) or QuestionText(language=language)
        if language not in there:
            question.texts.append(text)
        text.label, text.hint = one.label, one.hint
        text.options = options_text(one.options) if question.kind in OFFERING else ""


def move_question(db: Db, *, draft: Questionnaire, question: Question, up: bool) -> None:
    """Let a question change places with the one before or after it, if there is one."""
    _refuse_used(draft)
    questions = list(draft.questions)
    here = questions.index(question)
    there = here - 1 if up else here + 1
    if 0 <= there < len(questions):
        questions[here], questions[there] = questions[there], questions[here]
    _number(questions)
    db.flush()


def remove_question(db: Db, *, draft: Questionnaire, question: Question) -> None:
    """Take a question out of a draft."""
    _refuse_used(draft)
    draft.questions.remove(question)
    _number(draft.questions)
    db.flush()


def discard_version(db: Db, *, draft: Questionnaire, by: str, now: datetime) -> None:
    """Give up a draft; the version before it stays in use."""
    _refuse_used(draft)
    _tell(db, "feedback.discard_version", draft, by, now)
    db.delete(draft)
    db.flush()


def use_version(db: Db, *, draft: Questionnaire, sure: bool, by: str, now: datetime) -> None:
    """Ask in the words of this draft from now on; whoever was asked before answers as asked.

    Args:
        sure: the officer has looked at more questions than eight, or at words that
            changed in some languages only.

    Raises:
        InUse, NoQuestions.
        NotWhole: a question lacks words in a language, or offers other options there.
        NotSure: there is something to look at, and nobody has said that it was.
    """
    _refuse_used(draft)
    if not draft.questions:
        raise NoQuestions
    if gaps(worded(draft)):
        raise NotWhole
    if not sure and to_look_at(db, draft=draft):
        raise NotSure
    draft.used_from = now
    _tell(db, "feedback.use_version", draft, by, now)


def to_look_at(db: Db, *, draft: Questionnaire) -> bool:
    """Say whether somebody should look before a draft is used."""
    return len(draft.questions) > MOST_QUESTIONS or bool(changed_in_part(db, draft=draft))


def changed_in_part(db: Db, *, draft: Questionnaire) -> dict[str, tuple[Language, ...]]:
    """Return the questions that differ from the version before in some languages only."""
    before = [one for one in versions_of(db, kind=draft.kind) if one.version < draft.version]
    return reworded(worded(before[0]), worded(draft)) if before else {}


def _refuse_used(draft: Questionnaire) -> None:
    if draft.used_from is not None:
        raise InUse


def _number(questions: Sequence[Question]) -> None:
    for position, question in enumerate(questions):
        question.position = position


def _tell(db: Db, kind: str, version: Questionnaire, by: str, now: datetime) -> None:
    detail = {"questionnaire": version.kind.value, "version": version.version}
    record(db, kind=kind, actor=by, subject=version.public_id, now=now, detail=detail)
