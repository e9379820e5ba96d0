"""Registrations as a file takes them away: whole, with person and place, first come first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Subquery, cast, func, literal, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import InstrumentedAttribute, aliased

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
    beside = _gathered(of) if dialect == "postgresql" else _asked()
    rows = (
        select(Webinar.slug.label("webinar"), *_columns(dialect, beside.agreed))
        .select_from(Registration)
        .join(Webinar, Webinar.id == Registration.webinar_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Address, Address.id == Registration.address_id)
    )
    for gathered in beside.gathered:
        rows = rows.outerjoin(gathered, gathered.c.registration_id == Registration.id)
    rows = rows.outerjoin(Place, Place.id == beside.first_place)
    rows = rows.outerjoin(Sitting, Sitting.id == Place.sitting_id)
    return rows.where(_theirs(of)).order_by(Registration.id)


def _theirs(of: Webinar | Series) -> ColumnElement[bool]:
    """Return which registrations are meant.

    Those of a series are most of the table, so its rows are to be walked in their
    order: the sum keeps the database from jumping about by the webinar's index.
    """
    if isinstance(of, Webinar):
        return Registration.webinar_id == of.id
    its_own = select(Webinar.id).where(Webinar.series_id == of.id)
    return (Registration.webinar_id + 0).in_(its_own)


def _columns(dialect: str, agreed: ColumnElement[str]) -> list[ColumnElement[Any]]:
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
        func.coalesce(agreed, "").label("consents"),
        cast(Registration.source, String).label("source"),
        cast(Registration.approval, String).label("approval"),
        cast(Place.state, String).label("place"),
        at(Sitting.starts_at, "sitting_starts_at"),
    ]


@dataclass(frozen=True)
class Beside:
    """What stands beside a registration in other tables, of which there may be several rows."""

    first_place: ColumnElement[int]
    """The id of the first place that stands, as an expression."""
    agreed: ColumnElement[str]
    """What the person agrees to now, as words of the form's three questions."""
    gathered: tuple[Subquery, ...] = ()
    """What the two are columns of, to be joined by `registration_id`."""


def _asked() -> Beside:
    """Ask for each registration by itself: on SQLite nothing is quicker, and nothing is held."""
    place, consent = aliased(Place), aliased(Consent)
    own = (place.registration_id == Registration.id, place.state != PlaceState.RELEASED)
    first = select(func.min(place.id)).where(*own).correlate(Registration).scalar_subquery()
    given = (consent.registration_id == Registration.id, consent.withdrawn_at.is_(None))
    kind = cast(consent.kind, String).label("kind")
    kinds = select(kind).where(*given).order_by(kind).correlate(Registration).subquery()
    return Beside(first, select(func.aggregate_strings(kinds.c.kind, " ")).scalar_subquery())


def _gathered(of: Webinar | Series) -> Beside:
    """Gather it for all of them first: PostgreSQL does that at once, and on several processors."""
    first = (
        select(Place.registration_id, func.min(Place.id).label("id"))
        .where(Place.state != PlaceState.RELEASED, _of(Place.registration_id, of))
        .group_by(Place.registration_id)
        .subquery("first_place")
    )
    kind = cast(Consent.kind, String)
    agreed = (
        select(
            Consent.registration_id,
            func.string_agg(kind, aggregate_order_by(literal(" "), kind)).label("kinds"),
        )
        .where(Consent.withdrawn_at.is_(None), _of(Consent.registration_id, of))
        .group_by(Consent.registration_id)
        .subquery("agreed")
    )
    return Beside(first.c.id, agreed.c.kinds, (first, agreed))


def _of(registration_id: InstrumentedAttribute[int], of: Webinar | Series) -> ColumnElement[bool]:
    """Keep to one webinar; a series is most of each table, which is read as a whole then."""
    if isinstance(of, Series):
        return true()
    theirs = select(Registration.id).where(Registration.webinar_id == of.id)
    return registration_id.in_(theirs)
