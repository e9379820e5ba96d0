"""Files are read back, mended from their second copies, and copied there."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from webinars.database.unit import Bind, reading, unit_of_work
from webinars.programme.operations import raise_revision
from webinars.recordings.operations import note_harmed, note_repaired, note_verified
from webinars.recordings.operations.checking import note_copied
from webinars.recordings.queries import every_file
from webinars.storage.store import Missing, Store

log = logging.getLogger("webinars.files")

READ_BACK = timedelta(days=30)
"""How old the last look at a file may become."""

AT_ONCE = 200
"""Files read back in one run at most; the others have their turn on the next day."""


def verify_files(store: Store, engine: Bind, now: datetime) -> str:
    """Read back the files that nobody has read back for a month, the longest unverified first.

    Each good one is stamped as it is found. A harmed one is mended from its second
    copy, where there is one; else it keeps its old stamp and is sent to nobody, so
    that it is named every day until somebody restores it.
    """
    with reading(engine) as db:
        stale = [
            file.digest
            for file in every_file(db)
            if file.verified_at is None or file.verified_at <= now - READ_BACK
        ]
    due = stale[:AT_ONCE]
    harmed = [digest for digest in due if not look_at(store, engine, digest, now)]
    if due:
        with unit_of_work(engine) as db:
            raise_revision(db)  # pages say when the files were last verified
    return _told(len(due) - len(harmed), len(stale) - len(due), harmed)


def look_at(store: Store, engine: Bind, digest: str, now: datetime) -> bool:
    """Read one file back, mend it where that is possible, and note how it is."""
    if store.verify(digest):
        with unit_of_work(engine) as db:
            note_verified(db, digest=digest, now=now)
        return True
    log.error("stored file %s is harmed or missing", digest)
    with unit_of_work(engine) as db:
        note_harmed(db, digest=digest, now=now)
    if not store.repair(digest):
        return False
    log.warning("stored file %s is brought back from its second copy", digest)
    with unit_of_work(engine) as db:
        note_repaired(db, digest=digest, now=now)
    return True


def copy_files(store: Store, engine: Bind, now: datetime) -> str:
    """Give every file its second copy, and read back those of a month ago."""
    second = store.second
    if second is None:
        return "no place for second copies is set"
    with reading(engine) as db:
        stale = [
            file.digest
            for file in every_file(db)
            if file.copied_at is None or file.copied_at <= now - READ_BACK
        ]
    due = stale[:AT_ONCE]
    copied = [digest for digest in due if _copied(store, second, engine, digest, now)]
    return f"second copies: {len(copied)} good, {len(due) - len(copied)} impossible now"


def _copied(store: Store, second: Store, engine: Bind, digest: str, now: datetime) -> bool:
    try:
        if not second.verify(digest):
            second.receive(store, digest)
    except Missing:
        return False
    with unit_of_work(engine) as db:
        note_copied(db, digest=digest, now=now)
    return True


def _told(good: int, later: int, harmed: Sequence[str]) -> str:
    told = f"read back: {good} files unharmed, {later} left for the next day"
    return f"{told}; HARMED OR MISSING: {', '.join(harmed)}" if harmed else told
