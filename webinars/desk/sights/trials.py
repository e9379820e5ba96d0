"""Letters on trial: each kind as it stands, about somebody who does not exist."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webinars.feedback.models import Invitation, Questionnaire, QuestionnaireKind
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter, Wording
from webinars.outbox.rendering import TOPICS, Sort
from webinars.outbox.rules import part_of
from webinars.outbox.showing import Sample
from webinars.programme.models import Webinar
from webinars.registrations.letters import INVITATION
from webinars.registrations.letters.samples import (
    ADDRESS,
    NAME,
    NOBODY,
    ZONE,
    sample_case,
    sample_invitee,
)

QUESTIONNAIRES = {
    "feedback.invitation": QuestionnaireKind.AFTER,
    "feedback.follow_up": QuestionnaireKind.THREE_MONTHS,
}


@dataclass(frozen=True)
class KindSight:
    kind: str
    name: str
    topic: str
    """English ids; the topic is empty where the letter cannot be declined."""
    waits: bool
    edited: Mapping[Language, int]
    """How many sentences are worded anew."""


@dataclass(frozen=True)
class Edit:
    words: str | None
    """None: ours again."""
    editor: str
    at: datetime


@dataclass(frozen=True)
class Sentence:
    part: str
    ours: str
    """In the language of the letter."""
    words: str
    """As it is said now."""
    edited: bool
    edits: tuple[Edit, ...]
    """The newest first."""


def kind_sights(
    sorts: Mapping[str, Sort], edited: Mapping[tuple[str, Language], int]
) -> list[KindSight]:
    return [
        KindSight(
            kind,
            sort.name,
            TOPICS.get(sort.topic, ""),
            sort.waits,
            {one: edited[kind, one] for one in Language if (kind, one) in edited},
        )
        for kind, sort in sorts.items()
    ]


def trial_of(
    kind: str, webinar: Webinar, *, language: Language, now: datetime
) -> tuple[Letter, Sample] | None:
    """Return a letter that nobody gets, and its sample; None where `kind` needs a real case."""
    if kind in QUESTIONNAIRES:
        questionnaire = Questionnaire(kind=QUESTIONNAIRES[kind], version=1)
        asked = Invitation(
            public_id=NOBODY, webinar=webinar, generation=1, questionnaire=questionnaire
        )
        asked.closes_at = now + timedelta(days=14)
        return _letter(kind, language, now), Sample(asked)
    if kind == INVITATION:
        invitee = sample_invitee(webinar, language=language, now=now)
        return (_letter(kind, language, now), Sample(invitee)) if invitee else None
    if kind.partition(".")[0] not in {
        "registrations",
        "live",
        "recordings",
        "attendance",
    }:
        return None
    case = sample_case(kind, webinar, language=language, now=now)
    if case is None:
        return None
    letter = _letter(kind, language, now)
    letter.content, letter.valid_until = case.content, case.valid_until
    return letter, Sample(case.registration)


def sentences_of(
    asked: Sequence[str], history: Sequence[Wording], *, say: Callable[[str], str]
) -> list[Sentence]:
    """Return the sentences that a letter said, in order, each with its edits.

    Args:
        say: turns an English id into our own words in the language of the letter.
    """
    edits: dict[str, list[Edit]] = {}
    for row in history:
        edits.setdefault(row.part, []).append(Edit(row.words, row.editor, row.edited_at))
    return [_sentence(ours, say(ours), edits.get(part_of(ours), [])) for ours in asked]


def _sentence(ours: str, said: str, edits: list[Edit]) -> Sentence:
    newest = edits[0].words if edits else None
    words = said if newest is None else newest
    return Sentence(part_of(ours), said, words, newest is not None, tuple(edits))


def _letter(kind: str, language: Language, now: datetime) -> Letter:
    return Letter(
        public_id=NOBODY,
        kind=kind,
        address=ADDRESS,
        name=NAME,
        language=language,
        zone=ZONE,
        about=NOBODY,
        revision=0,
        content={},
        urgent=False,
        posted_at=now,
        due_at=now,
    )
