"""Registrations as a file takes them away: whole, with person and place, first come first."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import aliased

from webinars.database.dumping import as_instant, as_text
from webinars.people.models import Address, Person
from webinars.programme.models import Series, Sitting, Webinar
from webinars.registrations.models import Consent, Place, PlaceState, Registration

SAID = (
    *("organisation", "function", "sector", "gender", "language"),
    *("listens_in", "zone", "needs", "referral"),
)
"""Columns that hold what the person said, under their own names."""


def registrations_to_take(of: Webinar | Series, *, dialect: str) -> Select[Any]:
    """Return the query of all registrations for a webinar or in a series, cancelled ones too.

    Texts are safe in a spreadsheet; codes and instants are those of the evaluation's files.
    """
    return (
        select(Webinar.slug.label("webinar"), *_columns(dialect))
        .select_from(Registration)
        .join(Webinar, Webinar.id == Registration.webinar_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Address, Address.id == Registration.address_id)
        .outerjoin(Place, Place.id == _first_standing())
        .outerjoin(Sitting, Sitting.id == Place.sitting_id)
        .where(_theirs(of))
        .order_by(Registration.id)
    )


def _theirs(of: Webinar | Series) -> ColumnElement[bool]:
    """Return which registrations are meant.

    Those of a series are most of the table, so its rows are to be walked in their
    order: the sum keeps the database from jumping about by the webinar's index.
    """
    if isinstance(of, Webinar):
        return Registration.webinar_id == of.id
    its_own = select(Webinar.id).where(Webinar.series_id == of.id)
    return (Registration.webinar_id + 0).in_(its_own)


def _columns(dialect: str) -> list[ColumnElement[Any]]:
    def at(column: Any, name: str) -> ColumnElement[str]:  # noqa: ANN401  (a column of instants)
        return as_instant(column, dialect=dialect).label(name)

    def said(column: Any, name: str) -> ColumnElement[str]:  # noqa: ANN401  (a column of text)
        return as_text(column, dialect=dialect).label(name)

    return [
        Registration.public_id.label("registration"),
        at(Registration.registered_at, "registered_at"),
        at(Registration.cancelled_at, "cancelled_at"),
        said(Person.name, "name"),
        said(Address.written, "email"),
        at(Address.proven_at, "proven_at"),
        cast(Registration.category, String).label("category"),
        Registration.state_code.label("state"),
        *(said(getattr(Registration, name), name) for name in SAID),
        Registration.viewers.label("viewers"),
        func.coalesce(_agreed(), "").label("consents"),
        cast(Registration.source, String).label("source"),
        cast(Registration.approval, String).label("approval"),
        cast(Place.state, String).label("place"),
        at(Sitting.starts_at, "sitting_starts_at"),
    ]


def _agreed() -> Any:  # noqa: ANN401  (a scalar subquery)
    """Select what the person agrees to now, as words of the form's three questions."""
    given = (Consent.registration_id == Registration.id, Consent.withdrawn_at.is_(None))
    kind = cast(Consent.kind, String).label("kind")
    own = select(kind).where(*given).order_by(kind).correlate(Registration).subquery()
    return select(func.aggregate_strings(own.c.kind, " ")).scalar_subquery()


def _first_standing() -> Any:  # noqa: ANN401  (a scalar subquery)
    own = aliased(Place)
    standing = (own.registration_id == Registration.id, own.state != PlaceState.RELEASED)
    return select(func.min(own.id)).where(*standing).correlate(Registration).scalar_subquery()
