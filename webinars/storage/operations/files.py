"""What the database knows of stored files. Their bytes were stored before."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.storage.models import StoredFile
from webinars.storage.store import Kept


def register_file(db: Db, *, kept: Kept, now: datetime) -> StoredFile:
    """Return the row of the file that `kept` tells of, made if these bytes are new."""
    if known := db.get(StoredFile, kept.digest):
        if known.purged_at or known.harmed_at:  # these very bytes came again, and were compared
            known.purged_at = known.harmed_at = None
        return known
    file = StoredFile(
        digest=kept.digest, size=kept.size, media_type=kept.media_type.value, stored_at=now
    )
    try:
        with db.begin_nested():
            db.add(file)
    except IntegrityError:  # the same bytes came by another request meanwhile
        return db.get_one(StoredFile, kept.digest)
    return file


def mark_verified(db: Db, *, file: StoredFile, now: datetime) -> None:
    """Note that the bytes of `file` were read back and are what they were."""
    file.verified_at, file.harmed_at = now, None
    db.flush()
