"""What is kept beside a new registration: consents, further answers, the whole series."""

from datetime import datetime

from webinars.database import Db
from webinars.database.inserting import Row
from webinars.registrations.models import Consent, Enrolment, ExtraAnswer
from webinars.registrations.queries.enrolments import is_wished
from webinars.registrations.rules import NOTICE_VERSION, Declaration


def rows_of_said(mine: Row, declared: Declaration, now: datetime) -> list[Row]:
    """Return the rows of consents and of answers to further questions."""
    common = {"registration_id": mine, "given_at": now, "notice_version": NOTICE_VERSION}
    consents = [Row(Consent, kind=kind, **common) for kind in sorted(declared.consents)]
    answers = [Row(ExtraAnswer, registration_id=mine, **vars(one)) for one in declared.answers]
    return [*consents, *answers]


def rows_of_wish(
    db: Db, mine: Row, declared: Declaration, series_id: int, now: datetime
) -> list[Row]:
    """Return the row that says that the whole series is wished for, unless that stands already.

    Whoever is new has wished for nothing yet, and is asked nothing.
    """
    person = mine.said["person_id"]
    if not declared.whole_series:
        return []
    if isinstance(person, int) and is_wished(db, series_id=series_id, person_id=person):
        return []
    return [Row(Enrolment, series_id=series_id, person_id=person, registration_id=mine, since=now)]
