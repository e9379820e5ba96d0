"""What the worker does for the archive by itself."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from webinars.database.unit import Bind, reading, unit_of_work
from webinars.programme.operations import raise_revision
from webinars.recordings.operations import forget_visitors, note_verified
from webinars.recordings.operations.telling import post_ready
from webinars.recordings.queries import every_file
from webinars.storage.store import Store

log = logging.getLogger("webinars.files")

READ_BACK = timedelta(days=30)
"""How old the last look at a file may become."""

AT_ONCE = 200
"""Files read back in one run at most; the others have their turn on the next day."""


def forget_past_visitors(engine: Bind, now: datetime) -> None:
    """Overwrite who watched on days that are over; the numbers stay."""
    with unit_of_work(engine) as db:
        forget_visitors(db, now=now)


def tell_ready(engine: Bind, now: datetime) -> None:
    """Post every letter about a recording that is ready, in batches."""
    while True:
        with unit_of_work(engine) as db:
            if not post_ready(db, now=now):
                return


def verify_files(store: Store, engine: Bind, now: datetime) -> str:
    """Read back the files that nobody has read back for a month, the longest unverified first.

    Each good one is stamped as it is found. A harmed one keeps its old stamp, so
    that it is named every day until somebody restores it.
    """
    with reading(engine) as db:
        stale = [
            file.digest
            for file in every_file(db)
            if file.verified_at is None or file.verified_at <= now - READ_BACK
        ]
    due = stale[:AT_ONCE]
    harmed = [digest for digest in due if not _verified(store, engine, digest, now)]
    if len(harmed) < len(due):
        with unit_of_work(engine) as db:
            raise_revision(db)  # pages say when the files were last verified
    return _told(len(due) - len(harmed), len(stale) - len(due), harmed)


def _verified(store: Store, engine: Bind, digest: str, now: datetime) -> bool:
    if not store.verify(digest):
        log.error("stored file %s is harmed or missing", digest)
        return False
    with unit_of_work(engine) as db:
        note_verified(db, digest=digest, now=now)
    return True


def _told(good: int, later: int, harmed: Sequence[str]) -> str:
    told = f"read back: {good} files unharmed, {later} left for the next day"
    return f"{told}; HARMED OR MISSING: {', '.join(harmed)}" if harmed else told
