"""Reading who appears."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.people.models import Person
from webinars.people.queries import family
from webinars.programme.models import AgendaItem, Appearance, Sitting, Webinar, WebinarState
from webinars.programme.rules import SCHEDULED


def find_appearance(db: Db, *, public_id: str) -> Appearance | None:
    """Return an appearance with its texts and consents, and its webinar with sittings and rooms."""
    found = _whole(select(Appearance).where(Appearance.public_id == public_id))
    return db.scalars(found).unique().one_or_none()


def appearances_of(db: Db, *, webinar: Webinar) -> Sequence[Appearance]:
    """Return who appears or was asked, with what is said of each, in their order."""
    rows = select(Appearance).where(Appearance.webinar_id == webinar.id)
    in_order = rows.order_by(Appearance.position, Appearance.id)
    return db.scalars(in_order.options(selectinload(Appearance.texts))).all()


def silent_appearances(db: Db, *, now: datetime) -> Sequence[Appearance]:
    """Return those who were asked for a webinar that is not over, and have not answered."""
    ahead = select(Sitting.webinar_id).where(Sitting.ends_at > now, Sitting.cancelled_at.is_(None))
    rows = (
        select(Appearance)
        .join(Webinar, Webinar.id == Appearance.webinar_id)
        .where(
            Appearance.invited_at.is_not(None),
            Appearance.confirmed_at.is_(None),
            Appearance.declined_at.is_(None),
            Webinar.state.in_({*SCHEDULED, WebinarState.DRAFT}),
            Webinar.id.in_(ahead),
        )
        .options(joinedload(Appearance.webinar).selectinload(Webinar.sittings))
        .order_by(Appearance.id)
    )
    return db.scalars(rows).all()


def appearances_by(db: Db, *, person: Person) -> Sequence[Appearance]:
    """Return every appearance of a person, merges followed, the first first."""
    own = select(Appearance).where(Appearance.person_id.in_(family(person)))
    return db.scalars(_whole(own.order_by(Appearance.id))).unique().all()


def generation_of_appearance(db: Db, public_id: str) -> int | None:
    """Open the door of the links of those who appear."""
    return db.scalar(select(Appearance.generation).where(Appearance.public_id == public_id))


def _whole(rows: Select[Appearance]) -> Select[Appearance]:
    webinar = joinedload(Appearance.webinar)
    return rows.options(
        joinedload(Appearance.texts),
        selectinload(Appearance.consents),
        webinar.joinedload(Webinar.series),
        webinar.selectinload(Webinar.texts),
        webinar.selectinload(Webinar.sittings).selectinload(Sitting.rooms),
        webinar.selectinload(Webinar.rehearsals),
        webinar.selectinload(Webinar.agenda).selectinload(AgendaItem.texts),
        webinar.selectinload(Webinar.appearances).selectinload(Appearance.texts),
    )
