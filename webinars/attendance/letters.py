"""The letter that says that a certificate of attendance is ready."""

from collections.abc import Mapping

from webinars.attendance.queries.certificates import certificate_for
from webinars.database import Db
from webinars.kernel.text import N_
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.registrations.letters.parts import named, standing_row, values_of

CERTIFICATE = "attendance.certificate"


def certificate(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft it for the sitting named in `content`; of no use once the certificate is withdrawn."""
    registration = standing_row(db, letter, pen)
    if registration is None:
        return None
    person, webinar = registration.person_id, registration.webinar_id
    if not pen.sample and certificate_for(db, webinar_id=webinar, person_id=person) is None:
        return None
    sitting = named(registration, letter.content["sitting"])
    values = values_of(registration, sitting, letter, pen)
    return Draft("attendance/letters/certificate", values)


KINDS: Mapping[str, Kind] = {CERTIFICATE: certificate}
SORTS: Mapping[str, Sort] = {
    CERTIFICATE: Sort(N_("Certificate of attendance"), "afterwards", waits=True)
}
