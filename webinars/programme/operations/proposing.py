"""What regional groups propose to the Secretariat, and its one answer."""

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_paragraphs
from webinars.programme.models import Proposal, ProposalKind, ProposalState, Webinar
from webinars.programme.operations.topics import TopicWords, Voice, judge_topic, propose_topic
from webinars.programme.queries.proposals import proposals_of

LONGEST_TITLE = 200
MOST_OPEN = 20
"""Proposals of one group that nobody has read yet."""


class NoWords(BadInput):
    message = N_("Write what you propose.")


class NoLead(BadInput):
    message = N_("Choose the member whose delegation would lead.")


class TooManyProposals(Refusal):
    message = N_("The Secretariat has not read your earlier proposals yet. Wait for its answer.")


class AlreadyAnswered(Refusal):
    message = N_("This proposal has been answered already, and the answer stays.")


@dataclass(frozen=True)
class Idea:
    """What is proposed: a topic, a speaker, or a delegation that leads."""

    kind: ProposalKind
    words: str
    webinar: Webinar | None = None
    """For which one; None: for whichever suits."""
    state_code: str | None = None


def propose(db: Db, *, group: str, idea: Idea, by: str, now: datetime) -> Proposal:
    """Put a proposal before the Secretariat; the same again, while it is open, is the one there.

    Raises:
        NoWords: nothing is written.
        NoLead: a delegation is to lead, and none is chosen.
        TooManyProposals: twenty of the group are not read yet.
    """
    words = clean_paragraphs(idea.words)
    if not words:
        raise NoWords
    if idea.kind is ProposalKind.LEAD and not idea.state_code:
        raise NoLead
    waiting = [one for one in proposals_of(db, group=group) if one.state is ProposalState.OPEN]
    for known in waiting:
        if _said(known) == (idea.kind, words, idea.webinar, idea.state_code):
            return known
    if len(waiting) >= MOST_OPEN:
        raise TooManyProposals
    return _kept(db, group, idea, words, by=by, now=now)


def answer_proposal(
    db: Db,
    *,
    proposal: Proposal,
    taken: bool,
    answer: str,
    by: str,
    now: datetime,
    language: Language = Language.ENGLISH,
) -> None:
    """Say once what came of a proposal, with words for the group or without.

    A topic that is taken up stands on the public board from now on.

    Args:
        language: in which a topic was written.

    Raises:
        AlreadyAnswered: somebody did.
    """
    if proposal.state is not ProposalState.OPEN:
        raise AlreadyAnswered
    if taken and proposal.kind is ProposalKind.TOPIC:
        _put_on_board(db, proposal, language, by=by, now=now)
    proposal.state = ProposalState.ACCEPTED if taken else ProposalState.DECLINED
    proposal.answer = clean_paragraphs(answer)
    proposal.answered_by, proposal.answered_at = by, now
    db.flush()
    told = {"state": proposal.state.value, "answer": proposal.answer}
    record(
        db,
        kind="programme.answer_proposal",
        actor=by,
        subject=proposal.public_id,
        now=now,
        detail=told,
    )


def _put_on_board(
    db: Db, proposal: Proposal, language: Language, *, by: str, now: datetime
) -> None:
    """Make the group's wish a topic that everybody may support; nobody's name stands beside it."""
    lines = proposal.words.splitlines()
    title = shorten(lines[0], LONGEST_TITLE, placeholder="…")
    rest = proposal.words if title != lines[0].strip() else "\n".join(lines[1:])
    words = TopicWords(language, title, rest)
    voice = Voice(proposal.public_id, proposal.state_code)
    topic = propose_topic(db, voice=voice, words=words, now=now)
    judge_topic(db, topic=topic, public=True, by=by, now=now)


def _kept(db: Db, group: str, idea: Idea, words: str, *, by: str, now: datetime) -> Proposal:
    proposal = Proposal(
        group=group,
        kind=idea.kind,
        webinar=idea.webinar,
        state_code=idea.state_code,
        words=words,
        proposed_by=by,
        proposed_at=now,
        state=ProposalState.OPEN,
    )
    db.add(proposal)
    db.flush()
    told = {"group": group, "kind": idea.kind.value, "words": words}
    record(db, kind="programme.propose", actor=by, subject=proposal.public_id, now=now, detail=told)
    return proposal


def _said(proposal: Proposal) -> tuple[ProposalKind, str, Webinar | None, str | None]:
    return (proposal.kind, proposal.words, proposal.webinar, proposal.state_code)
