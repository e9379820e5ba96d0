"""What a coordinator proposes, and what the Secretariat answers."""

from collections.abc import Iterable
from typing import ClassVar

from webinars.desk.forms.changing import Mending
from webinars.desk.forms.mine import OWN_LANGUAGES
from webinars.desk.sights.proposals import KINDS
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.models import ProposalKind, Webinar
from webinars.programme.operations.proposing import Idea, NoLead, NoWords, TooManyProposals
from webinars.web.forms import Form, Paragraph, Pick, choices


class ProposalForm(Mending):
    mended_at: ClassVar[dict[type[Refusal], str]] = {
        NoWords: "words",
        NoLead: "state",
        TooManyProposals: "words",
    }

    kind = Pick(N_("What you propose"), choices=choices(KINDS.items()))
    words = Paragraph(
        N_("Whom or what, and why"),
        hint=N_("The Secretariat reads it. Name a speaker only who has agreed to it."),
        rows=4,
        longest=2000,
        attributes={"dir": "auto"},
    )
    webinar = Pick(N_("For which webinar"), as_list=True, blank=N_("Whichever suits"), needed=False)
    state = Pick(
        N_("Member"),
        hint=N_("For a lead delegation: which one."),
        as_list=True,
        blank=N_("None"),
        needed=False,
    )

    def prepare(
        self, webinars: Iterable[tuple[str, str]], states: Iterable[tuple[str, str]]
    ) -> None:
        self.webinar.choices, self.state.choices = choices(webinars), choices(states)

    def idea(self, webinar: Webinar | None) -> Idea:
        kind = ProposalKind(self.kind.value)
        return Idea(kind, self.words.value, webinar, self.state.data or None)


class AnswerForm(Form):
    language = Pick(
        N_("In which language it is written"),
        choices=OWN_LANGUAGES,
        as_list=True,
        needed=False,
    )
    answer = Paragraph(
        N_("Answer"),
        hint=N_("The coordinator of the group reads it."),
        rows=2,
        longest=2000,
        needed=False,
        attributes={"dir": "auto"},
    )
