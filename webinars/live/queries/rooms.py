"""Accounts at providers, and the rooms made with them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.live.models import (
    EventState,
    HookEvent,
    HookRefusal,
    ProviderRoom,
    RoomAccount,
    RoomDoor,
    RoomMove,
    RoomRecording,
    SittingMark,
    Way,
    WayWish,
)
from webinars.programme.models import LiveRoom, Sitting, Webinar

CALL = "live.call"
"""Name of the job that calls a provider; its key begins with what it is about."""


class NoSuchAccount(NotFound):
    message = N_("There is no such account at a provider.")


class NoSuchRecording(NotFound):
    message = N_("The room tells of no such recording.")


def accounts(db: Db) -> Sequence[RoomAccount]:
    """Return every account that is not closed, by name."""
    rows = select(RoomAccount).where(RoomAccount.closed_at.is_(None))
    return db.scalars(rows.order_by(RoomAccount.name, RoomAccount.id)).all()


def find_account(db: Db, *, public_id: str) -> RoomAccount | None:
    rows = select(RoomAccount).where(RoomAccount.public_id == public_id)
    return db.scalars(rows).one_or_none()


def get_account(db: Db, *, public_id: str) -> RoomAccount:
    """Return an account that is not closed.

    Raises:
        NoSuchAccount: there is none.
    """
    found = find_account(db, public_id=public_id)
    if found is None or found.closed_at is not None:
        raise NoSuchAccount
    return found


def find_room(db: Db, *, public_id: str) -> ProviderRoom | None:
    """Return a provider's room with its account, its sitting and the webinar's texts."""
    return db.scalars(_rooms().where(ProviderRoom.public_id == public_id)).unique().one_or_none()


def provider_room_of(db: Db, *, live_room: LiveRoom | None) -> ProviderRoom | None:
    """Return what stands behind `live_room` with a provider; None: only a link."""
    if live_room is None or live_room.provider == "manual":
        return None
    rows = select(ProviderRoom).where(ProviderRoom.live_room_id == live_room.id)
    return db.scalars(rows.options(joinedload(ProviderRoom.account))).one_or_none()


def rooms_of(db: Db, *, sittings: Collection[Sitting]) -> Sequence[ProviderRoom]:
    """Return every provider's room that sittings have or had, the first first."""
    ids = [sitting.id for sitting in sittings]
    rows = select(ProviderRoom).where(ProviderRoom.sitting_id.in_(ids))
    return db.scalars(
        rows.options(joinedload(ProviderRoom.account)).order_by(ProviderRoom.id)
    ).all()


def rooms_around(
    db: Db, *, now: datetime, before: timedelta, after: timedelta
) -> list[ProviderRoom]:
    """Return the rooms of sittings that begin within `before`, or ended within `after`."""
    near = (
        select(ProviderRoom)
        .join(ProviderRoom.sitting)
        .options(
            contains_eager(ProviderRoom.sitting),
            joinedload(ProviderRoom.account),
            joinedload(ProviderRoom.live_room),
        )
    )
    rows = near.where(Sitting.starts_at <= now + before, Sitting.ends_at >= now - after)
    return list(db.scalars(rows.order_by(ProviderRoom.id)).unique())


def rooms_called(db: Db, *, account_id: int, meeting_id: str) -> Sequence[ProviderRoom]:
    """Return the rooms that the provider calls so: twins, and one a month, may share a number."""
    rows = _rooms().where(
        ProviderRoom.account_id == account_id, ProviderRoom.meeting_id == meeting_id
    )
    return db.scalars(rows.order_by(ProviderRoom.id)).unique().all()


def _rooms() -> Select[ProviderRoom]:
    sitting = joinedload(ProviderRoom.sitting)
    webinar = sitting.joinedload(Sitting.webinar)
    return select(ProviderRoom).options(
        joinedload(ProviderRoom.account),
        joinedload(ProviderRoom.live_room),
        webinar.joinedload(Webinar.series),
        webinar.selectinload(Webinar.texts),
    )


