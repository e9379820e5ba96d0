"""The form of one minute."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms.fields import Field

from webinars.desk.forms.mine import CodePick, ConsentsForm, NameForm, WishesForm
from webinars.kernel.text import N_
from webinars.programme.models import Openness, Webinar
from webinars.registrations.models import Category
from webinars.registrations.rules import (
    ADMITTED,
    CATEGORIES,
    COME_FOR,
    GENDERS,
    OF_ORGANISATIONS,
    OF_STATES,
    SECTORS,
    Declaration,
)
from webinars.web.forms import EmailLine, Fault, Pick, Several, TextLine, Tick, Wrong, choices

STATE_CODE = re.compile("[A-Z]{2}")
REFERRAL = re.compile(r"[\w.-]{1,64}", re.ASCII)

MOST_SITTINGS = 12

PAGE = (
    *("name", "email", "category", "state", "state_typed", "organisation"),
    *("language", "zone", "listens_in", "also", "series", "recording", "follow_up", "news"),
    *("needs", "viewers", "function", "sector", "gender", "via", "website"),
)
"""The order of the questions on the form."""

LEFT_OPEN = N_("Choose, or leave it open")
NO_STATE = N_("Choose the State whose delegation you belong to.")
UNKNOWN_STATE = N_("We know no State of that name. Choose it from the list.")
SEVERAL_STATES = N_("Several States may be meant. Write the name in full, or choose from the list.")
NO_ORGANISATION = N_("Write the name of your organisation.")
NONE_CHOSEN = N_("none is chosen")
NOTHING_WRITTEN = N_("nothing is written")


class SittingsToo(Several):
    """Other sittings by their public ids: the operation knows which there are."""

    def judge(self) -> None:
        if len(self.value) > MOST_SITTINGS:
            raise Wrong(N_("Choose among the answers offered."), N_("not among the answers"))


class ForWhom(Pick):
    """For whom one comes. A form that was open long may still tell observer States apart."""

    @property
    def written(self) -> str:
        kind = super().written
        return Category.STATE if kind == Category.OBSERVER_STATE else kind

    def read(self, text: str) -> str | None:
        return super().read(Category.STATE if text == Category.OBSERVER_STATE else text)


class RegistrationForm(NameForm, WishesForm, ConsentsForm):
    """What a person says when they register. The sitting is known by the page's address."""

    email = EmailLine(
        N_("E-mail"), hint=N_("Your confirmation and your link to the room go there.")
    )
    category = ForWhom(
        N_("You come for"), choices=choices(COME_FOR.items()), default=Category.STATE
    )
    state = CodePick(
        N_("State"),
        shape=STATE_CODE,
        hint=N_("We count delegations, so that none is forgotten. Type the first letters to jump."),
        as_list=True,
        blank=N_("Choose a State"),
        needed=False,
        conditional=True,
        attributes={"autocomplete": "country"},
    )
    state_typed = TextLine(
        N_("Or write its name"),
        hint=N_("In any of the six languages of this site."),
        needed=False,
        conditional=True,
        attributes={"autocomplete": "country-name"},
    )
    organisation = TextLine(
        N_("Organisation"),
        hint=N_("Purpose: to count who was reached."),
        needed=False,
        conditional=True,
        attributes={"autocomplete": "organization"},
    )
    function = TextLine(
        N_("Your function"),
        hint=N_("Purpose: figures of the evaluation, without your name."),
        needed=False,
        attributes={"autocomplete": "organization-title"},
    )
    sector = Pick(
        N_("Your sector"),
        hint=N_("Purpose: figures of the evaluation, without your name."),
        choices=choices(SECTORS.items()),
        as_list=True,
        blank=LEFT_OPEN,
        needed=False,
    )
    gender = Pick(
        N_("Your gender"),
        hint=N_("Purpose: to see in the evaluation whether somebody is left out."),
        choices=choices(GENDERS.items()),
        as_list=True,
        blank=LEFT_OPEN,
        needed=False,
    )
    series = Tick(
        N_("Register me for the other webinars of the series too"),
        hint=N_(
            "As each one opens, with a letter each time. It ends with one button on your page."
        ),
    )
    also = SittingsToo(
        N_("If no place is free: I could also come to"),
        hint=N_(
            "You get a free place there, or wait in both queues. The first place that you take"
            " ends the other turn."
        ),
        needed=False,
        conditional=True,
    )
    via = TextLine("", needed=False)
    website = TextLine(N_("Leave this empty"), needed=False)
    """People do not see it; programs fill it in."""

    state_fault: Fault | None = None
    """Why the name that was written leads to no State."""

    def name_state(self, codes: Sequence[str]) -> None:
        """Take the State that was written: `codes` are those that it may mean."""
        if len(codes) == 1:
            self.state.data = codes[0]
        else:
            sentence = SEVERAL_STATES if codes else UNKNOWN_STATE
            self.state_fault = Fault(sentence, NONE_CHOSEN)

    def offer_categories(self, webinar: Webinar) -> None:
        """Offer what the webinar is open to; only where that is members alone, say so."""
        admitted = ADMITTED[webinar.openness]
        words = CATEGORIES if webinar.openness is Openness.MEMBERS else COME_FOR
        self.category.choices = choices(
            (kind, words[kind]) for kind in COME_FOR if kind in admitted
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Judge each answer, then those that another one makes needed."""
        super().validate(extra_validators)
        kind = self.category.data
        if kind in OF_STATES and not self.state.data and not self.state.errors:
            self.state.errors = [self.state_fault or Fault(NO_STATE, NONE_CHOSEN)]
        if kind in OF_ORGANISATIONS and not self.organisation.data:
            self.organisation.errors = [Fault(NO_ORGANISATION, NOTHING_WRITTEN)]
        return not self.errors

    def wrong(self) -> list[Field]:
        """Return the fields that need another look, in the order of the page."""
        return sorted(super().wrong(), key=lambda asked: PAGE.index(asked.name))

    def declaration(self, *, zone: str | None) -> Declaration:
        """Return what was said; `zone` is the reader's, where the form did not ask for it."""
        wishes, kind = self.wishes(), Category(self.category.value)
        via = self.via.data or ""
        return Declaration(
            name=self.name.value,
            address=self.email.value,
            category=kind,
            state_code=self.state.data if kind in OF_STATES else None,
            organisation=self.organisation.data or "",
            function=self.function.data or "",
            sector=self.sector.data or "",
            gender=self.gender.data or "",
            language=wishes.language,
            listens_in=wishes.listens_in,
            zone=wishes.zone or zone,
            needs=wishes.needs,
            viewers=wishes.viewers,
            also=tuple(self.also.data or ()),
            referral=via if REFERRAL.fullmatch(via) else "",
            consents=self.consents(),
            whole_series=bool(self.series.data),
        )
