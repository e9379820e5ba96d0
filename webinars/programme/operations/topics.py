"""Topics that members ask for: proposed, supported, judged, merged, answered, met.

Proposers and supporters are known by the public ids of their persons alone.
"""

from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.programme.models import Topic, TopicState, TopicSupport, TopicText, Webinar
from webinars.programme.operations.changes import Changes, change, plain
from webinars.programme.operations.refusals import (
    HasDuplicates,
    NoTitle,
    NotOnTheBoard,
    SameTopic,
    TooManyTopics,
)
from webinars.programme.operations.revision import raise_revision
from webinars.programme.queries.topics import duplicates_of, support_by, topics_by

MOST_WAITING = 3
"""Proposals of one person that nobody has read yet."""


@dataclass(frozen=True)
class Voice:
    """Who asks: the public id of a person, and the member for which she speaks, if any."""

    person: str
    state_code: str | None = None


@dataclass(frozen=True)
class TopicWords:
    language: Language
    title: str
    words: str = ""
    answer: str = ""


def propose_topic(db: Db, *, voice: Voice, words: TopicWords, now: datetime) -> Topic:
    """Put a topic before the Secretariat; its proposer is the first to support it.

    The same title again, by the same person, is the topic that is there.

    Raises:
        NoTitle: none is given.
        TooManyTopics: the Secretariat has not read three of hers yet.
    """
    title, own = clean_line(words.title), topics_by(db, person=voice.person)
    if not title:
        raise NoTitle
    for known in own:
        if any(text.title.casefold() == title.casefold() for text in known.texts):
            return known
    if sum(topic.state is TopicState.WAITING for topic in own) >= MOST_WAITING:
        raise TooManyTopics
    topic = Topic(
        proposer=voice.person,
        state_code=voice.state_code,
        language=words.language,
        proposed_at=now,
        state=TopicState.WAITING,
    )
    topic.texts.append(_text(words, now=now))
    topic.support.append(_support(voice, now=now))
    db.add(topic)
    db.flush()
    _tell(db, topic, "programme.propose_topic", {"title": [None, title]}, by=voice.person, now=now)
    return topic


def support_topic(db: Db, *, topic: Topic, voice: Voice, now: datetime) -> None:
    """Want a public topic too. Twice is once.

    Raises:
        NotOnTheBoard: it is not public, or counts as another.
    """
    if not _is_on_board(topic):
        raise NotOnTheBoard
    if support_by(db, topic=topic, person=voice.person) is None:
        topic.support.append(_support(voice, now=now))
        db.flush()
        raise_revision(db)


def support_no_longer(db: Db, *, topic: Topic, voice: Voice) -> None:
    """Take one's support back. A proposer's stays: the topic is hers."""
    mine = support_by(db, topic=topic, person=voice.person)
    if mine is not None and topic.proposer != voice.person:
        db.delete(mine)
        db.flush()
        db.expire(topic, ["support"])
        raise_revision(db)


def judge_topic(db: Db, *, topic: Topic, public: bool, by: str, now: datetime) -> None:
    """Make a topic public, or refuse it; either can be turned into the other later."""
    state = TopicState.PUBLIC if public else TopicState.REFUSED
    told = change(topic, state=state)
    if told:
        topic.judged_at = now
    _tell(db, topic, "programme.judge_topic", told, by=by, now=now)


def merge_topic(db: Db, *, topic: Topic, into: Topic, by: str, now: datetime) -> None:
    """Let `topic` count as `into`. No row of support moves, so it can be undone exactly.

    Raises:
        SameTopic: they are one.
        NotOnTheBoard: `into` is not public, or counts as another itself.
        HasDuplicates: others count as `topic`.
    """
    if topic is into:
        raise SameTopic
    if not _is_on_board(into):
        raise NotOnTheBoard
    if duplicates_of(db, topic=topic):
        raise HasDuplicates
    if topic.state is TopicState.WAITING:
        judge_topic(db, topic=topic, public=True, by=by, now=now)
    before = topic.merged_into.public_id if topic.merged_into else None
    if before == into.public_id:
        return
    topic.merged_into = into
    told: Changes = {"merged_into": [before, into.public_id]}
    _tell(db, topic, "programme.merge_topic", told, by=by, now=now)


def unmerge_topic(db: Db, *, topic: Topic, by: str, now: datetime) -> None:
    """Let a topic that counted as another stand for itself again."""
    if topic.merged_into is not None:
        told: Changes = {"merged_into": [topic.merged_into.public_id, None]}
        topic.merged_into = None
        _tell(db, topic, "programme.unmerge_topic", told, by=by, now=now)


def write_topic(db: Db, *, topic: Topic, words: TopicWords, by: str, now: datetime) -> None:
    """Write title, words and the Secretariat's answer in one language.

    Raises:
        NoTitle: none is given.
    """
    fresh = _text(words, now=now)
    if not fresh.title:
        raise NoTitle
    text = next((row for row in topic.texts if row.language is words.language), None)
    said = {"title": fresh.title, "words": fresh.words, "answer": fresh.answer}
    if text is None:
        topic.texts.append(fresh)
        told: Changes = {name: [None, words] for name, words in said.items() if words}
    else:
        told = change(text, **said)
        text.revised_at = now if told else text.revised_at
    _tell(db, topic, "programme.write_topic", told, by=by, now=now)


def meet_topic(db: Db, *, topic: Topic, webinar: Webinar | None, by: str, now: datetime) -> None:
    """Say which webinar meets the topic; None: none does after all."""
    before = topic.webinar.slug if topic.webinar else None
    if topic.webinar is webinar:
        return
    topic.webinar, topic.met_at = webinar, now if webinar else None
    told: Changes = {"webinar": [before, plain(webinar.slug if webinar else None)]}
    _tell(db, topic, "programme.meet_topic", told, by=by, now=now)


def _is_on_board(topic: Topic) -> bool:
    return topic.state is TopicState.PUBLIC and topic.merged_into is None


def _text(words: TopicWords, *, now: datetime) -> TopicText:
    return TopicText(
        language=words.language,
        title=clean_line(words.title),
        words=clean_paragraphs(words.words),
        answer=clean_paragraphs(words.answer),
        revised_at=now,
    )


def _support(voice: Voice, *, now: datetime) -> TopicSupport:
    return TopicSupport(supporter=voice.person, state_code=voice.state_code, since=now)


def _tell(db: Db, topic: Topic, kind: str, told: Changes, *, by: str, now: datetime) -> None:
    if told:
        db.flush()
        record(db, kind=kind, actor=by, subject=topic.public_id, now=now, detail=dict(told))
        raise_revision(db)
