"""Questions to the speakers: asked from one's own page, shown, answered or hidden by an officer."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line, clean_paragraphs
from webinars.live.letters import ANSWERED
from webinars.live.models import FloorQuestion, QuestionState, QuestionVote
from webinars.live.queries import questions_of
from webinars.live.queries.floor import SHOWN
from webinars.live.rules import MOST_QUESTIONS, answer_mark, may_ask
from webinars.programme.operations.revision import raise_revision
from webinars.programme.rules import standing
from webinars.registrations.models import Registration
from webinars.registrations.operations import prove
from webinars.registrations.operations.telling import tell


class NothingAsked(BadInput):
    message = N_("Write your question.")


class NoQuestionsNow(Refusal):
    message = N_("Questions can be asked while you are registered, until the last sitting is over.")


class AskedEnough(Refusal):
    message = N_("You have asked five questions. Take one back to ask another.")


class NothingAnswered(BadInput):
    message = N_("Write the answer.")


class NoReasonToHide(BadInput):
    message = N_("Write why, in words for the person who asked.")


class NotYours(Refusal):
    message = N_("Only questions of others that are shown can be supported.")


class BeingAnswered(Refusal):
    message = N_("The question is shown or answered already. Write to us to take it back.")


def ask(
    db: Db,
    *,
    registration: Registration,
    text: str,
    language: Language,
    named: bool,
    now: datetime,
) -> FloorQuestion:
    """Put a question to the speakers; the same one twice is once. The address is proven by it.

    Raises:
        NothingAsked: nothing can be read.
        NoQuestionsNow: there is no registration any more, or nobody left to ask.
        AskedEnough: of this registration so many wait already.
    """
    said = clean_paragraphs(text)
    if not said:
        raise NothingAsked
    if not may_ask(registration, now):
        raise NoQuestionsNow
    before = questions_of(db, registration=registration)
    for known in before:
        if known.text == said:
            return known
    if len(before) >= MOST_QUESTIONS:
        raise AskedEnough
    prove(db, registration=registration, now=now)
    question = FloorQuestion(
        webinar_id=registration.webinar_id,
        registration=registration,
        language=language,
        text=said,
        named=named,
        asked_at=now,
    )
    db.add(question)
    db.flush()
    _note(db, question, "ask", by=registration.public_id, now=now)
    return question


def take_back(db: Db, *, question: FloorQuestion, now: datetime) -> None:
    """Let the author take a question back that nobody else has seen.

    Raises:
        BeingAnswered: it is shown.
    """
    if question.state in SHOWN:
        raise BeingAnswered
    question.text = ""
    _note(db, question, "take_back", by=question.registration.public_id, now=now)


def show(db: Db, *, question: FloorQuestion, by: str, now: datetime) -> None:
    """Let everybody who is registered read the question."""
    kept = QuestionState.ANSWERED if question.answer else QuestionState.SHOWN
    question.state, question.hidden_because = kept, ""
    _decided(db, question, "show", by=by, now=now)


def say_aloud(db: Db, *, question: FloorQuestion, by: str, now: datetime) -> None:
    """Note that the speakers answered in the sitting itself; an answer in writing may follow."""
    question.state, question.hidden_because = QuestionState.ALOUD, ""
    _decided(db, question, "say_aloud", by=by, now=now)


def put_off(db: Db, *, question: FloorQuestion, by: str, now: datetime) -> None:
    """Promise an answer in writing: everybody who may read the question sees that."""
    question.state, question.hidden_because = QuestionState.LATER, ""
    _decided(db, question, "put_off", by=by, now=now)


def vote(db: Db, *, registration: Registration, question: FloorQuestion, now: datetime) -> None:
    """Want a question of somebody else answered; a second time takes it back.

    Raises:
        NoQuestionsNow: there is no registration any more, or nobody left to answer.
        NotYours: it is one's own, of another webinar, or not shown.
    """
    if not may_ask(registration, now):
        raise NoQuestionsNow
    others = question.registration_id != registration.id
    if question.webinar_id != registration.webinar_id or not others or question.state not in SHOWN:
        raise NotYours
    key = {"question_id": question.id, "registration_id": registration.id}
    known = db.get(QuestionVote, key, with_for_update=True)
    if known is not None:
        db.delete(known)
    else:
        with suppress(IntegrityError), db.begin_nested():  # two presses at once are one
            db.add(QuestionVote(**key, at=now))
    db.flush()


def answer(
    db: Db, *, question: FloorQuestion, text: str, language: Language, by: str, now: datetime
) -> None:
    """Answer, or correct the answer; who asked gets a letter, the journal keeps the one before.

    Raises:
        NothingAnswered: nothing can be read.
    """
    said, before = clean_paragraphs(text), question.answer
    if not said:
        raise NothingAnswered
    question.state, question.hidden_because = QuestionState.ANSWERED, ""
    question.answer, question.answer_language = said, language
    _decided(db, question, "answer", by=by, now=now, before=before, after=said)
    if said != before:
        tell(
            db,
            registration=question.registration,
            kind=ANSWERED,
            now=now,
            question=question.public_id,
            answer=answer_mark(said),
        )


def hide(db: Db, *, question: FloorQuestion, reason: str, by: str, now: datetime) -> None:
    """Show the question to nobody but its author, who reads why.

    Raises:
        NoReasonToHide: no reason is given.
    """
    why = clean_line(reason)
    if not why:
        raise NoReasonToHide
    question.state, question.hidden_because = QuestionState.HIDDEN, why
    _decided(db, question, "hide", by=by, now=now, reason=why)


def _decided(
    db: Db, question: FloorQuestion, verb: str, *, by: str, now: datetime, **detail: str
) -> None:
    question.decided_at, question.decided_by = now, by
    if all(one.ends_at <= now for one in standing(question.registration.webinar)):
        raise_revision(db)  # what is published with the recording may read differently
    _note(db, question, verb, by=by, now=now, **detail)


def _note(
    db: Db, question: FloorQuestion, verb: str, *, by: str, now: datetime, **detail: str
) -> None:
    record(
        db,
        kind=f"live.question_{verb}",
        actor=by,
        subject=question.public_id,
        now=now,
        detail=detail or None,
    )
