"""Finding recordings: which are public, which have the words, and where the words stand."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import contains_eager

from webinars.database import Db
from webinars.database.pouring import code
from webinars.kernel.languages import Language
from webinars.programme.models import Series, Sitting, Webinar, WebinarText
from webinars.programme.queries.columns import (
    activity_words,
    name_of_lead,
    nearest_text,
    promised_words,
)
from webinars.recordings.models import Asset, AssetKind, Recording, SearchPiece, SearchText
from webinars.recordings.queries.fulltext import WORDS, asking, has, is_postgresql
from webinars.recordings.rules.finding import MOST_PARAGRAPHS, SHIFT, WEIGHTS, Field
from webinars.recordings.rules.seeking import Asked

HITS = 3
"""Pieces that are shown of a recording."""

OWN_TEXT = WORDS.c.rowid.op(">>", return_type=Integer())(literal_column(str(SHIFT), Integer))
OWN_PLACE = WORDS.c.rowid.op("&", return_type=Integer())(
    literal_column(str((1 << SHIFT) - 1), Integer)
)


class Card(NamedTuple):
    """What a list must know of every public recording to choose among them."""

    recording_id: int
    starts_at: datetime
    zone: str
    theme: str | None
    state: str | None
    """Code of the State that led it."""
    state_name: str
    activities: str
    """Codes, by spaces."""
    promises: str
    """As `part:language`, by spaces."""
    captions: str
    """Languages of the captions with their review, as `en:verified`, by spaces."""
    demonstration: bool
    """Whether any series here is one."""
    text_id: int
    """Of the text that has the words; 0 where nothing was asked."""
    language: str
    score: int


def cards(db: Db, *, asked: Asked, language: Language, now: datetime) -> Sequence[Card]:
    """Return the public recordings that have all that is asked, in one query; the best first.

    A recording stands there once for each of its languages that has the words.
    Those that weigh alike come in order of time, the latest first.
    """
    today = {"today": now.date()}
    if not asked.terms:
        return [Card(*row) for row in db.execute(_latest(language), today)]
    postgresql = is_postgresql(db)
    shape = Shape(len(asked.terms), bool(asked.unwanted), postgresql)
    found = db.execute(_having(shape, language), today | shape.values(asked))
    return [Card(*row)._replace(score=int(row[-1])) for row in found]


class Shape(NamedTuple):
    """By what the statements of two questions differ. The same shape is made once, and kept."""

    terms: int
    without: bool
    postgresql: bool

    @property
    def names(self) -> list[str]:
        return [f"term_{place}" for place in range(self.terms)]

    def values(self, asked: Asked) -> dict[str, str]:
        """Return what the statement's parameters are for this question."""
        of = {name: [term] for name, term in zip(self.names, asked.terms, strict=True)}
        told = of | ({"without": list(asked.unwanted)} if self.without else {})
        return {name: asking(terms, postgresql=self.postgresql) for name, terms in told.items()}


@lru_cache(len(Language))
def _latest(language: Language) -> Select[Any]:
    every = _public(select(*_facts(language), literal(0), literal(""), literal(0)))
    return every.order_by(Sitting.starts_at.desc(), Recording.id)


@lru_cache(64)
def _having(shape: Shape, language: Language) -> Select[Any]:
    found = _scored(shape)
    return (
        _public(select(*_facts(language), SearchText.id, SearchText.language, found.c.score))
        .join(SearchText, SearchText.recording_id == Recording.id)
        .join(found, found.c.text_id == SearchText.id)
        .outerjoin(Asset, Asset.id == SearchText.captions_id)
        .where(or_(SearchText.captions_id.is_(None), Asset.withdrawn_at.is_(None)))
        .order_by(found.c.score.desc(), Sitting.starts_at.desc(), Recording.id, SearchText.language)
    )


def _scored(shape: Shape) -> Subquery:
    """Select the texts that have every term, with what the finds weigh together."""
    each = union_all(
        *(
            select(OWN_TEXT.label("text_id"), _weight().label("score"))
            .where(has(name, postgresql=shape.postgresql))
            .group_by(OWN_TEXT)
            for name in shape.names
        )
    ).subquery()
    whole = select(each.c.text_id, func.sum(each.c.score).label("score")).group_by(each.c.text_id)
    whole = whole.having(func.count() == shape.terms)
    if shape.without:
        unwanted = select(OWN_TEXT).where(has("without", postgresql=shape.postgresql))
        whole = whole.where(each.c.text_id.not_in(unwanted))
    return whole.subquery()


