"""Further questions: as the Secretariat writes them, and as the form of one minute asks them."""

from collections.abc import Mapping, Sequence
from typing import Any

from webinars.desk.forms.mine import OWN_LANGUAGES
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.registrations.models import ExtraField, ExtraKind
from webinars.registrations.operations.asking import Condition, Wording
from webinars.registrations.rules.extra import (
    KINDS,
    YES_NO,
    Answered,
    asked_of,
    options_of,
    still_open,
    words_of,
)
from webinars.web.forms import (
    Asked,
    Choice,
    Fault,
    Form,
    Paragraph,
    Pick,
    Several,
    TextLine,
    Tick,
    choices,
)

ALWAYS = N_("Everybody")
NO_ANSWER = N_("Answer this: it is needed.")
NOTHING_SAID = N_("there is no answer")


class WordingForm(Form):
    """The words of a further question in one language."""

    language = Pick(N_("In which language you write it"), choices=OWN_LANGUAGES, as_list=True)
    label = TextLine(N_("Question"), missing=N_("Write the question."))
    purpose = TextLine(
        N_("Purpose"),
        hint=N_("Why it is asked. It stands beside the question."),
        missing=N_("Write the purpose: nothing is asked without one."),
    )
    options = Paragraph(
        N_("Answers to choose from"),
        hint=N_("A line each, in the same order in every language. Empty for text, and yes or no."),
        needed=False,
    )

    def wording(self) -> Wording:
        return Wording(
            Language(self.language.value),
            self.label.value,
            self.purpose.value,
            self.options.data or "",
        )


class ExtraForm(WordingForm):
    """A further question: its kind, its words, whom it is asked of."""

    kind = Pick(N_("Kind of answer"), choices=choices(KINDS.items()), default=ExtraKind.TEXT)
    needed = Tick(N_("An answer is needed"))
    only_if = Pick(N_("Asked of"), as_list=True, blank=ALWAYS, needed=False)

    def offer_conditions(self, known: Sequence[ExtraField], language: Language) -> None:
        """Offer each answer of the questions that have answers to choose from."""
        offered = []
        for field in known:
            text = words_of(field, language)
            options = list(YES_NO.items()) if field.kind is ExtraKind.YES_NO else options_of(text)
            offered += [(f"{field.id}:{key}", f"{text.label}: {said}") for key, said in options]
        self.only_if.choices = choices(offered)

    def condition(self) -> Condition | None:
        field_id, _, value = (self.only_if.data or "").partition(":")
        return Condition(int(field_id), value) if value else None


class ExtraAnswers:
    """The further questions of one webinar, as a form of its own beside the one of one minute."""

    def __init__(
        self,
        fields: Sequence[ExtraField],
        language: Language,
        sent: Any = None,  # noqa: ANN401
        before: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        """`sent` is what the request brings; without it, `before` holds earlier answers."""
        self.fields = fields
        self.texts = {field.id: words_of(field, language) for field in fields}
        self.marks = marks_of(fields)
        made = {_name(field): self._asked(field) for field in fields}
        data = {_name(field): _shown(field, (before or {}).get(field.id, ())) for field in fields}
        self.form: Form = type("FurtherForm", (Form,), made)(sent, data=data)

    def __iter__(self) -> Any:  # noqa: ANN401  (the fields of WTForms)
        return iter(self.form)

    def validate(self) -> bool:
        """Judge each answer; what another answer makes needed is needed."""
        self.form.validate()
        for field in still_open(self.fields, self._given()):
            asked = self.form[_name(field)]
            if not asked.errors:
                asked.errors = asked.errors or [Fault(NO_ANSWER, NOTHING_SAID)]
        return not self.form.errors

    def answered(self) -> tuple[Answered, ...]:
        """Return the answers that were given to what was asked."""
        given = self._given()
        return tuple(
            Answered(field.id, ",".join(values), self.texts[field.id].label, self._said(field))
            for field in asked_of(self.fields, given)
            if (values := given.get(field.id))
        )

    def open(self) -> list[ExtraField]:
        """Return the questions that need an answer and have none."""
        return still_open(self.fields, self._given())

    def hidden_unless(self, asked: Asked[Any]) -> str:
        """Return the classes by which a browser hides the question until it is asked."""
        field: ExtraField | None = self._of(asked)
        classes = []
        while field is not None and field.if_field_id is not None:
            classes.append(f"if{self.marks[field.if_field_id, field.if_value]}")
            field = next((one for one in self.fields if one.id == field.if_field_id), None)
        return " ".join(reversed(classes))

    def condition_of(self, asked: Asked[Any]) -> str:
        """Return “question: answer” on which `asked` depends; empty: asked of everybody."""
        field = self._of(asked)
        on = next((one for one in self.fields if one.id == field.if_field_id), None)
        if on is None:
            return ""
        return f"{self.texts[on.id].label}: {dict(self._options(on))[field.if_value]}"

    def _of(self, asked: Asked[Any]) -> ExtraField:
        return next(one for one in self.fields if _name(one) == asked.name)

    def _given(self) -> dict[int, list[str]]:
        found = {}
        for field in self.fields:
            data = self.form[_name(field)].data
            found[field.id] = [data] if isinstance(data, str) and data else list(data or ())
        return found

    def _said(self, field: ExtraField) -> str:
        names = dict(self._options(field))
        return "; ".join(names.get(value, value) for value in self._given()[field.id])

    def _options(self, field: ExtraField) -> list[tuple[str, str]]:
        if field.kind is ExtraKind.YES_NO:
            return list(YES_NO.items())
        return options_of(self.texts[field.id])

    def _asked(self, field: ExtraField) -> Asked[Any]:
        text = self.texts[field.id]
        told: dict[str, Any] = {"hint": text.purpose, "needed": False, "conditional": field.needed}
        if field.kind is ExtraKind.TEXT:
            return TextLine(text.label, **told)
        offered = [
            Choice(value, label, mark=f"on{mark}" if mark else "")
            for value, label in self._options(field)
            for mark in [self.marks.get((field.id, value))]
        ]
        if field.kind is ExtraKind.SEVERAL:
            return Several(text.label, choices=offered, **told)
        return Pick(text.label, choices=offered, as_list=field.kind is ExtraKind.CHOICE, **told)


def marks_of(fields: Sequence[ExtraField]) -> dict[tuple[int, str], int]:
    """Return a number, from 1, for each answer on which a question depends."""
    answers = [(one.if_field_id, one.if_value) for one in fields if one.if_field_id is not None]
    return {answer: number for number, answer in enumerate(dict.fromkeys(answers), start=1)}


def _shown(field: ExtraField, values: Sequence[str]) -> str | list[str]:
    return list(values) if field.kind is ExtraKind.SEVERAL else next(iter(values), "")


def _name(field: ExtraField) -> str:
    return f"more-{field.public_id}"
