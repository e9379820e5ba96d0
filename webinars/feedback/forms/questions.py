"""What the Secretariat writes of a question: its name and kind once, its words in each language."""

from collections.abc import Mapping
from typing import Any

from webinars.feedback.models import Question, QuestionKind
from webinars.feedback.operations.versions import Said
from webinars.feedback.rules.wording import OFFERING, Words, are_options, options_in
from webinars.kernel.languages import OWN_NAMES, Language, direction
from webinars.kernel.text import N_
from webinars.web.forms import Form, Paragraph, Pick, TextLine, Tick, Wrong, choices

LONGEST_WORDS = 300

QUESTION_KINDS: Mapping[QuestionKind, str] = {
    QuestionKind.SCALE: N_("Scale from 1 to 5, or “does not apply”"),
    QuestionKind.CHOICE: N_("One of several options"),
    QuestionKind.SEVERAL: N_("Any of several options"),
    QuestionKind.NUMBER: N_("A whole number"),
    QuestionKind.TEXT: N_("Free text"),
    QuestionKind.RECOMMEND: N_("From 0 to 10, how likely"),
}


class Options(Paragraph):
    """Options of a choice, one a line: the value of the data files, a bar, the words."""

    def judge(self) -> None:
        super().judge()
        if not are_options(self.data or ""):
            raise Wrong(
                N_(
                    "Write two options or more, one a line: a short name of small letters, a bar"
                    " and the words, as in yes|Yes. No name twice."
                ),
                N_("the options cannot be read"),
            )


class QuestionForm(Form):
    """The words of a question; `made` adds the fields of each language."""

    def words(self, kind: QuestionKind) -> dict[Language, Words]:
        """Return the languages in which something is written."""
        return {
            language: Words(label, self._said("hint", language), self._options(kind, language))
            for language in OWN_NAMES
            if (label := self._said("label", language))
        }

    def _said(self, part: str, language: Language) -> str:
        name = f"{part}_{language}"
        return (self[name].data or "") if name in self else ""

    def _options(self, kind: QuestionKind, language: Language) -> tuple[tuple[str, str], ...]:
        return options_in(self._said("options", language)) if kind in OFFERING else ()

    def said(self, question: Question | None) -> Said:
        """Return what is written of `question`, or of a new one."""
        if question is None:
            identity, kind = self["identity"].data or "", QuestionKind(self["kind"].data)
        else:
            identity, kind = question.identity, question.kind
        return Said(identity, kind, self.words(kind))


class SureForm(Form):
    sure = Tick(N_("I have looked at this: use it nevertheless"), needed=False)


def question_form(question: Question | None) -> type[QuestionForm]:
    """Return the form of `question`, or of a new one whose kind is still to be chosen."""
    fields: dict[str, Any] = {} if question else _name_and_kind()
    offers = question is None or question.kind in OFFERING
    for language in OWN_NAMES:
        fields |= _in(language, offers=offers)
    return type("QuestionForm", (QuestionForm,), fields)


def _name_and_kind() -> dict[str, Any]:
    return {
        "identity": TextLine(
            N_("Short name"),
            hint=N_("Small letters, digits and hyphens. It stands in the data and never changes."),
            longest=32,
            attributes={"dir": "ltr", "class": "short", "autocapitalize": "none"},
        ),
        "kind": Pick(N_("Kind of answer"), choices=choices(QUESTION_KINDS.items())),
    }


def _in(language: Language, *, offers: bool) -> dict[str, Any]:
    own = {"lang": language.value, "dir": direction(language)}
    is_english = language is Language.ENGLISH
    given: dict[str, Any] = {
        f"label_{language}": TextLine(
            N_("Question"),
            longest=LONGEST_WORDS,
            needed=is_english,
            conditional=not is_english,
            attributes=own,
        ),
        f"hint_{language}": TextLine(
            N_("Remark below it"), longest=LONGEST_WORDS, needed=False, attributes=own
        ),
    }
    if offers:
        given[f"options_{language}"] = Options(
            N_("Options"),
            hint=N_("One a line, as in yes|Yes. The first part is the same in every language."),
            rows=4,
            needed=False,
            conditional=True,
            attributes=own,
        )
    return given


def written(question: Question) -> dict[str, str]:
    """Return what stands in a question's form."""
    return {
        f"{part}_{text.language}": words
        for text in question.texts
        for part, words in (("label", text.label), ("hint", text.hint), ("options", text.options))
    }
