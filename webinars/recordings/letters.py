"""The letters that a recording is ready, and to the Secretariat that a file is harmed."""

from collections.abc import Mapping

from sqlalchemy import select

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.recordings.models import Recording
from webinars.recordings.queries import names_of
from webinars.registrations.letters.parts import standing_row, values_of
from webinars.storage.models import StoredFile

READY = "recordings.ready"
HARMED = "recordings.harmed"


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


def harmed(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that a stored file is no longer what it was; of no use once it is restored by hand."""
    file = db.get(StoredFile, letter.about)
    if file is None:
        return None
    mended = file.repaired_at is not None and file.repaired_at >= letter.posted_at
    if file.harmed_at is None and not mended:
        return None
    values = {
        "names": ", ".join(names_of(db, digest=file.digest)),
        "digest": file.digest,
        "mended": file.harmed_at is None,
        "found_at": letter.posted_at,
        "link": f"{pen.base_url}/secretariat/recordings",
    }
    return Draft("recordings/letters/harmed", values)


KINDS: Mapping[str, Kind] = {READY: ready, HARMED: harmed}
SORTS: Mapping[str, Sort] = {
    READY: Sort(N_("Recording ready"), "afterwards", waits=True),
    HARMED: Sort(N_("Harmed file")),
}
