"""A regional group's proposal as pages tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.sights.delegation import title_of
from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import Proposal, ProposalKind, ProposalState
from webinars.states.models import Group
from webinars.states.rules import GROUP_NAMES

KINDS: dict[ProposalKind, str] = {
    ProposalKind.SPEAKER: N_("A speaker"),
    ProposalKind.TOPIC: N_("A topic"),
    ProposalKind.LEAD: N_("A lead delegation"),
}
OUTCOMES: dict[ProposalState, str] = {
    ProposalState.OPEN: N_("not read yet"),
    ProposalState.ACCEPTED: N_("taken up"),
    ProposalState.DECLINED: N_("read, not taken up"),
}


@dataclass(frozen=True)
class ProposalSight:
    """`group`, `kind` and `outcome` are English ids, translated by the page."""

    public_id: str
    group: str
    kind: str
    words: str
    webinar: Said | None
    state: str
    proposed_at: datetime
    is_open: bool
    is_topic: bool
    outcome: str
    answer: str


def proposal_sight(
    proposal: Proposal, states: Mapping[str, str], language: Language
) -> ProposalSight:
    """Return a proposal for its page; `states` are names by code."""
    code = proposal.state_code or ""
    return ProposalSight(
        public_id=proposal.public_id,
        group=GROUP_NAMES[Group(proposal.group)],
        kind=KINDS[proposal.kind],
        words=proposal.words,
        webinar=title_of(proposal.webinar, language) if proposal.webinar else None,
        state=states.get(code, code),
        proposed_at=proposal.proposed_at,
        is_open=proposal.state is ProposalState.OPEN,
        is_topic=proposal.kind is ProposalKind.TOPIC,
        outcome=OUTCOMES[proposal.state],
        answer=proposal.answer,
    )
