"""Files fetched from the live room, as jobs: taken up where the line, or the worker, broke."""

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.jobs.register import GivenUp, Onward, TryLater
from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.adapters.fetching import Begun, Fetch
from webinars.live.models import ProviderRoom, RoomRecording
from webinars.live.operations.connecting import opened
from webinars.live.rules.credentials import Credentials
from webinars.live.rules.faults import Changed, RoomFault
from webinars.recordings.imports.gathered import FINAL, settle
from webinars.recordings.operations.uploading import (
    begin_upload,
    end_upload,
    note_arrived,
    room_name,
)
from webinars.recordings.rules.outcomes import outcome_of
from webinars.storage.models import Upload
from webinars.storage.operations import Announced
from webinars.storage.queries import find_upload, upload_of
from webinars.storage.store import Store
from webinars.storage.store.gathering import InUse, Part

PIECE = 1024 * 1024
CHANGED = "the room's file has changed"
TURN = 240.0
"""Seconds of one turn: less than a job's lease, so that no second worker takes it up."""


class Wanted(NamedTuple):
    """A file of a room, and all that is needed to ask for it."""

    link: str
    owner: str
    name: str
    sitting: str
    creds: Credentials
    headers: dict[str, str]
    upload: Upload | None
    """As far as it has come before."""


def fetch_from_room(
    key: bytes, store: Store, engine: Bind, arguments: dict[str, Any], now: datetime
) -> str | Onward:
    """Fetch a file that a room keeps; what has arrived waits on the recording's page.

    Raises:
        TryLater: the room is away; what came is kept, and it goes on from there.
        GivenUp: the room does not give it, or it is not what is accepted.
    """
    with reading(engine) as db:
        wanted = _wanted(db, key, str(arguments["recording"]), now)
    if wanted is None:
        return "nothing left to fetch"
    begun = _begun_before(store, wanted.upload)
    try:
        with Fetch(
            wanted.link, allowed=wanted.creds.allowed, headers=wanted.headers, begun=begun
        ) as line:
            return _fetched(store, engine, wanted, line, now)
    except Changed as fault:
        if wanted.upload is None:
            raise GivenUp(type(fault).__name__) from fault
        _end(store, engine, wanted.upload.public_id, CHANGED, now)
        raise TryLater("Changed") from fault
    except InUse as refusal:
        raise TryLater("InUse") from refusal
    except RoomFault as fault:
        name = type(fault).__name__
        raise (TryLater(name, after=fault.after) if fault.passing else GivenUp(name)) from fault


def _begun_before(store: Store, upload: Upload | None) -> Begun | None:
    here = store.gathering.size(upload.public_id) if upload else None
    return Begun(here, upload.length, upload.mark) if upload and here else None


def _wanted(db: Db, key: bytes, public_id: str, now: datetime) -> Wanted | None:
    kept = db.scalars(
        select(RoomRecording)
        .where(RoomRecording.public_id == public_id, RoomRecording.is_file)
        .options(joinedload(RoomRecording.room).joinedload(ProviderRoom.account))
    ).one_or_none()
    if kept is None or kept.room.sitting is None or kept.room.account.closed_at is not None:
        return None
    creds = opened(kept.room.account, key=key, now=now)
    headers = dict(ADAPTERS[creds.provider].fetch_headers(creds, now=now))
    owner, about = room_name(public_id), kept.room.sitting.public_id
    upload = upload_of(db, owner=owner)
    if upload is not None and upload.arrived_at is not None:
        return None
    return Wanted(kept.link, owner, kept.kind, about, creds, headers, upload)


def _fetched(
    store: Store, engine: Bind, wanted: Wanted, line: Fetch, now: datetime
) -> str | Onward:
    first = line.read(PIECE)
    upload = wanted.upload or _begun(store, engine, wanted, line, now)
    with store.gathering.held(upload.public_id, patience=0) as part:
        part.append(chain([first] if first else [], _pieces(line)))
        if part.size < upload.length:
            return Onward(min(99, 100 * part.size // upload.length))
        return _finished(store, engine, upload, part, now)


def _begun(store: Store, engine: Bind, wanted: Wanted, line: Fetch, now: datetime) -> Upload:
    if not line.size:
        raise GivenUp("the room does not say how long the file is")
    with unit_of_work(engine) as db:
        said = Announced(wanted.name, line.size, wanted.sitting, mark=line.mark[:200])
        upload = begin_upload(db, said=said, quota=store.quota, by=wanted.owner, now=now)
    store.gathering.begin(upload.public_id)
    return upload


def _pieces(line: Fetch) -> Iterator[bytes]:
    """Read on until the end, or until this turn is over."""
    until = time.monotonic() + TURN
    while time.monotonic() < until and (piece := line.read(PIECE)):
        yield piece


def _finished(store: Store, engine: Bind, upload: Upload, part: Part, now: datetime) -> str:
    name = upload.public_id
    try:
        kept, seconds = settle(store, part, declared="")
    except FINAL as refusal:
        _end(store, engine, name, outcome_of(refusal), now)
        raise GivenUp(type(refusal).__name__) from refusal
    with unit_of_work(engine) as db:
        note_arrived(db, public_id=name, kept=kept, seconds=seconds, by="worker", now=now)
    return f"fetched: {kept.size} bytes"


def _end(store: Store, engine: Bind, name: str, outcome: str, now: datetime) -> None:
    """Expect nothing more of an upload, and remove what came of it."""
    with unit_of_work(engine) as db:
        upload = find_upload(db, public_id=name)
        if upload is not None:
            end_upload(db, upload=upload, outcome=outcome, by="worker", now=now)
    store.gathering.discard(name)
