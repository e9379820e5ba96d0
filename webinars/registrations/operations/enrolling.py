"""The whole series: a standing wish, met as each webinar opens, ended at any time.

A wish that was written on the form counts from the first button that the reader
of the letter presses: before, anybody may have written it.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import Refusal
from webinars.people.models import Person
from webinars.people.queries import follow
from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import registration_is_open, standing
from webinars.programme.rules.suiting import best_for
from webinars.registrations.models import Enrolment, Registration, Source
from webinars.registrations.operations.declared import as_before
from webinars.registrations.operations.newcomers import By
from webinars.registrations.operations.proving import prove_holder
from webinars.registrations.operations.registering import register
from webinars.registrations.queries import last_registration
from webinars.registrations.queries.enrolments import (
    Key,
    enrolment_of,
    last_in_series,
    unmet_enrolments,
)
from webinars.registrations.rules import interpretation

BATCH = 100
BY_WISH = By(Source.ENROLMENT)
FIRST: Key = (0, 0)


def enrol(db: Db, *, registration: Registration, by: str, now: datetime) -> Enrolment:
    """Register the person for the whole series: for each webinar as it opens. Twice is once."""
    prove_holder(db, registration, by=by, now=now)
    series_id = registration.webinar.series_id
    person = follow(db, person=registration.person)
    known = enrolment_of(db, series_id=series_id, person=person)
    if known is not None:
        known.confirmed_at = known.confirmed_at or now
        return known
    made = Enrolment(
        series_id=series_id,
        person_id=person.id,
        registration_id=registration.id,
        since=now,
        confirmed_at=now,
    )
    db.add(made)
    db.flush()
    _note(db, registration, "enrol", by=by, now=now)
    return made


def end_enrolment(db: Db, *, registration: Registration, by: str, now: datetime) -> None:
    """End the wish; what was registered so far stands. Nothing to end is no fault."""
    person = follow(db, person=registration.person)
    known = enrolment_of(db, series_id=registration.webinar.series_id, person=person)
    if known is None:
        return
    prove_holder(db, registration, by=by, now=now)
    known.ended_at = now
    _note(db, registration, "end_enrolment", by=by, now=now)


def meet_enrolments(db: Db, *, now: datetime, after: Key = FIRST) -> Key | None:
    """Register, for webinars that are open, who wished for the whole series; at most a batch.

    Returns:
        After which to go on; None: all are met. A repeat registers nobody twice.
    """
    unmet = unmet_enrolments(db, now=now, after=after, limit=BATCH)
    for webinar_id, enrolment_id in unmet:
        _meet(db, db.get_one(Webinar, webinar_id), db.get_one(Enrolment, enrolment_id), now)
    return unmet[-1] if unmet else None


def _meet(db: Db, webinar: Webinar, wish: Enrolment, now: datetime) -> None:
    person = follow(db, person=db.get_one(Person, wish.person_id))
    if last_registration(db, webinar_id=webinar.id, person=person) is not None:
        return  # under another name that counts as the same person
    before = last_in_series(db, series_id=wish.series_id, person=person)
    sitting = _suiting(webinar, before.zone if before else None, now)
    if before is None or sitting is None:
        return
    with suppress(Refusal):  # the webinar is not open to her any more
        heard = before.listens_in if before.listens_in in interpretation(webinar) else ""
        declared = replace(as_before(before), listens_in=heard)
        register(db, sitting=sitting, declared=declared, now=now, by=BY_WISH)


def _suiting(webinar: Webinar, zone: str | None, now: datetime) -> Sitting | None:
    takes = [one for one in standing(webinar) if registration_is_open(webinar, one, now)]
    return best_for(takes, zone) if zone else next(iter(takes), None)


def _note(db: Db, registration: Registration, verb: str, *, by: str, now: datetime) -> None:
    subject = registration.public_id
    record(db, kind=f"registrations.{verb}", actor=by, subject=subject, now=now)
