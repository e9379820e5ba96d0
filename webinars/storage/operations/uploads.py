"""Uploads begin, arrive and end; their bytes are in `store.gathering`, outside any transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from webinars.database import Db
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.tokens import digest_of, new_secret_token
from webinars.storage.models import Upload, UploadToken
from webinars.storage.queries import bytes_spoken_for, held_by
from webinars.storage.store import Kept
from webinars.storage.store.parts import NoRoom

KEPT_FOR = timedelta(days=7)
"""From its beginning an upload has so long to become whole and to be used."""

TOKEN_FOR = timedelta(hours=24)
"""Long enough for 4 GB at 400 kb/s."""

AT_ONCE = 40
OCTETS_AT_ONCE = 40_000_000_000
"""Of one account, for uploads that have not ended."""


class TooManyUploads(Refusal):
    message = N_(
        "Too much is on its way from your account. Finish or give up earlier uploads first."
    )
    status = 413


@dataclass(frozen=True)
class Announced:
    """What a sender says of a file before it comes."""

    name: str
    length: int
    """Bytes."""
    about: str = ""
    declared: str = ""
    """Its SHA-256 in hexadecimal, where the sender knows it."""
    mark: str = ""
    """Of the file's version, where it is fetched from a server that says it."""


def begin_upload(
    db: Db, *, said: Announced, owner: str, quota: int | None, now: datetime
) -> Upload:
    """Expect a file of `owner`.

    Args:
        quota: bytes that storage may hold, with all that is on its way; None: the disk decides.

    Raises:
        TooManyUploads: more than one account may have on its way.
        NoRoom: more than the quota.
    """
    count, octets = held_by(db, owner=owner)
    if count >= AT_ONCE or octets + said.length > OCTETS_AT_ONCE:
        raise TooManyUploads
    if quota is not None and bytes_spoken_for(db) + said.length > quota:
        raise NoRoom
    upload = Upload(
        owner=owner,
        about=said.about,
        name=said.name,
        length=said.length,
        declared=said.declared,
        mark=said.mark,
        begun_at=now,
        expires_at=now + KEPT_FOR,
    )
    db.add(upload)
    db.flush()  # gives the public id, which names the file
    return upload


def note_arrived(db: Db, *, upload: Upload, kept: Kept, seconds: int | None, now: datetime) -> bool:
    """Note that the whole file is stored; False where another has noted it, or it has ended."""
    if upload.arrived_at is not None or upload.ended_at is not None:
        return False
    upload.arrived_at, upload.digest, upload.seconds = now, kept.digest, seconds
    upload.media_type = kept.media_type.value
    db.flush()
    return True


def end_upload(db: Db, *, upload: Upload, outcome: str, now: datetime) -> bool:
    """Expect nothing more of it; False where it had ended already."""
    if upload.ended_at is not None:
        return False
    upload.ended_at, upload.outcome = now, outcome[:500]
    db.flush()
    return True


def make_token(db: Db, *, owner: str, about: str, now: datetime) -> str:
    """Return a new token for uploads of `owner`, shown once. Those that are too old go."""
    db.execute(delete(UploadToken).where(UploadToken.expires_at <= now))
    token = new_secret_token()
    row = UploadToken(
        token_digest=digest_of(token),
        owner=owner,
        about=about,
        made_at=now,
        expires_at=now + TOKEN_FOR,
    )
    db.add(row)
    db.flush()
    return token
