"""A topic as its readers see it: how many want it, and what came of it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.desk.queries.topics import TopicRead
from webinars.desk.sights.texts import NOTHING, Said
from webinars.programme.models import TopicState, WebinarState
from webinars.programme.rules import was_announced


class Outcome(enum.StrEnum):
    ASKED = "asked"
    PLANNED = "planned"
    """A webinar that was announced will meet it."""
    MET = "met"
    """That webinar was held."""


@dataclass(frozen=True)
class TopicSight:
    public_id: str
    title: Said
    words: Said
    answer: Said
    supporters: int
    states: int
    outcome: Outcome
    webinar_slug: str
    webinar_title: Said
    mine: bool
    """Whether the reader proposed it."""
    supported: bool
    """Whether she supports it."""
    state: TopicState
    proposed_on: date


def topic_sights(
    rows: Sequence[TopicRead],
    *,
    now: datetime,
    person: str = "",
    supported: frozenset[int] = frozenset(),
) -> tuple[TopicSight, ...]:
    """Return the board; `person` is the reader's public id, with the ids that she supports."""
    return tuple(_sight(row, now=now, person=person, supported=supported) for row in rows)


def outcome_of(row: TopicRead, now: datetime) -> Outcome:
    """Return what came of a topic. A webinar that is a draft or cancelled meets none."""
    webinar = row.webinar
    if webinar is None or not was_announced(webinar) or webinar.state is WebinarState.CANCELLED:
        return Outcome.ASKED
    return Outcome.MET if row.last_end is not None and row.last_end <= now else Outcome.PLANNED


def next_change(rows: Sequence[TopicRead], now: datetime) -> datetime | None:
    """Return when the clock alone changes what is said: the next end of a webinar."""
    ends = (row.last_end for row in rows if row.last_end is not None)
    return min((end for end in ends if end > now), default=None)


def _sight(row: TopicRead, *, now: datetime, person: str, supported: frozenset[int]) -> TopicSight:
    topic, text, outcome = row.topic, row.text, outcome_of(row, now)
    told = row.webinar is not None and outcome is not Outcome.ASKED
    return TopicSight(
        public_id=topic.public_id,
        title=Said(text.title, text.language),
        words=Said(text.words, text.language),
        answer=Said(text.answer, text.language),
        supporters=row.supporters,
        states=row.states,
        outcome=outcome,
        webinar_slug=row.webinar.slug if told and row.webinar else "",
        webinar_title=Said(row.webinar_title, row.webinar_language)
        if told and row.webinar_language
        else NOTHING,
        mine=bool(person) and topic.proposer == person,
        supported=topic.id in supported,
        state=topic.state,
        proposed_on=topic.proposed_at.date(),
    )
