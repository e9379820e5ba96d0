"""Who meant to join. Several presses of one person are one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.live.models import Intent
from webinars.people.queries import merged_ids
from webinars.programme.models import Sitting, Webinar
from webinars.programme.queries.appearances import generation_of_appearance
from webinars.registrations.models import Place, Registration
from webinars.registrations.queries import present_generation


def generation_at_gate(db: Db, public_id: str) -> int | None:
    """Open the door of the join gate: of those who registered, and of those who appear."""
    mine = present_generation(db, public_id)
    return generation_of_appearance(db, public_id) if mine is None else mine


def at_gate(db: Db, *, public_id: str) -> Registration | None:
    """Return a registration with all that its gate shows: the sittings' rooms, the texts."""
    place = selectinload(Registration.places).joinedload(Place.sitting)
    webinar = joinedload(Registration.webinar)
    found = (
        select(Registration)
        .where(Registration.public_id == public_id)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.address),
            place.selectinload(Sitting.rooms),
            webinar.joinedload(Webinar.series),
            webinar.selectinload(Webinar.texts),
        )
    )
    return db.scalars(found).unique().one_or_none()


def intents(db: Db, *, webinar: Webinar) -> Sequence[Intent]:
    """Return every press of *Join now* for `webinar`, the first first."""
    rows = (
        select(Intent)
        .join(Sitting, Sitting.id == Intent.sitting_id)
        .where(Sitting.webinar_id == webinar.id)
        .order_by(Intent.at, Intent.id)
    )
    return db.scalars(rows).all()


def joined_registration_ids(db: Db, *, webinar: Webinar) -> frozenset[int]:
    """Return the registrations from which *Join now* was pressed at least once."""
    rows = (
        select(Intent.registration_id)
        .join(Sitting, Sitting.id == Intent.sitting_id)
        .where(Sitting.webinar_id == webinar.id)
        .distinct()
    )
    return frozenset(db.scalars(rows))


def persons_who_meant_to_join(db: Db, *, webinar: Webinar) -> frozenset[int]:
    """Return the persons who pressed, merges followed: each once, whatever the sitting."""
    rows = (
        select(Registration.person_id)
        .join(Intent, Intent.registration_id == Registration.id)
        .where(Registration.webinar_id == webinar.id)
        .distinct()
    )
    merged = merged_ids(db)
    return frozenset(merged.get(person, person) for person in db.scalars(rows))
