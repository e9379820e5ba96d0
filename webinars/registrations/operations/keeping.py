"""What is kept beside a new registration: consents, further answers, the whole series."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.database.inserting import Row
from webinars.programme.models import Webinar
from webinars.registrations.models import Consent, Enrolment, ExtraAnswer, Registration
from webinars.registrations.queries.enrolments import enrolment_of
from webinars.registrations.rules import NOTICE_VERSION, Declaration


def rows_of_said(mine: Row, declared: Declaration, now: datetime) -> list[Row]:
    """Return the rows of consents and of answers to further questions."""
    common = {"registration_id": mine, "given_at": now, "notice_version": NOTICE_VERSION}
    consents = [Row(Consent, kind=kind, **common) for kind in sorted(declared.consents)]
    answers = [Row(ExtraAnswer, registration_id=mine, **vars(one)) for one in declared.answers]
    return [*consents, *answers]


def keep_wish(db: Db, registration_id: int, webinar: Webinar, now: datetime) -> None:
    """Write down that the whole series is wished for, unless that stands already."""
    person = db.get_one(Registration, registration_id).person
    if enrolment_of(db, series_id=webinar.series_id, person=person) is not None:
        return
    wish = Enrolment(
        series_id=webinar.series_id,
        person_id=person.id,
        registration_id=registration_id,
        since=now,
    )
    with suppress(IntegrityError), db.begin_nested():  # the same wish may come by another form
        db.add(wish)
