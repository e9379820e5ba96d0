"""Captions checked by a person; files checked by their digest."""

from datetime import datetime

from webinars.accounts.models import Role
from webinars.accounts.queries import holders_of
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.outbox.operations import post
from webinars.programme.operations import raise_revision
from webinars.recordings.letters import HARMED
from webinars.recordings.models import Asset, AssetKind, Review
from webinars.recordings.operations.refusals import NoReviewer, NotCaptions
from webinars.recordings.queries import names_of
from webinars.storage.models import StoredFile
from webinars.storage.operations import mark_verified


def verify_captions(db: Db, *, asset: Asset, reviewer: str, by: str, now: datetime) -> None:
    """Say that `reviewer` has checked the captions; the page shows the name and the day.

    Raises:
        NotCaptions: it is another sort of file, or no longer in use.
        NoReviewer: no name is given.
    """
    if asset.kind is not AssetKind.CAPTIONS or asset.withdrawn_at is not None:
        raise NotCaptions
    name = clean_line(reviewer)
    if not name:
        raise NoReviewer
    asset.review, asset.reviewed_by, asset.reviewed_at = Review.VERIFIED, name, now
    record(
        db,
        kind="recordings.verify",
        actor=by,
        subject=asset.public_id,
        now=now,
        detail={"reviewer": name, "language": asset.language, "digest": asset.digest},
    )
    raise_revision(db)


def note_verified(db: Db, *, digest: str, now: datetime) -> None:
    """Note that the bytes with this digest were read back and still have it."""
    file = db.get_one(StoredFile, digest)
    if file.harmed_at is not None:
        record(db, kind="files.restored", actor="worker", subject=digest, now=now)
    mark_verified(db, file=file, now=now)


def note_harmed(db: Db, *, digest: str, now: datetime) -> None:
    """Note that the bytes with this digest are no longer what they were; nobody is sent them.

    Every officer of the Secretariat gets one letter a harm, however often it is found again.
    """
    file = db.get_one(StoredFile, digest)
    if file.harmed_at is None:
        file.harmed_at = now
        detail = {"names": list(names_of(db, digest=digest))}
        record(db, kind="files.harmed", actor="worker", subject=digest, now=now, detail=detail)
        raise_revision(db)
        _tell_harmed(db, digest=digest, now=now)


def _tell_harmed(db: Db, *, digest: str, now: datetime) -> None:
    for account in holders_of(db, role=Role.SECRETARIAT, on=now.date()):
        post(
            db,
            kind=HARMED,
            address=account.email,
            name=account.name,
            language=account.language,
            zone=account.zone,
            about=digest,
            now=now,
        )


def note_repaired(db: Db, *, digest: str, now: datetime) -> None:
    """Note that the bytes were brought back from the second copy, and compared."""
    file = db.get_one(StoredFile, digest)
    file.repaired_at = now
    record(db, kind="files.repaired", actor="worker", subject=digest, now=now)
    mark_verified(db, file=file, now=now)
    raise_revision(db)


def note_copied(db: Db, *, digest: str, now: datetime) -> None:
    """Note that the second copy was made or read back, and is the same."""
    db.get_one(StoredFile, digest).copied_at = now
    db.flush()
