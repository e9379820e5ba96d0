"""What the Secretariat says of a wish, and who closes a gap."""

from collections.abc import Sequence

from webinars.accounts.models import Account
from webinars.kernel.text import N_
from webinars.registrations.models import ArrangementState
from webinars.web.forms import Choice, Form, Paragraph, Pick, choices

STATES = {
    ArrangementState.OPEN: N_("Open"),
    ArrangementState.ARRANGED: N_("Arranged"),
    ArrangementState.CANNOT: N_("Cannot be arranged"),
}


class WishForm(Form):
    state = Pick(N_("How it stands"), choices=choices(STATES.items()))
    owner = Pick(N_("Owner"), as_list=True, blank=N_("Nobody yet"), needed=False)
    answer = Paragraph(
        N_("Answer"),
        hint=N_("For a person: a letter says it, in her language, as you write it here."),
        rows=3,
        needed=False,
    )

    def prepare(self, accounts: Sequence[Account]) -> None:
        self.owner.choices = [Choice(one.public_id, one.name) for one in accounts]

    def stand(self) -> ArrangementState:
        return ArrangementState(self.state.value)


class OwnerForm(Form):
    owner = Pick(N_("Owner"), as_list=True, blank=N_("Nobody yet"), needed=False)

    def prepare(self, accounts: Sequence[Account]) -> None:
        self.owner.choices = [Choice(one.public_id, one.name) for one in accounts]
