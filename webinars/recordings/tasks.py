"""What the worker does for the archive by itself."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.jobs.register import Onward
from webinars.programme.operations import raise_revision
from webinars.recordings.encoding import Bench, Broken, Made, Progress, opened, software
from webinars.recordings.models import Asset
from webinars.recordings.operations import add_copy, ask_each, forget_visitors, note_verified
from webinars.recordings.operations.copying import Copied
from webinars.recordings.operations.telling import post_ready
from webinars.recordings.queries import every_file, find_asset
from webinars.recordings.rules.recipes import NO_COPY, Recipe, recipes_for
from webinars.storage.rules import Kind
from webinars.storage.store import Store

WILL_PASS = frozenset({"room", "slow", "fell"})
"""Why a copy could not be made now, though it may be later."""

LEFT_LYING = timedelta(days=2)
"""After how long nobody works on a copy any more."""

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


def look(bench: Bench, engine: Bind, arguments: dict[str, Any], now: datetime) -> str:
    """See what an original holds, and have made of it what suits it."""
    with reading(engine) as db:
        original = _original(db, arguments)
        if original is None:
            return "no longer in use"
        digest, kind = original.digest, Kind(original.file.media_type)
    try:
        source = bench.probe(digest, kind)
    except Broken as broken:
        return f"{NO_COPY}{broken}"
    wanted = recipes_for(source)
    with unit_of_work(engine) as db:
        original = _original(db, arguments)
        if original is not None:
            ask_each(db, asset=original, source=source, recipes=wanted, now=now)
    return f"to be made: {', '.join(wanted) or 'nothing, it is light'}"


def copy(bench: Bench, engine: Bind, arguments: dict[str, Any], now: datetime) -> str | Onward:
    """Do one step of a copy; after the last, keep it and add its row.

    Raises:
        Broken: not now. The job is tried again, and then shown as failed.
    """
    recipe, seconds = Recipe(arguments["recipe"]), float(arguments["seconds"])
    with reading(engine) as db:
        original = _original(db, arguments)
        if original is None:
            return "no longer in use"
        digest, kind = original.digest, Kind(original.file.media_type)
    try:
        step = bench.step(digest, kind, recipe, seconds)
    except Broken as broken:
        if str(broken) in WILL_PASS:
            raise
        return f"{NO_COPY}{broken}"
    if isinstance(step, Progress):
        return Onward(step.percent)
    told = _keep(bench, engine, arguments, step, now)
    bench.clear(digest, recipe)
    return told


def _keep(bench: Bench, engine: Bind, arguments: dict[str, Any], made: Made, now: datetime) -> str:
    recipe = Recipe(arguments["recipe"])
    with opened(made) as file:
        kept = bench.store.keep(file)
    with unit_of_work(engine) as db:
        original = _original(db, arguments)
        if original is not None:
            copied = Copied(recipe, kept, made.seconds, software())
            add_copy(db, original=original, copied=copied, now=now)
    return f"{recipe}: {kept.size} bytes"


def clear_bench(bench: Bench, _engine: Bind, now: datetime) -> str:
    """Remove what copies have left that nobody works on any more."""
    return f"removed: {bench.sweep(older_than=(now - LEFT_LYING).timestamp())}"


def _original(db: Db, arguments: dict[str, Any]) -> Asset | None:
    found = find_asset(db, public_id=str(arguments["asset"]))
    return found if found is not None and found.withdrawn_at is None else None


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
