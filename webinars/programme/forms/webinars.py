"""What the Secretariat says of a webinar, its texts and its promises."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, cast

from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.forms.base import LANGUAGES, MendingForm, SpokenForm
from webinars.programme.models import (
    ActivityType,
    CycleTheme,
    Openness,
    PromisedPart,
    TextState,
    Webinar,
    WebinarText,
)
from webinars.programme.operations import WebinarFacts, WebinarWords
from webinars.programme.operations.refusals import (
    BadSlug,
    NoAbstract,
    OutsidePeriod,
    SlugTaken,
)
from webinars.programme.rules import ACTIVITIES, OPENNESS, PROMISED_PARTS, THEMES, promised
from webinars.states.queries import UnknownState
from webinars.web.forms import (
    Choice,
    Paragraph,
    Pick,
    Several,
    TextLine,
    Tick,
    WatchedForm,
    choices,
)


class WebinarForm(WatchedForm, MendingForm):
    """Month, theme, types, openness and lead; `NewWebinarForm` asks for the title too."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        OutsidePeriod: "planned_month",
        UnknownState: "lead_state_code",
        BadSlug: "slug",
        SlugTaken: "slug",
    }

    planned_month = Pick(
        N_("Planned for"),
        hint=N_("Stays as planned, whenever the sittings are held."),
        as_list=True,
        blank=N_("Choose a month"),
    )
    cycle_theme = Pick(
        N_("Theme of the technical-assistance cycle"),
        choices=choices(THEMES.items()),
        needed=False,
        as_list=True,
        blank=N_("Not decided yet"),
    )
    activities = Several(N_("Types of activity"), choices=choices(ACTIVITIES.items()), needed=False)
    openness = Pick(N_("Who may register"), choices=choices(OPENNESS.items()))
    asks_approval = Tick(
        N_("Each registration needs approval"),
        hint=N_(
            "The focal point of the State approves, and where there is none, the Secretariat."
            " Who waits for approval keeps the place, but has no way into the room yet."
        ),
    )
    lead_state_code = Pick(
        N_("Lead delegation"), needed=False, as_list=True, blank=N_("None, or not decided yet")
    )
    slug = TextLine(
        N_("Address of the page"),
        hint=N_(
            "Last part of the address, in small Latin letters, digits and hyphens. Left open, it"
            " is made from the title. An earlier address leads on."
        ),
        longest=80,
        needed=False,
        attributes={"dir": "ltr"},
    )

    def prepare(self, *, months: Sequence[Choice], states: Sequence[tuple[str, str]]) -> None:
        """Offer the months of the series and the states, both in the reader's language."""
        self.planned_month.choices = months
        self.lead_state_code.choices = choices(states)

    def facts(self) -> WebinarFacts:
        theme = self.cycle_theme.data
        return WebinarFacts(
            slug=self.slug.data or "",
            planned_month=date.fromisoformat(self.planned_month.value),
            cycle_theme=CycleTheme(theme) if theme else None,
            activities=frozenset(ActivityType(kind) for kind in self.activities.data or ()),
            openness=Openness(self.openness.value),
            asks_approval=bool(self.asks_approval.data),
            lead_state_code=self.lead_state_code.data or None,
        )


class NewWebinarForm(WebinarForm):
    title = TextLine(N_("Title"), attributes={"dir": "auto"})
    language = Pick(N_("Language of the title"), choices=LANGUAGES, columns=True)

    def words(self) -> WebinarWords:
        return WebinarWords(language=Language(self.language.value), title=self.title.value)


class TextForm(SpokenForm):
    """The text in one language. `seen` is when the text that stands there was last changed."""

    spoken: ClassVar[tuple[str, ...]] = ("title", "abstract", "questions")
    mended_at: ClassVar[dict[type[Refusal], str]] = {NoAbstract: "abstract"}

    title = TextLine(N_("Title"))
    abstract = Paragraph(
        N_("Abstract"), hint=N_("What it is about, and who should come."), rows=8, needed=False
    )
    questions = Paragraph(
        N_("Questions for discussion"), hint=N_("One a line."), rows=5, needed=False
    )
    state = Pick(
        N_("Is the text ready?"),
        choices=[
            Choice(TextState.READY, N_("Ready: readers of this language get it")),
            Choice(TextState.DRAFT, N_("Draft: readers get another language until it is ready")),
        ],
    )
    owner = TextLine(N_("Who looks after it"), hint=N_("Translator or reviser."), needed=False)
    seen = TextLine(N_("Last change"), needed=False)

    def words(self, language: Language) -> WebinarWords:
        return WebinarWords(
            language=language,
            title=self.title.value,
            abstract=self.abstract.data or "",
            questions=self.questions.data or "",
            state=TextState(self.state.value),
            owner=self.owner.data or "",
            seen=_moment(self.seen.data or ""),
        )


def languages_of(part: PromisedPart) -> Several:
    """Return the question in which languages `part` is promised; none is an answer too."""
    return Several(PROMISED_PARTS[part], columns=True, needed=False, conditional=True)


class PromisesForm(WatchedForm, MendingForm):
    """What is promised in which language: one question a part, by the names of its fields."""

    floor = languages_of(PromisedPart.FLOOR)
    interpretation = languages_of(PromisedPart.INTERPRETATION)
    live_captions = languages_of(PromisedPart.LIVE_CAPTIONS)
    slides = languages_of(PromisedPart.SLIDES)
    captions = languages_of(PromisedPart.CAPTIONS)
    transcript = languages_of(PromisedPart.TRANSCRIPT)
    page = languages_of(PromisedPart.PAGE)
    letters = languages_of(PromisedPart.LETTERS)
    questionnaire = languages_of(PromisedPart.QUESTIONNAIRE)

    def prepare(self, languages: Sequence[tuple[str, str]]) -> None:
        """Offer these languages, by code and name, for every part."""
        for part in PromisedPart:
            self.of(part).choices = choices(languages)

    def of(self, part: PromisedPart) -> Several:
        return cast("Several", self[part.replace("-", "_")])

    def promises(self) -> dict[PromisedPart, list[str]]:
        return {part: self.of(part).data or [] for part in PromisedPart}


def said_of(webinar: Webinar) -> dict[str, object]:
    """Return what stands in the form of a webinar that is there."""
    names = ("cycle_theme", "openness", "asks_approval", "lead_state_code", "slug")
    return {name: getattr(webinar, name) for name in names} | {
        "planned_month": webinar.planned_month.isoformat(),
        "activities": [row.activity for row in webinar.activities],
    }


def said_by(text: WebinarText | None) -> dict[str, object]:
    """Return what stands in the form of a text, or in that of one to be written."""
    if text is None:
        return {"state": TextState.READY}
    names = ("title", "abstract", "questions", "state", "owner")
    said = {name: getattr(text, name) for name in names}
    return said | {"seen": text.revised_at.isoformat()}


def promised_by(webinar: Webinar) -> dict[str, object]:
    return {part.replace("-", "_"): promised(webinar, part) for part in PromisedPart}


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
