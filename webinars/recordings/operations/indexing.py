"""What a search finds, kept in step with what the archive holds; asked for with each change."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select

from webinars.database import Db
from webinars.jobs.operations import ask_again
from webinars.recordings.models import Recording, SearchPiece, SearchText
from webinars.recordings.operations.locking import lock
from webinars.recordings.queries.fulltext import drop_words, keep_words, span_of
from webinars.recordings.queries.indexing import Key
from webinars.recordings.rules.finding import Findable, Piece, number_of

INDEX = "recordings.index"
"""The job that brings the search up to date."""


def ask_index(db: Db, *, now: datetime) -> None:
    """Have the worker bring the search up to date at once; it looks every minute anyway."""
    ask_again(db, name=INDEX, arguments={}, key=INDEX, now=now)


def keep_text(
    db: Db, *, key: Key, made_of: Findable, pieces: Sequence[Piece], whole: bool = True
) -> None:
    """Let a recording be found by these pieces in this language, in place of earlier ones.

    Args:
        whole: False where its captions could not be read now, so that it is tried again.
    """
    recording_id, language = key
    lock(db, Recording.id, recording_id)  # two workers make one index
    drop_texts(db, keys=[key])
    row = SearchText(
        recording_id=recording_id,
        language=language,
        captions_id=made_of.captions.id if made_of.captions else None,
        fingerprint=made_of.fingerprint if whole else "",
    )
    db.add(row)
    db.flush()
    db.add_all(
        SearchPiece(id=number_of(row.id, piece.place), at=piece.at, text=piece.text)
        for piece in pieces
    )
    keep_words(db, text_id=row.id, pieces=pieces)


def drop_texts(db: Db, *, keys: Sequence[Key]) -> None:
    """Let nothing be found of these recordings in these languages."""
    own = [
        (SearchText.recording_id == recording) & (SearchText.language == language)
        for recording, language in keys
    ]
    ids = db.scalars(select(SearchText.id).where(or_(*own))).all() if own else ()
    if ids:
        drop_words(db, text_ids=ids)
        spans = (SearchPiece.id.between(*span_of(one)) for one in ids)
        db.execute(delete(SearchPiece).where(or_(*spans)))
        db.execute(delete(SearchText).where(SearchText.id.in_(ids)))
