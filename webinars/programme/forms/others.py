"""What the Secretariat says of those who appear, of costs, and on announcing and cancelling."""

from typing import ClassVar

from webinars.kernel.addresses import BadAddress
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.forms.base import (
    LANGUAGES,
    Francs,
    MendingForm,
    SpokenForm,
    zone_choices,
)
from webinars.programme.models import Appearance, CostKind, Part
from webinars.programme.operations import AppearanceFacts, AppearanceWords, Cost
from webinars.programme.operations.refusals import NoAmount, NoLabel, NoName, NoReason
from webinars.programme.rules import COST_KINDS, PARTS
from webinars.web.forms import EmailLine, Paragraph, Pick, TextLine, Tick, WatchedForm, choices


class AppearanceForm(WatchedForm, MendingForm):
    """`function` and `biography` stand in the language in which we write to the person."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {NoName: "name", BadAddress: "address"}

    part = Pick(N_("Part"), choices=choices(PARTS.items()))
    name = TextLine(N_("Name"), hint=N_("As it will be shown."))
    address = EmailLine(
        N_("E-mail"),
        hint=N_("The invitation goes there, with a link of the person's own. Never shown."),
        needed=False,
    )
    language = Pick(
        N_("We write in"),
        hint=N_("Function and biography below are in this language too."),
        choices=LANGUAGES,
        columns=True,
        needed=False,
        conditional=True,
        default=Language.ENGLISH,
    )
    zone = Pick(
        N_("Time zone"),
        as_list=True,
        blank=N_("As announced"),
        needed=False,
    )
    function = TextLine(
        N_("Function and organisation"), hint=N_("As it will be shown."), needed=False
    )
    biography = Paragraph(N_("Short biography"), rows=5, needed=False, attributes={"dir": "auto"})

    def prepare(self) -> None:
        self.zone.choices = zone_choices()

    def facts(self) -> AppearanceFacts:
        return AppearanceFacts(
            part=Part(self.part.value),
            name=self.name.value,
            address=self.address.data or "",
            language=Language(self.language.data or Language.ENGLISH),
            zone=self.zone.data or None,
            function=self.function.data or "",
            biography=self.biography.data or "",
        )


class WordsForm(WatchedForm, SpokenForm):
    """What is said of somebody who appears, in one language."""

    spoken: ClassVar[tuple[str, ...]] = ("function", "biography")

    function = TextLine(
        N_("Function and organisation"), hint=N_("As it will be shown."), needed=False
    )
    biography = Paragraph(N_("Short biography"), rows=5, needed=False)

    def words(self, language: Language) -> AppearanceWords:
        return AppearanceWords(language, self.function.data or "", self.biography.data or "")


class CostForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {NoLabel: "label", NoAmount: "amount"}

    kind = Pick(N_("Planned or actual"), choices=choices(COST_KINDS.items()))
    label = TextLine(N_("What for"))
    amount = Francs(
        N_("Amount in Swiss francs"),
        hint=N_("A line that corrects another begins with a minus."),
    )

    def cost(self) -> Cost:
        return Cost(
            kind=CostKind(self.kind.value), label=self.label.value, amount=self.amount.value
        )


class AnnounceForm(MendingForm):
    opening = Tick(N_("Open registration at once"))


class DropForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {NoReason: "reason"}

    reason = Paragraph(
        N_("Why"), hint=N_("The evaluation will read why nothing was held that month.")
    )


def said_of(appearance: Appearance) -> dict[str, object]:
    names = ("part", "name", "address", "language", "zone")
    said = {name: getattr(appearance, name) for name in names}
    return said | words_of(appearance, appearance.language)


def words_of(appearance: Appearance, language: Language) -> dict[str, object]:
    """Return what stands in the form of words; nothing where nothing was written."""
    text = next((row for row in appearance.texts if row.language is language), None)
    return {"function": text.function, "biography": text.biography} if text else {}
