"""What was learned, kept in place of what stood there before; the journal keeps all."""

from collections.abc import Mapping
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.operations import raise_revision
from webinars.recordings.models import Recording
from webinars.recordings.operations.indexing import ask_index
from webinars.recordings.operations.locking import lock_as_seen
from webinars.recordings.rules.lessons import lessons_from


class OtherLessons(Refusal):
    message = N_("Somebody has changed the lessons meanwhile.")


def set_lessons(
    db: Db, *, recording: Recording, given: Mapping[str, str], seen: str, by: str, now: datetime
) -> None:
    """Put what is given in each language in place of the lessons; nothing given removes them.

    Args:
        seen: `print_of` those that were there when the page was opened.

    Raises:
        OtherLessons: somebody has changed them since.
    """
    lock_as_seen(db, recording=recording, part="lessons", seen=seen, otherwise=OtherLessons)
    recording.lessons = lessons_from(given)
    told = {"lessons": recording.lessons}
    it = recording.public_id
    record(db, kind="recordings.lessons", actor=by, subject=it, now=now, detail=told)
    ask_index(db, now=now)
    raise_revision(db)
