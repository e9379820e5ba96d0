"""Reading the journal, and walking its chain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select

from webinars.database import Db
from webinars.journal.models import Detail, Entry
from webinars.journal.rules import GENESIS, chained, digest_detail

RUSH = 10
RUSH_WITHIN = timedelta(seconds=1)
"""So many entries in so long are people at the door, who wait for the same processors and disk."""


@dataclass(frozen=True)
class Verdict:
    """What a walk of the chain found."""

    sealed: int
    unsealed: int
    erased_details: int
    """Details that erasure deleted; their digests still stand in the chain."""
    broken: Entry | None
    why: str | None

    @property
    def whole(self) -> bool:
        return self.broken is None


def last_sealed(db: Db) -> Entry | None:
    return db.scalars(
        select(Entry).where(Entry.sequence.is_not(None)).order_by(Entry.sequence.desc()).limit(1)
    ).one_or_none()


def last_evidence(db: Db) -> Entry | None:
    """Return the last sealed evidence entry: the present cut."""
    sealed = select(Entry).where(Entry.sequence.is_not(None), Entry.evidence)
    return db.scalars(sealed.order_by(Entry.sequence.desc()).limit(1)).one_or_none()


def history(db: Db, *, subject: str, limit: int = 200) -> Sequence[tuple[Entry, Detail | None]]:
    """Return the newest entries about `subject` with their details, the newest first."""
    rows = db.execute(
        select(Entry, Detail)
        .outerjoin(Detail, Detail.entry_id == Entry.id)
        .where(Entry.subject == subject)
        .order_by(Entry.id.desc())
        .limit(limit)
    )
    return [(entry, detail) for entry, detail in rows]


def walk(db: Db) -> Verdict:
    """Walk the chain from its first entry, and name the first that does not fit."""
    previous, sequence, erased = GENESIS, 0, 0
    for entry, detail in _sealed(db):
        sequence += 1
        why = _fault(entry, detail, previous, sequence)
        if why:
            return Verdict(sequence - 1, _unsealed(db), erased, entry, why)
        erased += entry.detail_digest is not None and detail is None
        previous = entry.hash or ""
    return Verdict(sequence, _unsealed(db), erased, None, None)


def _sealed(db: Db) -> Iterator[tuple[Entry, Detail | None]]:
    """Yield the sealed entries in order, a page at a time, so that memory stays flat."""
    last = 0
    while page := _page(db, after=last):
        yield from page
        last = page[-1][0].sequence or 0


def _page(db: Db, *, after: int) -> list[tuple[Entry, Detail | None]]:
    rows = db.execute(
        select(Entry, Detail)
        .outerjoin(Detail, Detail.entry_id == Entry.id)
        .where(Entry.sequence > after)
        .order_by(Entry.sequence)
        .limit(1_000)
    )
    return [(entry, detail) for entry, detail in rows]


def _fault(entry: Entry, detail: Detail | None, previous: str, sequence: int) -> str | None:
    if entry.sequence != sequence:
        return f"entry {sequence} is missing"
    if entry.hash != chained(previous, sequence, entry):
        return "the entry, or one before it, was changed after it was sealed"
    if detail is not None and digest_detail(detail.salt, detail.content) != entry.detail_digest:
        return "its detail was changed"
    return None


def has_unsealed(db: Db) -> bool:
    return bool(db.scalar(select(exists().where(Entry.sequence.is_(None)))))


def is_rush(db: Db, *, now: datetime) -> bool:
    """Say whether so much was done in the last second that what can wait should."""
    last = select(Entry.at).order_by(Entry.id.desc()).offset(RUSH - 1).limit(1)
    at = db.scalar(last)
    return at is not None and timedelta(0) <= now - at < RUSH_WITHIN


def _unsealed(db: Db) -> int:
    return db.scalar(select(func.count()).select_from(Entry).where(Entry.sequence.is_(None))) or 0
