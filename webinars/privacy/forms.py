"""What is asked before a series is purged or closed."""

from webinars.kernel.text import N_
from webinars.privacy.models import ClosureKind
from webinars.privacy.operations import Wish
from webinars.web.forms import Form, TextLine


class PurgeForm(Form):
    """The series' own name, written once more: a click is not enough for what cannot be undone."""

    confirmed = TextLine(
        N_("To confirm, write the last part of the series’ address"),
        attributes={"dir": "ltr", "autocomplete": "off"},
    )

    def wish(self) -> Wish:
        return Wish(ClosureKind.PURGE)


class CloseForm(PurgeForm):
    """Where the pages lead afterwards, by whose decision, and the confirmation."""

    moved_to = TextLine(
        N_("Where its public pages lead afterwards"),
        hint=N_("An address that begins with https://"),
        longest=500,
        attributes={"dir": "ltr", "inputmode": "url"},
    )
    mandate = TextLine(
        N_("The decision"),
        hint=N_("Such as the symbol of its document."),
        attributes={"dir": "auto"},
    )

    def wish(self) -> Wish:
        return Wish(ClosureKind.CLOSE, self.moved_to.value, self.mandate.value)
