"""The worker keeps the search in step with the archive.

It compares what each text was made of with what it would be made of now, and
makes anew what differs. So whatever changed is found, by whomever: captions,
titles, names, publication. What is withdrawn is out of the results at once, by
the query itself; here its words go too.
"""

from collections.abc import Sequence
from datetime import datetime

from webinars.database.unit import Bind, reading, unit_of_work
from webinars.programme.operations import raise_revision
from webinars.programme.queries import present_revision
from webinars.recordings.imports import cues_of
from webinars.recordings.models import Asset
from webinars.recordings.operations.indexing import drop_texts, keep_text
from webinars.recordings.queries.fulltext import pack_words
from webinars.recordings.queries.indexing import Key, known_texts, wanted_texts
from webinars.recordings.rules import Cue
from webinars.recordings.rules.finding import Findable
from webinars.storage.store import Missing, Store, pieces


class Index:
    """The search of one worker, which remembers up to which change it has looked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: int | None = None

    def tend(self, engine: Bind, now: datetime) -> str | None:
        """Look whether anything has changed since the last time, and follow it."""
        with reading(engine) as db:
            revision = present_revision(db)
        if revision == self._seen:
            return None
        outcome = self.follow(engine, {}, now)
        self._seen = revision
        return outcome

    def follow(self, engine: Bind, _arguments: object, _now: datetime) -> str:
        """Make anew whatever differs from what the archive holds."""
        return follow(self._store, engine)


def follow(store: Store, engine: Bind, *, afresh: bool = False) -> str:
    """Bring the index in step, a text a unit; `afresh`: each text, whether it differs or not."""
    with reading(engine) as db:
        known, wanted = known_texts(db), wanted_texts(db)
    gone = [key for key in known if key not in wanted]
    stale = [key for key, one in wanted.items() if afresh or known.get(key) != one.fingerprint]
    for key in stale:
        _make(store, engine, key, wanted[key])
    if gone or stale:
        with unit_of_work(engine) as db:
            drop_texts(db, keys=gone)
            raise_revision(db)  # kept pages of results read differently
    return (
        f"texts made: {len(stale)}, taken out: {len(gone)}, unchanged: {len(wanted) - len(stale)}"
    )


def _make(store: Store, engine: Bind, key: Key, wanted: Findable) -> None:
    cues = _cues(store, wanted.captions)
    kept = list(wanted.pieces(cues or ()))
    with unit_of_work(engine) as db:
        keep_text(db, key=key, made_of=wanted, pieces=kept, whole=cues is not None)


def _cues(store: Store, captions: Asset | None) -> Sequence[Cue] | None:
    """Return what the captions say; None where they cannot be read now."""
    if captions is None:
        return ()
    try:
        return cues_of(b"".join(pieces(store.open_range(captions.digest))))
    except Missing:
        return None


def pack(engine: Bind, _now: datetime) -> None:
    """Leave nothing in the index of words that were taken out of it."""
    with unit_of_work(engine) as db:
        pack_words(db)
