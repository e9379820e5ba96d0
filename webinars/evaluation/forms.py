"""What the pages of evaluation ask."""

from collections.abc import Sequence

from webinars.evaluation.models import Snapshot
from webinars.kernel.text import N_
from webinars.web.forms import Choice, Form, Pick, TextLine


class ReceiptForm(Form):
    """A receipt, and the snapshot in which its answer should stand."""

    receipt = TextLine(
        N_("Your receipt"),
        hint=N_("The line of letters and digits that was shown once, after you had answered."),
        attributes={"dir": "ltr", "autocomplete": "off"},
    )
    cut = Pick(N_("Snapshot"), choices=(), as_list=True)

    def offer(self, snapshots: Sequence[Snapshot]) -> None:
        """Let one of `snapshots` be chosen."""
        self.cut.choices = [
            Choice(str(one.cut), f"{one.cut} · {one.taken_at:%Y-%m-%d %H:%M} UTC")
            for one in snapshots
        ]
