"""Certificates of attendance: declared beforehand, issued from signed minutes, withdrawn.

What is declared before the first sitting holds; whoever reaches it within one sitting whose
actual times are recorded is given a certificate once, and told by a letter.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from webinars.attendance.letters import CERTIFICATE
from webinars.attendance.models import Certificate, CertificateRule
from webinars.attendance.operations.refusals import (
    BeginsAlready,
    LongerThanSitting,
    ReasonNeeded,
    WithdrawnAlready,
)
from webinars.attendance.queries.certificates import Reached, reached_by, rule_of
from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.programme.models import Webinar
from webinars.programme.rules import standing
from webinars.registrations.models import Registration
from webinars.registrations.operations.telling import tell

ISSUE = "attendance.issue_certificates"
"""Name of the job that issues what is due; `app` knows its function."""


def declare_rule(
    db: Db, *, webinar: Webinar, minutes: int | None, by: str, now: datetime
) -> CertificateRule:
    """Say from how many minutes within one sitting a certificate is given; None: not at all.

    Raises:
        BeginsAlready: the first sitting has begun: what was said before holds.
        LongerThanSitting: no sitting is so long.
    """
    sittings = standing(webinar)
    if any(sitting.starts_at <= now for sitting in sittings):
        raise BeginsAlready
    longest = max(((one.ends_at - one.starts_at).seconds // 60 for one in sittings), default=0)
    if minutes is not None and minutes > longest:
        raise LongerThanSitting(minutes=longest)
    row = CertificateRule(webinar_id=webinar.id, minutes=minutes, declared_at=now, declared_by=by)
    db.add(row)
    db.flush()
    record(
        db,
        kind="attendance.declare_certificate",
        actor=by,
        subject=webinar.public_id,
        now=now,
        detail={"minutes": minutes},
    )
    return row


def ask_to_issue(db: Db, *, webinar: Webinar, now: datetime) -> None:
    """Have the worker issue what is due by now, if certificates are given at all."""
    if rule_of(db, webinar_id=webinar.id) is not None:
        enqueue(
            db,
            name=ISSUE,
            arguments={"webinar": webinar.public_id},
            key=f"{ISSUE}:{webinar.public_id}:{now.isoformat()}",
            now=now,
        )


def issue(
    db: Db, *, webinar: Webinar, now: datetime, letters: bool = True
) -> Sequence[Certificate]:
    """Give a certificate to everybody who reached the minutes and had none before.

    One that was withdrawn is not given again by itself. `letters`: tell them, too.
    """
    rule = rule_of(db, webinar_id=webinar.id)
    if rule is None:
        return []
    db.refresh(webinar, ["slug"], with_for_update=True)  # one issue of a webinar at a time
    had = set(db.scalars(select(Certificate.person_id).where(Certificate.webinar_id == webinar.id)))
    due = [one for one in reached_by(db, webinar=webinar, rule=rule) if one.person_id not in had]
    given = [_give(db, webinar, rule, one, now) for one in due]
    for row in given if letters else ():
        _write(db, db.get_one(Registration, row.registration_id), row, now)
    return given


def withdraw_certificate(
    db: Db, *, certificate: Certificate, reason: str, by: str, now: datetime
) -> None:
    """Let a certificate be no longer valid; whoever looks it up reads so, and not why.

    Raises:
        ReasonNeeded: there is none.
        WithdrawnAlready: it is withdrawn.
    """
    why = clean_line(reason)
    if not why:
        raise ReasonNeeded
    db.refresh(certificate, ["withdrawn_at"], with_for_update=True)
    if certificate.withdrawn_at is not None:
        raise WithdrawnAlready
    certificate.withdrawn_at, certificate.withdrawn_by, certificate.reason = now, by, why
    record(
        db,
        kind="attendance.withdraw_certificate",
        actor=by,
        subject=certificate.public_id,
        now=now,
        detail={"reason": why},
    )


def _give(
    db: Db, webinar: Webinar, rule: CertificateRule, reached: Reached, now: datetime
) -> Certificate:
    registration = db.get_one(Registration, reached.registration_id)
    row = Certificate(
        webinar_id=webinar.id,
        person_id=reached.person_id,
        registration_id=reached.registration_id,
        sitting_id=reached.sitting_id,
        rule_id=rule.id,
        name=registration.person.name,
        issued_at=now,
    )
    db.add(row)
    db.flush()
    detail = {"person": reached.person_id, "minutes": rule.minutes, "credited": reached.minutes}
    subject = row.public_id
    record(
        db,
        kind="attendance.issue_certificate",
        actor="worker",
        subject=subject,
        now=now,
        detail=detail,
    )
    return row


def _write(db: Db, registration: Registration, row: Certificate, now: datetime) -> None:
    """Tell whoever proved the address; others find it on their page."""
    if registration.address is not None and registration.address.proven_at is not None:
        sitting = row.sitting.public_id
        tell(db, registration=registration, kind=CERTIFICATE, now=now, sitting=sitting)
