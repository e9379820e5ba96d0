"""Further questions: in which words they are asked, and what counts as an answer. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.registrations.models import ExtraAnswer, ExtraField, ExtraKind, ExtraText

KINDS: Mapping[ExtraKind, str] = {
    ExtraKind.TEXT: N_("A line of text"),
    ExtraKind.CHOICE: N_("One of several answers"),
    ExtraKind.SEVERAL: N_("Any of several answers"),
    ExtraKind.YES_NO: N_("Yes or no"),
}
YES_NO: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No")}
WITH_OPTIONS = frozenset({ExtraKind.CHOICE, ExtraKind.SEVERAL})


@dataclass(frozen=True)
class Answered:
    """An answer to a further question, in the words that the person read."""

    field_id: int
    value: str
    asked: str
    said: str


def words_of(field: ExtraField, language: Language) -> ExtraText:
    """Return the question in `language`, else in English, else in any that it has."""
    known = {text.language: text for text in field.texts}
    return known.get(language) or known.get(Language.ENGLISH) or field.texts[0]


def options_of(text: ExtraText) -> list[tuple[str, str]]:
    """Return pairs of the number of a line and what stands there."""
    lines = [line.strip() for line in text.options.splitlines() if line.strip()]
    return [(str(number), line) for number, line in enumerate(lines, start=1)]


def asked_of(fields: Sequence[ExtraField], given: Mapping[int, Sequence[str]]) -> list[ExtraField]:
    """Return which of these questions are for whoever gave these answers, by ids of fields.

    A question depends on an earlier one; an answer to what is not asked counts for nothing.
    """
    counted: dict[int, Sequence[str]] = {}
    for field in fields:
        if field.if_field_id is None or field.if_value in counted.get(field.if_field_id, ()):
            counted[field.id] = given.get(field.id, ())
    return [field for field in fields if field.id in counted]


def still_open(
    fields: Sequence[ExtraField], given: Mapping[int, Sequence[str]]
) -> list[ExtraField]:
    """Return which questions are asked of that person, need an answer and have none."""
    return [one for one in asked_of(fields, given) if one.needed and not given.get(one.id)]


def given_in(fields: Sequence[ExtraField], answers: Sequence[ExtraAnswer]) -> dict[int, list[str]]:
    """Return kept answers as a form gives them: the chosen values, or the text alone."""
    kinds = {field.id: field.kind for field in fields}
    return {
        one.field_id: one.value.split(",") if kinds[one.field_id] in WITH_OPTIONS else [one.value]
        for one in answers
        if one.field_id in kinds and one.value
    }
