"""Several persons at one connection, as declared."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.live.models import GroupViewing, Intent
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Registration


@dataclass(frozen=True)
class GroupViewers:
    """Declared viewers beyond the registered person at each connection; never attendance."""

    declared: int
    confirmed: int
    """Those of them that a focal point or the Secretariat confirmed."""


def has_joined(db: Db, *, registration: Registration, sitting: Sitting) -> bool:
    """Say whether *Join now* was pressed for the sitting."""
    here = (Intent.registration_id == registration.id, Intent.sitting_id == sitting.id)
    return db.scalar(select(Intent.id).where(*here).limit(1)) is not None


def last_viewing(db: Db, *, registration: Registration, sitting: Sitting) -> GroupViewing | None:
    """Return the declaration that counts, if one was made."""
    here = (GroupViewing.registration_id == registration.id, GroupViewing.sitting_id == sitting.id)
    newest = select(GroupViewing).where(*here).order_by(GroupViewing.id.desc()).limit(1)
    return db.scalars(newest).one_or_none()


def find_viewing(db: Db, *, public_id: str) -> GroupViewing | None:
    """Return the declaration with its registration: whose State may confirm it is seen there."""
    found = select(GroupViewing).where(GroupViewing.public_id == public_id)
    return db.scalars(found.options(joinedload(GroupViewing.registration))).one_or_none()


def counts(db: Db, *, viewing: GroupViewing) -> bool:
    """Say whether no later declaration stands in the place of `viewing`."""
    newer = select(GroupViewing.id).where(
        GroupViewing.registration_id == viewing.registration_id,
        GroupViewing.sitting_id == viewing.sitting_id,
        GroupViewing.id > viewing.id,
    )
    return db.scalar(newer.limit(1)) is None


def viewings_to_confirm(db: Db, *, state_code: str) -> Sequence[GroupViewing]:
    """Return the declarations of a State that count and that nobody confirmed, oldest first."""
    waiting = _counting().where(
        GroupViewing.confirmed_at.is_(None), Registration.state_code == state_code
    )
    whole = joinedload(GroupViewing.registration).joinedload(Registration.person)
    return db.scalars(waiting.options(whole).order_by(GroupViewing.id)).all()


def group_viewers(db: Db, *, webinar: Webinar) -> GroupViewers:
    """Return how many were declared for all sittings, beyond the registered persons."""
    rows = db.scalars(_counting().where(Registration.webinar_id == webinar.id)).all()
    declared = sum(row.viewers - 1 for row in rows)
    confirmed = sum(row.viewers - 1 for row in rows if row.confirmed_at is not None)
    return GroupViewers(declared, confirmed)


def _counting() -> Select[GroupViewing]:
    """The last declaration of each registration for each sitting."""
    last: Select[int] = select(func.max(GroupViewing.id)).group_by(
        GroupViewing.registration_id, GroupViewing.sitting_id
    )
    counts: ColumnElement[bool] = GroupViewing.id.in_(last)
    return select(GroupViewing).join(GroupViewing.registration).where(counts)
