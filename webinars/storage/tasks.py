"""What the worker does for storage by itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from webinars.database.unit import Bind, reading
from webinars.storage.queries import is_referred_to
from webinars.storage.store import Store

PATIENCE = timedelta(days=1)
"""How long bytes may lie without a row: an upload's row is written minutes after its bytes."""


def sweep_unreferenced(store: Store, engine: Bind, now: datetime) -> str:
    """Remove what broken uploads left: halves of files, and files that no row tells of."""
    before = now - PATIENCE
    halves = store.sweep(older_than=before)
    strays = [digest for digest in store.digests(older_than=before) if _stray(engine, digest)]
    files = _discard(store, strays, before)
    return f"removed: {halves} halves of uploads, {files} files without a row"


def _stray(engine: Bind, digest: str) -> bool:
    with reading(engine) as db:
        return not is_referred_to(db, digest=digest)


def _discard(store: Store, digests: Iterable[str], before: datetime) -> int:
    return sum(store.discard(digest, older_than=before) for digest in digests)
