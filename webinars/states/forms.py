"""The form that adds a row about a state: one for each sort of value."""

from datetime import date
from typing import TypedDict

from wtforms.fields import Field

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.states.models import Confidence, Kind
from webinars.states.operations import NameTaken, PeriodReversed
from webinars.states.rules import GROUP_NAMES
from webinars.web.forms import Choice, Form, Pick, TextLine, Tick, WallDate, choices
from webinars.web.forms.form import Asked

NO_GROUP = "none"


class Row(TypedDict):
    """What a filled form says."""

    value: str
    language: Language | None
    valid_from: date
    valid_to: date | None
    source: str
    confidence: Confidence
    verified: bool
    reason: str


class FactForm(Form):
    """What every row needs; the value is asked by the forms below."""

    value: Asked[str]
    valid_from = WallDate(N_("So since"), hint=N_("The first day on which it is so."))
    valid_to = WallDate(
        N_("No longer from"),
        hint=N_("The first day on which it is no longer so. Leave it empty if that is not known."),
        needed=False,
    )
    source = TextLine(N_("Source"), hint=N_("A document, a letter or an address."))
    confidence = Pick(
        N_("How sure is it?"),
        choices=choices(
            [
                (Confidence.HIGH, N_("High: the source says so")),
                (Confidence.MEDIUM, N_("Medium: inferred")),
                (Confidence.LOW, N_("Low: disputed or unclear")),
            ]
        ),
    )
    verified = Tick(
        N_("The body that decides it has confirmed it"),
        hint=N_("Pages say “unverified” beside it until this is so."),
    )
    reason = TextLine(N_("Reason"), longest=1000, hint=N_("Why the row is added."))

    def questions(self) -> list[Field]:
        """Return the fields in the order of the page: first what is said, then how it is known."""
        own = {"value": 0, "language": 1}
        return sorted(self, key=lambda field: own.get(field.name, len(own)))

    def wrong(self) -> list[Field]:
        """Return the fields that need another look, in the order of the page."""
        return [field for field in self.questions() if field.errors]

    def row(self) -> Row:
        """Return what the row says, as `operations.record_fact` takes it."""
        return Row(
            value=self.said(),
            language=self.spoken(),
            valid_from=self.valid_from.value,
            valid_to=self.valid_to.data,
            source=self.source.value,
            confidence=Confidence(self.confidence.value),
            verified=bool(self.verified.data),
            reason=self.reason.value,
        )

    def said(self) -> str:
        """Return the value as the row keeps it."""
        return self.value.value

    def spoken(self) -> Language | None:
        """Return the language of a name; nothing else has one."""
        return None

    def blame_for(self, refusal: Refusal) -> None:
        """Show a refusal where it can be mended."""
        fields: dict[type[Refusal], Field] = {
            PeriodReversed: self.valid_to,
            NameTaken: self.value,
        }
        self.blame(fields.get(type(refusal), self.reason), refusal)


class FlagForm(FactForm):
    value = Pick(N_("Is it so?"), choices=choices([("1", N_("Yes")), ("0", N_("No"))]))


class GroupForm(FactForm):
    value = Pick(
        N_("Regional group"),
        choices=[*choices(GROUP_NAMES.items()), Choice(NO_GROUP, N_("No group"))],
        as_list=True,
        blank=N_("Choose a group"),
    )

    def said(self) -> str:
        return "" if self.value.value == NO_GROUP else self.value.value


class NameForm(FactForm):
    value = TextLine(N_("Name"), longest=200, hint=N_("The short name, without article."))
    language = Pick(
        N_("Language of the name"),
        choices=[Choice(code, name, lang=code) for code, name in OWN_NAMES.items()],
    )

    def spoken(self) -> Language:
        return Language(self.language.value)


def form_for(kind: Kind) -> type[FactForm]:
    """Return the form that asks for a value of `kind`."""
    return {Kind.GROUP: GroupForm, Kind.NAME: NameForm}.get(kind, FlagForm)
