"""The words of pieces in each database's own full-text index: the one place that knows both.

SQLite has FTS5, PostgreSQL `tsvector` and GIN. Neither takes words apart: what
comes here is folded already (`rules.words`), letters and digits alone, so that
both find the same and no sign in a question means anything to them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    bindparam,
    cast,
    column,
    delete,
    insert,
    literal_column,
    or_,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from webinars.database import Db
from webinars.recordings.rules.finding import SHIFT, Piece, number_of
from webinars.recordings.rules.seeking import Phrase, Term

WORDS = table("search_words", column("rowid", BigInteger), column("words", String))
"""One row a piece; made by the migrations, and in no model."""


def is_postgresql(db: Db) -> bool:
    return db.get_bind().dialect.name == "postgresql"


def has(name: str, *, postgresql: bool) -> ColumnElement[bool]:
    """Say whether a row of `WORDS` has what the parameter called `name` asks for (`asking`)."""
    asked = bindparam(name, type_=String)
    if postgresql:
        return WORDS.c.words.bool_op("@@")(cast(asked, TSQUERY))
    return literal_column("search_words").bool_op("MATCH")(asked)


def asking(terms: Iterable[Term], *, postgresql: bool) -> str:
    """Return the question whether there is any of `terms`, as the database has it asked."""
    phrases = [phrase for term in terms for phrase in term]
    if postgresql:
        return " | ".join(map(_for_postgresql, phrases))
    return " OR ".join(map(_for_sqlite, phrases))


def _for_sqlite(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"{" *" if phrase.begins else ""}'


def _for_postgresql(phrase: Phrase) -> str:
    *before, last = (f"'{token}'" for token in phrase.tokens)
    return f"({' <-> '.join([*before, last + ':*' if phrase.begins else last])})"


def keep_words(db: Db, *, text_id: int, pieces: Sequence[Piece]) -> None:
    """Let the words of these pieces of one text be found."""
    kept: ColumnElement[str] = bindparam("words", type_=String)
    if is_postgresql(db):
        kept = cast(kept, TSVECTOR)
    made = _vector if is_postgresql(db) else " ".join
    rows = [
        {"place": number_of(text_id, piece.place), "words": made(piece.tokens)} for piece in pieces
    ]
    if rows:
        db.execute(insert(WORDS).values(rowid=bindparam("place"), words=kept), rows)


def _vector(tokens: Sequence[str]) -> str:
    """Return the tokens as PostgreSQL writes a vector: each with its places, counted from 1."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, token in enumerate(tokens, 1):
        places[token].append(str(place))
    return " ".join(f"'{token}':{','.join(found)}" for token, found in places.items())


def drop_words(db: Db, *, text_ids: Sequence[int]) -> None:
    """Let nothing of these texts be found any more."""
    if text_ids:
        own = [WORDS.c.rowid.between(*span_of(text_id)) for text_id in text_ids]
        db.execute(delete(WORDS).where(or_(*own)))


def span_of(text_id: int) -> tuple[int, int]:
    """Return the first and the last number that a piece of the text can have."""
    return number_of(text_id, 0), number_of(text_id, (1 << SHIFT) - 1)


def pack_words(db: Db) -> None:
    """Write SQLite's index anew without what was deleted; PostgreSQL does so by itself."""
    if not is_postgresql(db):
        db.execute(text("INSERT INTO search_words (search_words) VALUES ('optimize')"))
