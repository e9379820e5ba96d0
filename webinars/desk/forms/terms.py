"""A term: who, for which State or group, for how long, and by which document."""

from datetime import date
from typing import ClassVar

from webinars.accounts.operations import Named, NoSource
from webinars.accounts.operations.administration import EndsBeforeStart
from webinars.desk.forms.changing import Mending
from webinars.desk.forms.nominating import LANGUAGES
from webinars.kernel.addresses import BadAddress
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.people.operations import NameMissing
from webinars.states.rules import GROUP_NAMES
from webinars.web.forms import EmailLine, Pick, TextLine, WallDate, choices

LAST_DAY = N_("Last day")
LAST_DAY_HINT = N_("It still counts; on the day after, every power stops. Open: until it is ended.")


class SuccessorForm(Mending):
    """Who follows, and from when."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        NameMissing: "name",
        BadAddress: "email",
        NoSource: "source",
        EndsBeforeStart: "starts_on",
    }

    name = TextLine(N_("Name"))
    email = EmailLine(N_("E-mail"), hint=N_("With it the person signs in, by a link in a letter."))
    language = Pick(
        N_("We write to the person in"),
        choices=LANGUAGES,
        columns=True,
        missing=N_("Choose one language."),
    )
    starts_on = WallDate(N_("First day"))
    ends_on = WallDate(LAST_DAY, hint=LAST_DAY_HINT, needed=False)
    source = TextLine(
        N_("Document"), hint=N_("Which one names the person: a note verbale and its date.")
    )

    def named(self) -> Named:
        ends: date | None = self.ends_on.data
        return Named(
            name=self.name.value,
            email=self.email.value,
            language=Language(self.language.value),
            starts_on=self.starts_on.value,
            ends_on=ends,
            source=self.source.value,
        )


class FocalPointForm(SuccessorForm):
    where = Pick(N_("State"), as_list=True, blank=N_("Choose a State"))


class CoordinatorForm(SuccessorForm):
    where = Pick(N_("Regional group"), choices=choices(GROUP_NAMES.items()), as_list=True)


class ProlongForm(Mending):
    mended_at: ClassVar[dict[type[Refusal], str]] = {EndsBeforeStart: "ends_on"}

    ends_on = WallDate(LAST_DAY, hint=LAST_DAY_HINT, needed=False)
