"""What a person is asked: on the form of one minute, and on their own page."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms.fields import Field

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.kernel.zones import zone_names
from webinars.programme.models import Webinar
from webinars.registrations.models import Category, ConsentKind
from webinars.registrations.operations import Wishes
from webinars.registrations.rules import (
    ADMITTED,
    CATEGORIES,
    CONSENTS,
    GENDERS,
    OF_ORGANISATIONS,
    OF_STATES,
    SECTORS,
    Declaration,
    interpretation,
)
from webinars.web.forms import (
    Choice,
    EmailLine,
    Fault,
    Form,
    Paragraph,
    Pick,
    TextLine,
    Tick,
    WholeNumber,
    Wrong,
    choices,
)
from webinars.web.words.numbers import initial, language_name

MOST_VIEWERS = 500
LONGEST_NEEDS = 2000
STATE_CODE = re.compile("[A-Z]{2}")
LANGUAGE_CODE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")
REFERRAL = re.compile(r"[\w.-]{1,64}", re.ASCII)

PAGE = (
    *("name", "email", "category", "state", "organisation"),
    *("language", "zone", "listens_in", "recording", "follow_up", "news"),
    *("needs", "viewers", "function", "sector", "gender", "via", "website"),
)
"""The order of the questions on the form."""

OWN_LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]
FLOOR = N_("The floor, without interpretation")
LEFT_OPEN = N_("Choose, or leave it open")
NO_STATE = N_("Choose the State whose delegation you belong to.")
NO_ORGANISATION = N_("Write the name of your organisation.")
NONE_CHOSEN = N_("none is chosen")
NOTHING_WRITTEN = N_("nothing is written")


class CodePick(Pick):
    """A choice whose list need not be loaded to judge the answer: the operation knows the codes."""

    def __init__(self, label: str, *, shape: re.Pattern[str], **asked: Any) -> None:  # noqa: ANN401
        super().__init__(label, **asked)
        self.shape = shape

    def judge(self) -> None:
        if not self.shape.fullmatch(self.value):
            raise Wrong(N_("Choose one from the list."), N_("not in the list"))


class ZonePick(Pick):
    """A zone of any State; the list on the page holds those of the chosen one."""

    def judge(self) -> None:
        if self.data not in zone_names():
            raise Wrong(N_("Choose the city from the list."), N_("not in the list"))


class WishesForm(Form):
    """How we write, and what is heard: asked at first, and changed on one's own page."""

    language = Pick(
        N_("We write to you in"),
        choices=OWN_LANGUAGES,
        columns=True,
        missing=N_("Choose one language: we write to you in it."),
    )
    listens_in = CodePick(
        N_("You listen to"),
        shape=LANGUAGE_CODE,
        hint=N_("So that we know for how many each interpretation is."),
        as_list=True,
        blank=FLOOR,
        needed=False,
        conditional=True,
    )
    zone = ZonePick(
        N_("Your clock"),
        hint=N_("Letters tell the hours of this city."),
        as_list=True,
        blank=N_("As announced, and UTC"),
        needed=False,
        conditional=True,
    )
    needs = Paragraph(
        N_("What you need"),
        hint=N_(
            "For example live captions, larger slides, a telephone line."
            " Read by one officer, who answers you."
        ),
        longest=LONGEST_NEEDS,
        needed=False,
    )
    viewers = WholeNumber(
        N_("How many of you watch on this connection"),
        least=1,
        most=MOST_VIEWERS,
        default=1,
        needed=False,
    )

    def offer_interpretation(self, webinar: Webinar, *, language: Language) -> None:
        """Offer the languages into which `webinar` is interpreted, named in the reader's."""
        self.listens_in.choices = [
            Choice(code, initial(language_name(code, language=language)))
            for code in interpretation(webinar)
        ]

    def offer_zones(self, zones: Sequence[tuple[str, str]]) -> None:
        """Offer these cities: pairs of zone and name."""
        self.zone.choices = choices(zones)

    def wishes(self) -> Wishes:
        return Wishes(
            language=Language(self.language.value),
            zone=self.zone.data or None,
            listens_in=self.listens_in.data or "",
            needs=self.needs.data or "",
            viewers=self.viewers.data or 1,
        )


class ConsentsForm(Form):
    """Three agreements, each by itself, none ticked beforehand, none needed for a place."""

    recording = Tick(
        CONSENTS[ConsentKind.RECORDING],
        hint=N_(
            "Purpose: the recording is public. Without this, spoken questions are cut out;"
            " you may always ask in writing."
        ),
    )
    follow_up = Tick(
        CONSENTS[ConsentKind.FOLLOW_UP],
        hint=N_(
            "Purpose: the independent evaluation. Four questions each time;"
            " answers are kept apart from your name."
        ),
    )
    news = Tick(
        CONSENTS[ConsentKind.NEWS],
        hint=N_("Purpose: one letter a month, with a link to stop it."),
    )

    def consents(self) -> frozenset[ConsentKind]:
        ticked = {
            ConsentKind.RECORDING: self.recording.data,
            ConsentKind.FOLLOW_UP: self.follow_up.data,
            ConsentKind.NEWS: self.news.data,
        }
        return frozenset(kind for kind, agreed in ticked.items() if agreed)


class NameForm(Form):
    name = TextLine(
        N_("Name"),
        hint=N_("As you want to be called in the room. In any script."),
        missing=N_("Write your name, in any script."),
        attributes={"autocomplete": "name"},
    )


class LostLinkForm(Form):
    email = EmailLine(
        N_("E-mail"), hint=N_("The address with which you registered. We write to it alone.")
    )


class RegistrationForm(NameForm, WishesForm, ConsentsForm):
    """What a person says when they register. The sitting is known by the page's address."""

    email = EmailLine(
        N_("E-mail"), hint=N_("Your confirmation and your link to the room go there.")
    )
    category = Pick(N_("You come for"), choices=choices(CATEGORIES.items()), default=Category.STATE)
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
    organisation = TextLine(
        N_("Organisation"),
        needed=False,
        conditional=True,
        attributes={"autocomplete": "organization"},
    )
    function = TextLine(
        N_("Your function"),
        needed=False,
        attributes={"autocomplete": "organization-title"},
    )
    sector = Pick(
        N_("Your sector"),
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
    via = TextLine("", needed=False)
    website = TextLine(N_("Leave this empty"), needed=False)
    """People do not see it; programs fill it in."""

    def offer_categories(self, webinar: Webinar) -> None:
        """Offer what the webinar is open to."""
        admitted = ADMITTED[webinar.openness]
        self.category.choices = choices(
            (kind, words) for kind, words in CATEGORIES.items() if kind in admitted
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
            referral=via if REFERRAL.fullmatch(via) else "",
            consents=self.consents(),
        )
