"""A form, its fields' base, and the sentences of what is wrong."""

from typing import Any, ClassVar, Generic, Self, TypeVar

import wtforms
from flask import Request
from flask_babel import gettext, ngettext
from werkzeug.datastructures import CombinedMultiDict
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation, ValidationError

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_

T = TypeVar("T")


class Fault(str):
    """What to write instead; `brief` says in a few words what is wrong, for the list on top."""

    __slots__ = ("brief",)

    brief: str

    def __new__(cls, sentence: str, brief: str = "", **values: object) -> Self:
        fault = super().__new__(cls, gettext(sentence, **values))
        fault.brief = gettext(brief) if brief else str(fault)
        return fault


class Wrong(ValidationError):
    """An answer was given and will not do."""

    def __init__(self, sentence: str, brief: str, **values: object) -> None:
        super().__init__(Fault(sentence, brief, **values))


class Asked(Field, Generic[T]):
    """One question of a form, answered by a `T`.

    A kind of field says how it reads what was sent (`read`) and what it
    refuses (`judge`). Label, hint and sentences are English ids, translated
    when they are shown.
    """

    look: str = "line"
    """The macro of `layout/forms.html` that shows it."""
    missing: ClassVar[str] = N_("Write something here: it is needed.")
    missing_brief: ClassVar[str] = N_("nothing is written")
    attributes: ClassVar[dict[str, str]] = {}
    """Further attributes of its element."""
    data: T | None

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        needed: bool = True,
        conditional: bool = False,
        missing: str = "",
        attributes: dict[str, str] | None = None,
        **field: Any,  # noqa: ANN401  (what WTForms adds when it binds the field)
    ) -> None:
        """Ask for `label`; `missing` tells what to write where nothing was written.

        A question that another answer makes needed or not is `conditional`, and
        not `needed`: the page does not call it optional, and the form judges.
        """
        super().__init__(label, description=hint, **field)
        self.needed = needed
        self.conditional = conditional
        self.missing_sentence = missing or self.missing
        self.element = self.attributes | (attributes or {})

    @property
    def value(self) -> T:
        """The answer, once the form is valid, to a question that needs one."""
        if self.data is None:
            raise ValueError(f"{self.name} has no answer")
        return self.data

    @property
    def written(self) -> str:
        """What was written, right or wrong, or stood there before."""
        return str(self.raw_data[0]) if self.raw_data else self.shown(self.data)

    @property
    def anchor(self) -> str:
        """The id to which the list of faults leads."""
        return self.id

    def shown(self, data: T | None) -> str:
        """Return how an answer that is known already stands in the element."""
        return "" if data is None else str(data)

    def read(self, text: str) -> T | None:
        """Return the answer that `text` gives, or None where it gives none."""
        raise NotImplementedError

    def judge(self) -> None:
        """Raise `Wrong` where an answer was given and will not do."""

    def is_empty(self) -> bool:
        return not self.written.strip()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = self.read(str(valuelist[0])) if valuelist else self.read("")

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  (WTForms calls it so)
        if not self.is_empty():
            self.judge()
        elif self.needed:
            raise StopValidation(Fault(self.missing_sentence, self.missing_brief))
        else:
            raise StopValidation  # nothing to judge, and nothing wrong


class _Speech:
    """What WTForms asks when one of its own validators speaks."""

    gettext = staticmethod(gettext)
    ngettext = staticmethod(ngettext)


class Form(wtforms.Form):
    """A form of ours: it speaks the reader's language.

    Where it came from is checked by `web.access`, not here.
    """

    class Meta:
        def get_translations(self, _form: BaseForm) -> type[_Speech]:
            return _Speech

    def blame(self, field: Field, refusal: Refusal) -> None:
        """Show at `field` why an operation refused what was written there."""
        field.errors = [*field.errors, Fault(refusal.message, "", **refusal.values)]

    @property
    def keeps(self) -> bool:
        """Whether something that was written stands in the page again: no secret, and no file."""
        return any(field.written for field in self if isinstance(field, Asked))

    def wrong(self) -> list[Field]:
        """Return the fields that need another look, in the order of the page."""
        return [field for field in self if field.errors]


def answers(request: Request) -> CombinedMultiDict[str, Any]:
    """Return what a form sent, with its files."""
    return CombinedMultiDict([request.files, request.form])
