"""Somebody registered by another: by the focal point of the State, or by the Secretariat."""

from collections.abc import Mapping, Sequence
from typing import Any

from webinars.desk.forms.mine import CodePick
from webinars.desk.forms.registering import (
    NO_ORGANISATION,
    NO_STATE,
    NONE_CHOSEN,
    NOTHING_WRITTEN,
    STATE_CODE,
)
from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.registrations.models import Category
from webinars.registrations.operations import Colleague
from webinars.registrations.rules import COME_FOR, OF_ORGANISATIONS, OF_STATES, Declaration
from webinars.web.forms import Choice, EmailLine, Fault, Form, Pick, TextLine, choices

LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]


class SubstituteForm(Form):
    """Who goes instead of a colleague: name, address, language."""

    name = TextLine(N_("Name"), hint=N_("As the person writes it, in any script."))
    email = EmailLine(
        N_("E-mail"),
        hint=N_("A letter goes there: it says who registered the person, and how to undo it."),
    )
    language = Pick(
        N_("We write to the person in"),
        choices=LANGUAGES,
        columns=True,
        missing=N_("Choose one language."),
    )

    def colleague(self) -> Colleague:
        return Colleague(self.name.value, self.email.value, Language(self.language.value))


class NominationForm(SubstituteForm):
    """A colleague of the same delegation."""

    organisation = TextLine(N_("Organisation"), needed=False)
    function = TextLine(N_("Function"), needed=False)
    sitting = Pick(N_("Sitting"), as_list=True)

    def offer_sittings(self, sittings: Sequence[tuple[str, str]]) -> None:
        """Offer these sittings: pairs of public id and words; the first is chosen."""
        self.sitting.choices = choices(sittings)
        if len(sittings) == 1 and not self.sitting.data:
            self.sitting.data = sittings[0][0]

    def declaration(self, *, category: Category, code: str | None) -> Declaration:
        return Declaration(
            name=self.name.value,
            address=self.email.value,
            category=category,
            state_code=code,
            organisation=self.organisation.data or "",
            function=self.function.data or "",
            language=Language(self.language.value),
        )


class OnBehalfForm(NominationForm):
    """Anybody, by the Secretariat."""

    category = Pick(N_("Comes for"), choices=choices(COME_FOR.items()), default=Category.STATE)
    state = CodePick(
        N_("State"),
        shape=STATE_CODE,
        as_list=True,
        blank=N_("Choose a State"),
        needed=False,
        conditional=True,
    )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Judge each answer, then those that another one makes needed."""
        super().validate(extra_validators)
        kind = self.category.data
        if kind in OF_STATES and not self.state.data and not self.state.errors:
            self.state.errors = [Fault(NO_STATE, NONE_CHOSEN)]
        if kind in OF_ORGANISATIONS and not self.organisation.data:
            self.organisation.errors = [Fault(NO_ORGANISATION, NOTHING_WRITTEN)]
        return not self.errors

    def declared(self) -> Declaration:
        kind = Category(self.category.value)
        return self.declaration(category=kind, code=self.state.data if kind in OF_STATES else None)
