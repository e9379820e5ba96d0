"""Files that come in pieces, as the archive's journal tells of them."""

from datetime import datetime

from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.refusals import Gone, NotFound, Refusal
from webinars.kernel.text import N_
from webinars.live.models import RoomRecording
from webinars.programme.models import Sitting
from webinars.recordings.imports import Taken
from webinars.recordings.models import Asset
from webinars.recordings.operations.adding import Said, add_asset
from webinars.recordings.rules.outcomes import outcome_of
from webinars.storage import operations as storage
from webinars.storage.models import Upload
from webinars.storage.operations import Announced
from webinars.storage.queries import find_upload
from webinars.storage.store import Kept

FETCH = "recordings.fetch"
ROOM = "room:"


class NoSuchUpload(NotFound):
    message = N_("There is no such upload.")


class UploadEnded(Gone):
    message = N_("This upload has ended. Begin a new one.")


def begin_upload(db: Db, *, said: Announced, quota: int | None, by: str, now: datetime) -> Upload:
    """Expect a file. See `webinars.storage.operations.begin_upload`."""
    upload = storage.begin_upload(db, said=said, owner=by, quota=quota, now=now)
    detail = {"name": said.name, "length": said.length, "about": said.about}
    record(db, kind="uploads.begin", actor=by, subject=upload.public_id, now=now, detail=detail)
    return upload


def note_arrived(
    db: Db, *, public_id: str, kept: Kept, seconds: int | None, by: str, now: datetime
) -> None:
    """Note that an upload is whole and stored. Noted already, nothing happens."""
    upload = find_upload(db, public_id=public_id)
    if upload is None or upload.ended_at is not None:
        raise UploadEnded
    if storage.note_arrived(db, upload=upload, kept=kept, seconds=seconds, now=now):
        detail = {"digest": kept.digest, "size": kept.size, "media_type": kept.media_type.value}
        record(db, kind="uploads.arrive", actor=by, subject=public_id, now=now, detail=detail)


def end_upload(db: Db, *, upload: Upload, outcome: str, by: str, now: datetime) -> None:
    """Expect nothing more: `used`, `given up`, `expired`, or what `outcome_of` says."""
    if storage.end_upload(db, upload=upload, outcome=outcome, now=now):
        detail = {"name": upload.name, "outcome": outcome, "digest": upload.digest or ""}
        record(db, kind="uploads.end", actor=by, subject=upload.public_id, now=now, detail=detail)


def end_refused(db: Db, *, public_id: str, refusal: Refusal, by: str, now: datetime) -> None:
    """Expect nothing more of a whole file that is not taken, and keep why."""
    upload = find_upload(db, public_id=public_id)
    if upload is not None:
        end_upload(db, upload=upload, outcome=outcome_of(refusal), by=by, now=now)


def add_sent(
    db: Db, *, sitting: Sitting, taken: Taken, said: Said, upload_id: str, by: str, now: datetime
) -> Asset:
    """Add a file as `add_asset` does; the upload by which it came, if any, is used."""
    asset = add_asset(db, sitting=sitting, taken=taken, said=said, by=by, now=now)
    upload = find_upload(db, public_id=upload_id) if upload_id else None
    if upload is not None:
        end_upload(db, upload=upload, outcome="used", by=by, now=now)
    return asset


def room_name(public_id: str) -> str:
    """Return as whose an upload counts that is fetched: the room's file of that public id."""
    return f"{ROOM}{public_id}"


def ask_fetch(db: Db, *, kept: RoomRecording, by: str, now: datetime) -> None:
    """Ask that a file which a room keeps be fetched. Asked twice in a minute is once."""
    key = f"{FETCH}:{kept.public_id}:{now:%Y%m%d%H%M}"
    enqueue(db, name=FETCH, arguments={"recording": kept.public_id}, key=key, now=now)
    record(db, kind="uploads.fetch", actor=by, subject=kept.public_id, now=now)


def make_upload_token(db: Db, *, about: str, by: str, now: datetime) -> str:
    """Return a token with which a program sends files for `about` in the name of `by`."""
    token = storage.make_token(db, owner=by, about=about, now=now)
    record(db, kind="uploads.token", actor=by, subject=about, now=now)
    return token
