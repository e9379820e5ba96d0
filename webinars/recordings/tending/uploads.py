"""What the worker does for uploads by itself."""

from contextlib import suppress
from datetime import datetime, timedelta

from webinars.database.unit import Bind, reading, unit_of_work
from webinars.recordings.imports.gathered import FINAL, settle
from webinars.recordings.operations.uploading import end_upload, note_arrived
from webinars.recordings.rules.outcomes import outcome_of
from webinars.storage.models import Upload
from webinars.storage.queries import (
    expired_uploads,
    find_upload,
    is_open,
    unfinished_uploads,
)
from webinars.storage.store import Store
from webinars.storage.store.gathering import InUse, NoSuchPart

LEFT_ALONE = timedelta(minutes=2)
"""How old the bytes of an upload are before it is looked after: its own request comes first."""


def tend_uploads(store: Store, engine: Bind, now: datetime) -> None:
    """Finish uploads that a crash left whole, end those that are too old, and remove what is left.

    Doing it again changes nothing.
    """
    with reading(engine) as db:
        late = [upload.public_id for upload in expired_uploads(db, now=now)]
        unfinished = [one for one in unfinished_uploads(db) if one.public_id not in late]
    for public_id in late:
        _end(engine, public_id, "expired", now)
    for upload in unfinished:
        _finish_whole(store, engine, upload, now)
    for name in list(store.gathering.names(older_than=now - LEFT_ALONE)):
        with reading(engine) as db:
            wanted = is_open(db, public_id=name)
        if not wanted:
            store.gathering.discard(name)


def _finish_whole(store: Store, engine: Bind, upload: Upload, now: datetime) -> None:
    size = store.gathering.size(upload.public_id)
    if size is None:
        if upload.begun_at < now - LEFT_ALONE:
            _end(engine, upload.public_id, "refused", now)
    elif size == upload.length:
        with suppress(InUse, NoSuchPart):
            _settle(store, engine, upload, now)


def _settle(store: Store, engine: Bind, upload: Upload, now: datetime) -> None:
    name = upload.public_id
    with store.gathering.held(name, patience=0) as part:
        try:
            kept, seconds = settle(store, part, declared=upload.declared)
        except FINAL as refusal:
            _end(engine, name, outcome_of(refusal), now)
            store.gathering.discard(name)
            return
        with unit_of_work(engine) as db:
            note_arrived(db, public_id=name, kept=kept, seconds=seconds, by="worker", now=now)


def _end(engine: Bind, public_id: str, outcome: str, now: datetime) -> None:
    with unit_of_work(engine) as db:
        upload = find_upload(db, public_id=public_id)
        if upload is not None:
            end_upload(db, upload=upload, outcome=outcome, by="worker", now=now)
