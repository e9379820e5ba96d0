"""Letters of thanks, to those who pressed *Join now*; and of an answer, to who asked."""

from collections.abc import Mapping

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.live.models import FloorQuestion, QuestionState
from webinars.live.queries import find_question
from webinars.live.rules import answer_mark
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.registrations.letters.parts import named, standing_row, values_of
from webinars.registrations.models import Registration
from webinars.registrations.rules import last_place

ANSWERED = "live.answered"
THANKS = "live.thanks"


def thanks(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the thanks for a sitting, named in `content`."""
    registration = standing_row(db, letter, pen)
    if registration is None:
        return None
    sitting = named(registration, letter.content["sitting"])
    return Draft("live/letters/thanks", values_of(registration, sitting, letter, pen))


def answered(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the answer to a question from the floor; of no use once it is hidden or another.

    Of `content`: `question`, a public id, and `answer`, the mark of what was answered.
    """
    registration = standing_row(db, letter, pen)
    place = last_place(registration) if registration else None
    if registration is None or place is None:
        return None
    question = _sample(letter) if pen.sample else _as_answered(db, registration, letter)
    if question is None:
        return None
    more = {
        "asked": _paragraphs(question.text),
        "asked_in": question.language,
        "answer": _paragraphs(question.answer),
        "answered_in": question.answer_language,
    }
    values = values_of(registration, place.sitting, letter, pen)
    return Draft("live/letters/answered", values | more)


def _as_answered(db: Db, registration: Registration, letter: Letter) -> FloorQuestion | None:
    public_id = letter.content["question"]
    question = find_question(db, webinar=registration.webinar, public_id=public_id)
    if question is None or question.state is not QuestionState.ANSWERED:
        return None
    return question if answer_mark(question.answer) == letter.content["answer"] else None


def _sample(letter: Letter) -> FloorQuestion:
    language = letter.language
    return FloorQuestion(text="…", language=language, answer="…", answer_language=language)


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


KINDS: Mapping[str, Kind] = {ANSWERED: answered, THANKS: thanks}
SORTS: Mapping[str, Sort] = {
    ANSWERED: Sort(N_("Question answered"), "messages", waits=True),
    THANKS: Sort(N_("Thanks"), "afterwards", waits=True),
}