def waiting_events(db: Db, *, account_id: int, meeting_id: str) -> Sequence[str]:
    """Return the public ids of messages about a meeting that no sitting used when they came."""
    rows = select(HookEvent.public_id).where(
        HookEvent.account_id == account_id,
        HookEvent.meeting_id == meeting_id,
        HookEvent.state == EventState.WAITING,
    )
    return db.scalars(rows.order_by(HookEvent.id)).all()


def marks_of(db: Db, *, sitting: Sitting) -> Sequence[SittingMark]:
    """Return the marks of a sitting, in the order in which they were recorded."""
    rows = select(SittingMark).where(SittingMark.sitting_id == sitting.id)
    return db.scalars(rows.order_by(SittingMark.id)).all()


def door_of(db: Db, *, sitting: Sitting) -> RoomDoor | None:
    """Return what was said last of a sitting's door."""
    rows = select(RoomDoor).where(RoomDoor.sitting_id == sitting.id)
    return db.scalars(rows.order_by(RoomDoor.id.desc()).limit(1)).one_or_none()


def wished_way(db: Db, *, registration_id: int) -> Way | None:
    """Return which way in somebody asked to be shown first."""
    rows = select(WayWish.way).where(WayWish.registration_id == registration_id)
    return db.scalar(rows.order_by(WayWish.id.desc()).limit(1))


def moves_of(db: Db, *, sitting: Sitting) -> Sequence[RoomMove]:
    """Return who came and left by the rooms of `sitting`, in the order of their moments."""
    rows = (
        select(RoomMove)
        .join(ProviderRoom, ProviderRoom.id == RoomMove.room_id)
        .where(ProviderRoom.sitting_id == sitting.id)
    )
    return db.scalars(rows.order_by(RoomMove.at, RoomMove.id)).all()


def recordings_of(db: Db, *, sitting: Sitting) -> Sequence[RoomRecording]:
    """Return what the rooms of `sitting` keep of it, files first, with their accounts."""
    rows = (
        select(RoomRecording)
        .join(ProviderRoom, ProviderRoom.id == RoomRecording.room_id)
        .where(ProviderRoom.sitting_id == sitting.id)
        .options(joinedload(RoomRecording.room).joinedload(ProviderRoom.account))
    )
    return db.scalars(rows.order_by(RoomRecording.is_file.desc(), RoomRecording.id)).all()


def get_recording(db: Db, *, sitting: Sitting, public_id: str) -> RoomRecording:
    """Return one of `recordings_of`.

    Raises:
        NoSuchRecording: it is none of them.
    """
    found = [one for one in recordings_of(db, sitting=sitting) if one.public_id == public_id]
    if not found:
        raise NoSuchRecording
    return found[0]


def calls_about(db: Db, *, public_ids: Collection[str], most: int = 50) -> Sequence[Job]:
    """Return the newest calls about these rooms or accounts, the newest first."""
    about = [Job.key.startswith(f"{CALL}:{one}:", autoescape=True) for one in public_ids]
    if not about:
        return []
    rows = select(Job).where(Job.name == CALL, or_(*about))
    return db.scalars(rows.order_by(Job.id.desc()).limit(most)).all()


def asked_already(db: Db, *, keys: Collection[str]) -> frozenset[str]:
    """Return those of `keys` under which work was asked for."""
    rows = select(Job.key).where(Job.key.in_(keys))
    return frozenset(key for key in db.scalars(rows) if key is not None)


def failing_calls(db: Db) -> int:
    """Return how many calls to providers were given up and not asked for again."""
    rows = select(func.count()).where(Job.name == CALL, Job.failed_at.is_not(None))
    return db.scalar(rows) or 0


def refusals_since(db: Db, *, now: datetime, days: int = 1) -> Sequence[HookRefusal]:
    """Return what was not believed on the last `days` days (UTC), by account and reason."""
    first = (now - timedelta(days=days)).date()
    rows = select(HookRefusal).where(HookRefusal.day >= first)
    return db.scalars(rows.order_by(HookRefusal.last_at.desc())).all()
