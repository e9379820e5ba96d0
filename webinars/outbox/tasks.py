"""What the worker does with letters by itself."""

from datetime import datetime
from pathlib import Path

from webinars.database.unit import Bind, unit_of_work
from webinars.outbox.operations import purge


def purge_letters(folder: Path, engine: Bind, now: datetime) -> None:
    """Empty letters whose end is long past, and delete those that lie in `folder`, in batches."""
    while True:
        with unit_of_work(engine) as db:
            emptied = purge(db, now=now)
        for public_id in emptied:
            (folder / f"{public_id}.eml").unlink(missing_ok=True)
        if not emptied:
            return
