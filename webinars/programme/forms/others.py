"""What the Secretariat says of those who appear, of costs, and on announcing and cancelling."""

from typing import ClassVar

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.forms.base import Francs, MendingForm
from webinars.programme.models import Appearance, CostKind, Part
from webinars.programme.operations import AppearanceFacts, Cost
from webinars.programme.operations.refusals import NoAmount, NoLabel, NoName, NoReason
from webinars.programme.rules import COST_KINDS, PARTS
from webinars.web.forms import Paragraph, Pick, TextLine, Tick, choices


class AppearanceForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {NoName: "name"}

    part = Pick(N_("Part"), choices=choices(PARTS.items()))
    name = TextLine(N_("Name"), hint=N_("As it will be shown."))
    function = TextLine(
        N_("Function and organisation"), hint=N_("As it will be shown."), needed=False
    )
    biography = Paragraph(N_("Short biography"), rows=5, needed=False, attributes={"dir": "auto"})

    def facts(self) -> AppearanceFacts:
        return AppearanceFacts(
            part=Part(self.part.value),
            name=self.name.value,
            function=self.function.data or "",
            biography=self.biography.data or "",
        )


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
    names = ("part", "name", "function", "biography")
    return {name: getattr(appearance, name) for name in names}
