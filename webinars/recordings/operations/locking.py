"""One at a time: a sitting's recording is changed by one request, and the others wait."""

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from webinars.database import Db
from webinars.kernel.refusals import Refusal
from webinars.recordings.models import Recording
from webinars.recordings.rules.written import print_of


def lock(db: Db, key: InstrumentedAttribute[int], value: int) -> None:
    """Hold the row until the transaction ends; on SQLite the whole database is held anyway."""
    db.execute(select(key).where(key == value).with_for_update())


def lock_as_seen(
    db: Db, *, recording: Recording, part: str, seen: str, otherwise: type[Refusal]
) -> None:
    """Hold a recording of which `part` still reads as on the page that is sent back.

    Args:
        seen: `print_of` that part when the page was opened.

    Raises:
        otherwise: somebody has changed it since.
    """
    lock(db, Recording.id, recording.id)
    db.refresh(recording, [part])
    if print_of(getattr(recording, part)) != seen:
        raise otherwise
