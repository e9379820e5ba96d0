"""The queue of a sitting: its committed seed, its entries, its pauses, and its decisions."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import insert

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_paragraphs
from webinars.programme.models import Sitting
from webinars.programme.operations import raise_revision
from webinars.programme.operations.refusals import NoReason
from webinars.registrations.models import Queue, QueueEntry
from webinars.registrations.queries.queue import (
    classified_at_entry,
    find_queue,
    without_entry,
)
from webinars.registrations.rules.keeping import Claim
from webinars.registrations.rules.plans import Reserve


def queue_of(db: Db, *, sitting: Sitting, now: datetime) -> Queue:
    """Return the queue of `sitting`; a new one commits to a seed that nobody knows yet.

    The caller holds the sitting.
    """
    known = find_queue(db, sitting=sitting)
    if known is not None:
        return known
    seed = secrets.token_hex(32)
    queue = Queue(
        sitting_id=sitting.id,
        seed=seed,
        digest=hashlib.sha256(seed.encode("ascii")).hexdigest(),
        committed_at=now,
        pause_reason="",
    )
    db.add(queue)
    db.flush()
    _note(db, sitting, "commit_seed", by="queue", now=now, detail={"digest": queue.digest})
    return queue


def enter(db: Db, *, sitting: Sitting) -> None:
    """Write as what each waits who came since the last time. It stays so."""
    late = without_entry(db, sitting=sitting)
    if late:
        claims = classified_at_entry(db, sitting=sitting, rows=late)
        db.execute(insert(QueueEntry), [_row(*claim) for claim in claims])


def pause(db: Db, *, sitting: Sitting, reason: str, by: str, now: datetime) -> None:
    """Offer nothing more of `sitting` until it goes on. Offers that are open stay.

    Raises:
        NoReason: none is given.
    """
    why = clean_paragraphs(reason)
    if not why:
        raise NoReason
    queue = queue_of(db, sitting=sitting, now=now)
    if queue.paused_at is None:
        queue.paused_at, queue.pause_reason = now, why
        _note(db, sitting, "pause_queue", by=by, now=now, detail={"reason": why})
        raise_revision(db)


def go_on(db: Db, *, sitting: Sitting, by: str, now: datetime) -> None:
    """End the pause. The order is what it was: nobody was passed over meanwhile."""
    queue = queue_of(db, sitting=sitting, now=now)
    if queue.paused_at is not None:
        queue.paused_at, queue.pause_reason = None, ""
        _note(db, sitting, "resume_queue", by=by, now=now, detail=None)
        raise_revision(db)


def _row(place_id: int, claim: Claim, since: datetime) -> dict[str, object]:
    return {
        "place_id": place_id,
        "state_code": claim.state,
        "regional_group": claim.group,
        "ldc": Reserve.LDC in claim.kinds,
        "lldc": Reserve.LLDC in claim.kinds,
        "sids": Reserve.SIDS in claim.kinds,
        "observer": claim.state is None,
        "entered_at": since,
        "expired": 0,
    }


def _note(
    db: Db,
    sitting: Sitting,
    verb: str,
    *,
    by: str,
    now: datetime,
    detail: dict[str, object] | None,
) -> None:
    kind, subject = f"registrations.{verb}", sitting.public_id
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
