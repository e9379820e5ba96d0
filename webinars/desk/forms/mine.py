"""What a person is asked of themselves: how we write, what they agree to, their name."""

import re
from collections.abc import Sequence
from typing import Any

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.kernel.zones import zone_names
from webinars.programme.models import Webinar
from webinars.registrations.models import ConsentKind
from webinars.registrations.operations import Colleague, Wishes
from webinars.registrations.rules import CONSENTS, interpretation
from webinars.web.forms import (
    Choice,
    EmailLine,
    Form,
    NameLine,
    Paragraph,
    Pick,
    Tick,
    WholeNumber,
    Wrong,
    choices,
)
from webinars.web.words.numbers import initial, language_name

MOST_VIEWERS = 500
LONGEST_NEEDS = 2000
LANGUAGE_CODE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")

OWN_LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]
FLOOR = N_("The floor, without interpretation")


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
        hint=N_("So that we know for how many it is held."),
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
            "Purpose: the independent evaluation. Five questions each time;"
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
    name = NameLine(
        N_("Name"),
        hint=N_("As you want to be called in the room. In any script."),
        missing=N_("Write your name, in any script."),
        attributes={"autocomplete": "name"},
    )


class ColleagueForm(Form):
    """Who goes instead."""

    name = NameLine(
        N_("Your colleague's name"),
        missing=N_("Write your colleague's name, in any script."),
        attributes={"autocomplete": "off"},
    )
    email = EmailLine(
        N_("Your colleague's e-mail"),
        hint=N_("The invitation goes there, with a link by which your colleague can erase it."),
        attributes={"autocomplete": "off"},
    )
    language = Pick(
        N_("We write to your colleague in"),
        choices=OWN_LANGUAGES,
        columns=True,
        missing=N_("Choose one language: we write to your colleague in it."),
    )

    def colleague(self) -> Colleague:
        return Colleague(self.name.value, self.email.value, Language(self.language.value))


class LostLinkForm(Form):
    email = EmailLine(
        N_("E-mail"), hint=N_("The address with which you registered. We write to it alone.")
    )
