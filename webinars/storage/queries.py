"""Reading what is stored and what is on its way."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from webinars.database import Db
from webinars.database.model import Model
from webinars.kernel.ids import LENGTH
from webinars.kernel.tokens import digest_of
from webinars.storage.models import ENDED_BY_WISH, StoredFile, Upload, UploadToken


def find_upload(db: Db, *, public_id: str) -> Upload | None:
    """Return an upload, open, arrived or ended; whose it is, is the caller's question."""
    if len(public_id) != LENGTH or not public_id.isalnum():
        return None  # PostgreSQL refuses some characters
    return db.scalars(select(Upload).where(Upload.public_id == public_id)).one_or_none()


def upload_of(db: Db, *, owner: str) -> Upload | None:
    """Return the newest upload of `owner` that has not ended."""
    open_ones = select(Upload).where(Upload.owner == owner, Upload.ended_at.is_(None))
    return db.scalars(open_ones.order_by(Upload.id.desc()).limit(1)).one_or_none()


def uploads_about(db: Db, *, about: str) -> Sequence[Upload]:
    """Return the uploads for `about` that have not ended, the earliest first."""
    found = select(Upload).where(Upload.about == about, Upload.ended_at.is_(None))
    return db.scalars(found.order_by(Upload.id)).all()


def refused_uploads(db: Db, *, about: str, since: datetime) -> Sequence[Upload]:
    """Return the uploads for `about` that were whole and were not taken, the last first."""
    found = select(Upload).where(Upload.about == about, Upload.ended_at > since)
    theirs = found.where(Upload.outcome.not_in(ENDED_BY_WISH))
    return db.scalars(theirs.order_by(Upload.ended_at.desc(), Upload.id.desc())).all()


def unfinished_uploads(db: Db) -> Sequence[Upload]:
    """Return every upload that has neither arrived nor ended, the earliest first."""
    open_ones = select(Upload).where(Upload.ended_at.is_(None), Upload.arrived_at.is_(None))
    return db.scalars(open_ones.order_by(Upload.id)).all()


def expired_uploads(db: Db, *, now: datetime) -> Sequence[Upload]:
    """Return the uploads that nobody finished, or used, in their time."""
    late = select(Upload).where(Upload.ended_at.is_(None), Upload.expires_at <= now)
    return db.scalars(late.order_by(Upload.id)).all()


def is_open(db: Db, *, public_id: str) -> bool:
    """Say whether bytes may still come for this upload."""
    upload = find_upload(db, public_id=public_id)
    return upload is not None and upload.ended_at is None and upload.arrived_at is None


def held_by(db: Db, *, owner: str) -> tuple[int, int]:
    """Return how many uploads of `owner` have not ended, and their announced bytes together."""
    held = select(func.count(), func.coalesce(func.sum(Upload.length), 0))
    count, octets = db.execute(held.where(Upload.owner == owner, Upload.ended_at.is_(None))).one()
    return int(count), int(octets)


def bytes_spoken_for(db: Db) -> int:
    """Return the bytes of all stored files and of all uploads that have not ended."""
    stored = db.scalar(select(func.coalesce(func.sum(StoredFile.size), 0)))
    coming = db.scalar(
        select(func.coalesce(func.sum(Upload.length), 0)).where(Upload.ended_at.is_(None))
    )
    return int(stored or 0) + int(coming or 0)


def find_token(db: Db, *, token: str, now: datetime) -> UploadToken | None:
    """Return what `token` opens, or None where it is none of ours or too old."""
    digest = digest_of(token)
    valid = (UploadToken.token_digest == digest, UploadToken.expires_at > now)
    return db.scalars(select(UploadToken).where(*valid)).one_or_none()


def times_used(db: Db, *, digest: str) -> int:
    """Count the rows of every room that refer to a stored file."""
    columns = [
        column
        for table in Model.metadata.tables.values()
        for column in table.columns
        if any(key.target_fullname == "stored_file.digest" for key in column.foreign_keys)
    ]
    counts = (select(func.count()).where(column == digest) for column in columns)
    return sum(int(db.scalar(count) or 0) for count in counts)


def is_referred_to(db: Db, *, digest: str) -> bool:
    """Say whether a row tells of the bytes with this digest: a file's, or a waiting upload's."""
    waiting = select(Upload.id).where(Upload.digest == digest, Upload.ended_at.is_(None))
    kept = (StoredFile.digest == digest, StoredFile.purged_at.is_(None))
    known = select(StoredFile.digest).where(*kept)
    return bool(db.scalar(select(or_(known.exists(), waiting.exists()))))
