"""The letter that a recording is ready."""

from collections.abc import Mapping

from sqlalchemy import select

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.recordings.models import Recording
from webinars.registrations.letters.parts import standing_row, values_of

READY = "recordings.ready"


def ready(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a recording, named in `content`, is public; of no use once it is not."""
    registration = standing_row(db, letter, pen)
    slug = letter.content["slug"]
    found = db.scalars(select(Recording).where(Recording.slug == slug)).one_or_none()
    if registration is None:
        return None
    if pen.sample is None and (found is None or found.published_at is None or found.withdrawn_at):
        return None
    sitting = found.sitting if found else registration.places[0].sitting
    address = f"{pen.base_url}/recordings/{slug}?lang={letter.language}"
    values = values_of(registration, sitting, letter, pen) | {"recording": address}
    return Draft("recordings/letters/ready", values)


KINDS: Mapping[str, Kind] = {READY: ready}
SORTS: Mapping[str, Sort] = {READY: Sort(N_("Recording ready"), "afterwards", waits=True)}
