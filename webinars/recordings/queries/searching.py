"""The library: what remains of what is asked and chosen, a page of it, in three queries at most."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.recordings.models import Recording
from webinars.recordings.queries.finding import Card, Hit, cards, hits, listed
from webinars.recordings.rules.filtering import Chosen, Filter, choose
from webinars.recordings.rules.seeking import Asked
from webinars.web.paging import Pages

PAGE = 10
"""Recordings on a page."""


@dataclass(frozen=True)
class Wish:
    """What a visitor wants to see of the library."""

    asked: Asked
    chosen: Mapping[Filter, str] = field(default_factory=dict)
    page: int = 1


@dataclass(frozen=True)
class Found:
    """A page of what remains."""

    recordings: Sequence[Recording]
    """With the text that the reader reads, and the files in use."""
    cards: Mapping[int, Card]
    """Of every recording that has the words, chosen or not, by its id."""
    hits: Mapping[int, list[Hit]]
    """Where the words stand, by the recording's id."""
    chosen: Chosen
    pages: Pages


def search(db: Db, *, wish: Wish, language: Language, now: datetime) -> Found:
    """Return the page of the library that `wish` asks for, the best finds first.

    Of a recording that has the words in several languages, that of the reader is
    shown, else the one that has most. A page beyond the last is the last.
    """
    there = () if wish.asked.fault else cards(db, asked=wish.asked, language=language, now=now)
    chosen = choose(there, wish.chosen)
    last = max(1, -(-len(chosen.recordings) // PAGE))
    pages = Pages(min(wish.page, last), len(chosen.recordings), PAGE)
    own = _nearest(there, language)
    ids = chosen.recordings[(pages.page - 1) * PAGE :][:PAGE]
    return Found(
        recordings=listed(db, ids=ids, language=language),
        cards=own,
        hits=_hits(db, wish.asked, [own[one] for one in ids]),
        chosen=chosen,
        pages=pages,
    )


def _nearest(there: Sequence[Card], language: Language) -> dict[int, Card]:
    found: dict[int, Card] = {}
    for card in there:
        if card.recording_id not in found or card.language == language:
            found[card.recording_id] = card
    return found


def _hits(db: Db, asked: Asked, shown: Sequence[Card]) -> dict[int, list[Hit]]:
    if not asked.terms:
        return {}
    recordings = {card.text_id: card.recording_id for card in shown}
    found: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in hits(db, asked=asked, text_ids=list(recordings)):
        found[recordings[hit.text_id]].append(hit)
    return dict(found)
