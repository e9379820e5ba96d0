"""The questionnaire as a form: its questions are content, so its fields are made from rows."""

from collections.abc import Sequence
from typing import Any

from webinars.feedback.models import Question, QuestionKind, Questionnaire, QuestionText
from webinars.feedback.rules import LONGEST_TEXT, RECOMMEND, SCALE
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.web.forms import Asked, Choice, Form, Paragraph, Pick, Several, WholeNumber, choices

ENDS = {"0": N_("0, not at all likely"), "10": N_("10, extremely likely")}
"""Without them nobody can tell which end of the eleven figures is the good one."""

PICKED: dict[QuestionKind, tuple[Sequence[Choice], bool]] = {
    QuestionKind.SCALE: (choices(SCALE.items()), True),
    QuestionKind.RECOMMEND: (choices((mark, ENDS.get(mark, mark)) for mark in RECOMMEND), True),
}
"""Kinds whose answers are the same in every question, and whether they stand in columns."""


LEFT: dict[str, Any] = {"needed": False, "conditional": True}
"""Each may be left out: the page says so once, above all of them."""


def words_in(question: Question, language: Language) -> QuestionText:
    """Return the question's words in `language`, else in English, else in any."""
    by_language = {text.language: text for text in question.texts}
    return by_language.get(language) or by_language.get(Language.ENGLISH) or question.texts[0]


def form_of(questionnaire: Questionnaire, language: Language) -> type[Form]:
    """Return a form with one optional field a question, named by its identity."""
    fields = {question.identity: _field(question, language) for question in questionnaire.questions}
    return type("QuestionnaireForm", (Form,), fields)


def _field(question: Question, language: Language) -> Asked[Any]:
    words = words_in(question, language)
    if question.kind in PICKED:
        offered, columns = PICKED[question.kind]
        return Pick(words.label, hint=words.hint, choices=offered, columns=columns, **LEFT)
    if question.kind is QuestionKind.CHOICE:
        return Pick(words.label, hint=words.hint, choices=_options(words), **LEFT)
    if question.kind is QuestionKind.SEVERAL:
        return Several(words.label, hint=words.hint, choices=_options(words), **LEFT)
    if question.kind is QuestionKind.NUMBER:
        return WholeNumber(words.label, hint=words.hint, **LEFT)
    return Paragraph(words.label, hint=words.hint, longest=LONGEST_TEXT, **LEFT)


def _options(words: QuestionText) -> Sequence[Choice]:
    parts = (line.partition("|") for line in words.options.splitlines())
    return choices((value, label) for value, _, label in parts)


def answers_in(form: Form) -> dict[str, str]:
    """Return what was answered, by identity, each as the text that is kept."""
    found = {field.name: field.data for field in form if field.data not in (None, "", [])}
    return {
        name: " ".join(data) if isinstance(data, list) else str(data)
        for name, data in found.items()
    }
