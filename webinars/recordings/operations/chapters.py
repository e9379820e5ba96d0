"""Chapters of a recording, kept together in place of those before."""

from collections.abc import Sequence
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.operations import raise_revision
from webinars.recordings.models import Recording
from webinars.recordings.operations.locking import lock_as_seen
from webinars.recordings.rules.chapters import Mark


class OtherChapters(Refusal):
    message = N_("Somebody has changed the chapters meanwhile.")


def set_chapters(
    db: Db, *, recording: Recording, marks: Sequence[Mark], seen: str, by: str, now: datetime
) -> None:
    """Put `marks` in place of the chapters.

    Args:
        seen: `print_of` those that were there when the page was opened.

    Raises:
        OtherChapters: somebody has changed them since.
    """
    lock_as_seen(db, recording=recording, part="chapters", seen=seen, otherwise=OtherChapters)
    recording.chapters = [(mark.at, dict(mark.titles)) for mark in marks]
    told = {"chapters": recording.chapters}
    it = recording.public_id
    record(db, kind="recordings.chapters", actor=by, subject=it, now=now, detail=told)
    raise_revision(db)