def _weight() -> ColumnElement[int]:
    weights = {field.value: weight for field, weight in WEIGHTS.items()}
    spoken = func.sum(case((OWN_PLACE.bool_op(">=")(Field.TRANSCRIPT.value), 1), else_=0))
    return func.sum(case(weights, value=OWN_PLACE, else_=0)) + case(
        (spoken > MOST_PARAGRAPHS, MOST_PARAGRAPHS), else_=spoken
    )


def _public(wanted: Select[Any]) -> Select[Any]:
    standing = (Recording.published_at.is_not(None), Recording.withdrawn_at.is_(None))
    return (
        wanted.select_from(Recording)
        .join(Sitting, Sitting.id == Recording.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(*standing)
    )


def _facts(language: Language) -> tuple[Any, ...]:
    word = code(Asset.language) + ":" + code(Asset.review)
    captions = (
        select(func.coalesce(func.aggregate_strings(word, " "), ""))
        .where(Asset.recording_id == Recording.id, Asset.withdrawn_at.is_(None))
        .where(Asset.kind == AssetKind.CAPTIONS)
        .correlate(Recording)
        .scalar_subquery()
    )
    return (
        Recording.id,
        Sitting.starts_at,
        Sitting.zone,
        code(Webinar.cycle_theme),
        Webinar.lead_state_code,
        name_of_lead(language, bindparam("today", type_=Date)),
        activity_words(),
        promised_words(),
        captions,
        select(Series.id).where(Series.demonstration).exists(),
    )


def listed(db: Db, *, ids: Sequence[int], language: Language) -> Sequence[Recording]:
    """Return the recordings `ids` with all that a list says to a reader of `language`; one query.

    Each webinar comes with one text alone, the one that she reads.
    """
    if not ids:
        return ()
    order = {one: place for place, one in enumerate(ids)}
    found = db.scalars(_listing(language), {"ids": list(ids)}).unique()
    return sorted(found, key=lambda recording: order[recording.id])


@lru_cache(len(Language))
def _listing(language: Language) -> Select[Any]:
    webinar = contains_eager(Recording.sitting).contains_eager(Sitting.webinar)
    return (
        select(Recording)
        .join(Recording.sitting)
        .join(Sitting.webinar)
        .outerjoin(WebinarText, WebinarText.id == nearest_text(language))
        .outerjoin(Recording.assets.and_(Asset.withdrawn_at.is_(None)))
        .outerjoin(Asset.file)
        .options(webinar.contains_eager(Webinar.texts))
        .options(contains_eager(Recording.assets).contains_eager(Asset.file))
        .where(Recording.id.in_(bindparam("ids", expanding=True)))
        .order_by(Asset.id)
    )


class Hit(NamedTuple):
    """A piece that has what was asked."""

    id: int
    text_id: int
    at: int
    text: str


def hits(db: Db, *, asked: Asked, text_ids: Sequence[int]) -> Sequence[Hit]:
    """Return the best pieces of each text, in their order; one query.

    Those come first that have most of the terms, and the earlier of two that have as many.
    """
    if not text_ids:
        return ()
    shape = Shape(len(asked.terms), without=False, postgresql=is_postgresql(db))
    told = shape.values(asked) | {"texts": list(text_ids)}
    return [Hit(*row) for row in db.execute(_best(shape), told)]


@lru_cache(64)
def _best(shape: Shape) -> Select[Any]:
    own = OWN_TEXT.in_(bindparam("texts", expanding=True))
    each = union_all(
        *(
            select(WORDS.c.rowid.label("id"), OWN_TEXT.label("text_id")).where(
                has(name, postgresql=shape.postgresql), own
            )
            for name in shape.names
        )
    ).subquery()
    counted = (
        select(each.c.id, each.c.text_id, func.count().label("terms"))
        .group_by(each.c.id, each.c.text_id)
        .subquery()
    )
    order = (counted.c.terms.desc(), counted.c.id)
    place = func.row_number().over(partition_by=counted.c.text_id, order_by=order)
    ranked = select(counted.c.id, counted.c.text_id, place.label("place")).subquery()
    return (
        select(SearchPiece.id, ranked.c.text_id, SearchPiece.at, SearchPiece.text)
        .join(ranked, and_(ranked.c.id == SearchPiece.id, ranked.c.place <= HITS))
        .order_by(SearchPiece.id)
    )
