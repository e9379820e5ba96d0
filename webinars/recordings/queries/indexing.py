"""What the search should know, and what it knows."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from webinars.database import Db
from webinars.programme.models import Appearance, Sitting, Webinar
from webinars.recordings.models import Recording, SearchText
from webinars.recordings.queries.reading import published
from webinars.recordings.rules.finding import Findable, findable

Key = tuple[int, str]
"""A recording's id, and a language."""


def wanted_texts(db: Db, *, recording_id: int | None = None) -> dict[Key, Findable]:
    """Return what should be found of every public recording, or of one; in four queries."""
    webinar = contains_eager(Recording.sitting).contains_eager(Sitting.webinar)
    speaking = webinar.selectinload(Webinar.appearances).options(selectinload(Appearance.texts))
    public = published().options(speaking).execution_options(populate_existing=True)
    if recording_id is not None:
        public = public.where(Recording.id == recording_id)
    return {
        (recording.id, one.language): one
        for recording in db.scalars(public).unique()
        for one in findable(recording)
    }


def known_texts(db: Db) -> dict[Key, str]:
    """Return of what each text in the index was made: its fingerprint."""
    told = select(SearchText.recording_id, SearchText.language, SearchText.fingerprint)
    return {(recording, language): made_of for recording, language, made_of in db.execute(told)}
