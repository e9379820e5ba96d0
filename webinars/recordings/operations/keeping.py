"""How long a recording is kept: its class, a legal hold, and removal for good.

What is removed are bytes. Rows, digests, statistics and the page that says what
it was stay (`reference/recordings.md`, section 5).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.programme.operations import raise_revision
from webinars.recordings.models import Asset, AssetKind, Recording, Retention
from webinars.recordings.operations.locking import lock
from webinars.recordings.operations.refusals import NotRestricted, OnHold, WhyHeld
from webinars.recordings.queries import pages_of
from webinars.recordings.rules import Standing, standing_of
from webinars.storage.models import StoredFile
from webinars.storage.queries import times_used

RESTRICTED_FOR = timedelta(days=90)
"""Rehearsals and takes that nobody published."""

SUPERSEDED_FOR = timedelta(days=30)
"""Lighter copies that another has replaced; they can be made again."""


def classify(db: Db, *, recording: Recording, retention: Retention, by: str, now: datetime) -> None:
    """Say how long the recording is kept."""
    if recording.retention is not retention:
        detail = {"before": recording.retention.value, "after": retention.value}
        recording.retention = retention
        _tell(db, "recordings.classify", recording, detail, by=by, now=now)


def hold(db: Db, *, recording: Recording, reason: str, by: str, now: datetime) -> None:
    """Keep all of the recording, whatever its class says, until the hold is lifted.

    Raises:
        WhyHeld: no reason is given.
    """
    why = clean_line(reason)
    if not why:
        raise WhyHeld
    recording.held_at, recording.hold_reason = recording.held_at or now, why
    _tell(db, "recordings.hold", recording, {"reason": why}, by=by, now=now)


def lift_hold(db: Db, *, recording: Recording, by: str, now: datetime) -> None:
    if recording.held_at is not None:
        detail = {"reason": recording.hold_reason}
        recording.held_at, recording.hold_reason = None, ""
        _tell(db, "recordings.lift_hold", recording, detail, by=by, now=now)


def due_for_removal(db: Db, *, now: datetime) -> Sequence[Recording]:
    """Return the restricted recordings whose time is over and which nobody holds."""
    due = (
        select(Recording)
        .where(Recording.retention == Retention.RESTRICTED, Recording.published_at.is_(None))
        .where(Recording.held_at.is_(None), Recording.purged_at.is_(None))
        .where(Recording.created_at <= now - RESTRICTED_FOR)
    )
    return db.scalars(due.order_by(Recording.id)).all()


def superseded_copies(db: Db, *, now: datetime) -> Sequence[Asset]:
    """Return the lighter copies that were replaced a month ago, and whose bytes are still here."""
    old = (
        select(Asset)
        .join(Asset.recording)
        .join(Asset.file)
        .where(Asset.kind == AssetKind.RENDITION, Asset.withdrawn_at <= now - SUPERSEDED_FOR)
        .where(Recording.held_at.is_(None), StoredFile.purged_at.is_(None))
    )
    return db.scalars(old.order_by(Asset.id)).all()


def purge(db: Db, *, recording: Recording, by: str, now: datetime) -> list[str]:
    """Give up the bytes of a restricted recording; return the digests to be removed.

    A file that stands elsewhere too keeps its bytes.

    Raises:
        OnHold: somebody holds it.
        NotRestricted: it is of another class, or was published.
    """
    lock(db, Recording.id, recording.id)
    db.refresh(recording)
    if recording.held_at is not None:
        raise OnHold
    unpublished = standing_of(recording) is Standing.UNPUBLISHED
    if recording.retention is not Retention.RESTRICTED or not unpublished:
        raise NotRestricted
    recording.purged_at = now
    gone = [digest for asset in recording.assets for digest in drop(db, asset=asset, now=now)]
    _tell(db, "recordings.purge", recording, {"digests": gone}, by=by, now=now)
    return gone


def drop(db: Db, *, asset: Asset, now: datetime) -> list[str]:
    """Take a file out of use, and give up its bytes and those of the pictures of its pages.

    Returns the digests that stand nowhere else.
    """
    asset.withdrawn_at = asset.withdrawn_at or now
    pages = pages_of(db, assets=[asset]).get(asset.id, [])
    files = [asset.file, *(page.file for page in pages)]
    here = Counter(file.digest for file in files)
    gone = {
        file.digest: file
        for file in files
        if file.purged_at is None and times_used(db, digest=file.digest) == here[file.digest]
    }
    for file in gone.values():
        file.purged_at = now
    db.flush()
    return list(gone)


def _tell(
    db: Db, kind: str, recording: Recording, detail: Mapping[str, object], *, by: str, now: datetime
) -> None:
    record(db, kind=kind, actor=by, subject=recording.public_id, now=now, detail=dict(detail))
    raise_revision(db)
