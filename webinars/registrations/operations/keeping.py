"""What is kept beside a new registration: consents, further answers, the whole series."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.registrations.models import Consent, ConsentKind, Enrolment, ExtraAnswer, Registration
from webinars.registrations.queries.enrolments import enrolment_of
from webinars.registrations.rules import NOTICE_VERSION, Declaration


def keep_said(
    db: Db, registration: Registration, declared: Declaration, webinar: Webinar, now: datetime
) -> None:
    """Keep consents, answers to further questions, and the wish for the whole series."""
    _keep_consents(db, registration, declared.consents, now)
    if declared.answers:
        mine = {"registration_id": registration.id}
        rows = [mine | vars(answer) for answer in declared.answers]
        db.connection().execute(insert(ExtraAnswer), rows)
    if declared.whole_series:
        _keep_wish(db, registration, webinar, now)


def _keep_consents(
    db: Db, registration: Registration, kinds: frozenset[ConsentKind], now: datetime
) -> None:
    common = {"registration_id": registration.id, "given_at": now, "notice_version": NOTICE_VERSION}
    if kinds:
        rows = [{"kind": kind} | common for kind in sorted(kinds)]
        db.connection().execute(insert(Consent), rows)


def _keep_wish(db: Db, registration: Registration, webinar: Webinar, now: datetime) -> None:
    """Write down that the whole series is wished for, unless that stands already."""
    person = registration.person
    if enrolment_of(db, series_id=webinar.series_id, person=person) is not None:
        return
    wish = Enrolment(
        series_id=webinar.series_id,
        person_id=person.id,
        registration_id=registration.id,
        since=now,
    )
    with suppress(IntegrityError), db.begin_nested():  # the same wish may come by another form
        db.add(wish)
