"""Certificates: what was declared, who reached it, and what a code says."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webinars.attendance.models import Certificate, CertificateRule
from webinars.attendance.queries.holdings import windows_of
from webinars.attendance.queries.participation import Participation, participation
from webinars.database import Db
from webinars.kernel.ids import LENGTH
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.people.queries import merged_ids
from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import standing


class NoSuchCertificate(NotFound):
    message = N_(
        "There is no certificate with this code. Compare it with the paper, letter by letter."
    )


class Reached(NamedTuple):
    """A person who reached the minutes within one sitting."""

    person_id: int
    registration_id: int
    sitting_id: int
    minutes: int
    """Whole minutes credited there, rounded down."""


def rule_of(db: Db, *, webinar_id: int) -> CertificateRule | None:
    """Return what was declared last, if a certificate is given at all."""
    rows = select(CertificateRule).where(CertificateRule.webinar_id == webinar_id)
    newest = db.scalars(rows.order_by(CertificateRule.id.desc()).limit(1)).one_or_none()
    return newest if newest is not None and newest.minutes is not None else None


def reached_by(db: Db, *, webinar: Webinar, rule: CertificateRule) -> list[Reached]:
    """Return who reached the declared minutes within one sitting, by person.

    Only minutes within actual times that somebody recorded: the schedule does not certify.
    """
    windows = windows_of(db, sittings=standing(webinar))
    recorded = {sitting for sitting, window in windows.items() if window.recorded}
    facts = participation(db, webinar=webinar)
    found = (_reached(fact, rule.minutes or 0, recorded) for fact in facts)
    return [one for one in found if one is not None]


def _reached(fact: Participation, minutes: int, recorded: set[int]) -> Reached | None:
    if fact.person_id is None or fact.registration_id is None:
        return None
    told = [(one.minutes, sitting) for sitting, one in fact.credits.items() if sitting in recorded]
    best, sitting = max(told, default=(0, 0))
    if best < minutes or not told:
        return None
    return Reached(fact.person_id, fact.registration_id, sitting, int(best))


def certificates_of(db: Db, *, webinar: Webinar) -> Sequence[Certificate]:
    """Return all certificates of a webinar, withdrawn ones too, by name."""
    rows = select(Certificate).where(Certificate.webinar_id == webinar.id)
    return db.scalars(rows.order_by(Certificate.name, Certificate.id)).all()


def certificate_for(db: Db, *, webinar_id: int, person_id: int) -> Certificate | None:
    """Return the valid certificate of a person in a webinar, merges followed."""
    merged = merged_ids(db)
    root = merged.get(person_id, person_id)
    same = {root, *(one for one, other in merged.items() if other == root)}
    rows = select(Certificate).where(
        Certificate.webinar_id == webinar_id,
        Certificate.person_id.in_(same),
        Certificate.withdrawn_at.is_(None),
    )
    return db.scalars(rows.order_by(Certificate.id).limit(1)).one_or_none()


def get_certificate(db: Db, *, code: str) -> Certificate:
    """Return the certificate with its webinar, sitting and rule, valid or withdrawn.

    Raises:
        NoSuchCertificate: the code is none.
    """
    clean = "".join(code.split()).replace("-", "").casefold()
    wanted = (
        select(Certificate)
        .where(Certificate.public_id == clean)
        .options(
            joinedload(Certificate.sitting)
            .joinedload(Sitting.webinar)
            .options(joinedload(Webinar.series), selectinload(Webinar.texts)),
            joinedload(Certificate.rule),
        )
    )
    found = db.scalars(wanted).one_or_none() if len(clean) == LENGTH else None
    if found is None:
        raise NoSuchCertificate
    return found
