"""How places are held, and who waits for one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.registrations.models import Place, PlaceState, Queue, Registration, SeatRules, Way
from webinars.registrations.rules import HOLDING, Band, Seats


def seats_of(db: Db, *, sittings: Collection[Sitting]) -> dict[int, Seats]:
    """Return the seats of each sitting by its id, and when they are drawn, in one statement.

    Those without a limit are not counted.
    """
    limited = [sitting.id for sitting in sittings if sitting.places is not None]
    counted: dict[int, dict[PlaceState, int]] = defaultdict(dict)
    hours: dict[int, int | None] = {}
    rows = db.execute(_counted(limited)).all() if limited else []
    for of, draw, state, count in rows:
        counted[of][state], hours[of] = count, draw
    return {
        one.id: _seats(one.places, counted[one.id], draws_at=_before(one, hours.get(one.id)))
        for one in sittings
    }


def full_sittings(db: Db, *, sittings: Collection[Sitting]) -> frozenset[int]:
    """Return the ids of the sittings in which a newcomer would wait."""
    seats = seats_of(db, sittings=sittings)
    return frozenset(of for of, one in seats.items() if one.band in {Band.FULL, Band.DRAWN})


def seats_in(db: Db, *, sitting: Sitting) -> Seats:
    """Return the seats of one sitting, counted also where there is no limit."""
    return _seats(sitting.places, tally(db, sitting_ids=[sitting.id]).get(sitting.id, {}))


def tally(db: Db, *, sitting_ids: Collection[int]) -> dict[int, dict[PlaceState, int]]:
    """Return, for each sitting, how many places stand in each state; released ones are left out."""
    rows = db.execute(
        select(Place.sitting_id, Place.state, func.count())
        .where(Place.sitting_id.in_(sitting_ids), Place.state != PlaceState.RELEASED)
        .group_by(Place.sitting_id, Place.state)
    )
    found: dict[int, dict[PlaceState, int]] = defaultdict(dict)
    for sitting_id, state, count in rows:
        found[sitting_id][state] = count
    return dict(found)


def first_waiting(db: Db, *, sitting: Sitting, limit: int) -> Sequence[Place]:
    """Return the first of those who wait for `sitting`, by the moment since which they do."""
    queue = (
        select(Place)
        .join(Place.registration)
        .where(Place.sitting_id == sitting.id, Place.state == PlaceState.WAITING)
        .options(
            contains_eager(Place.registration).options(
                joinedload(Registration.person), joinedload(Registration.address)
            )
        )
        .order_by(Place.since, Place.id)
        .limit(limit)
    )
    return db.scalars(queue).all()


def sittings_with_queue(db: Db, *, now: datetime) -> Sequence[Sitting]:
    """Return the sittings still to come in whose queue somebody waits."""
    waiting = select(Place.sitting_id).where(Place.state == PlaceState.WAITING)
    coming = select(Sitting).where(Sitting.id.in_(waiting), Sitting.starts_at > now)
    return db.scalars(coming.where(Sitting.cancelled_at.is_(None)).order_by(Sitting.id)).all()


def _counted(ids: Collection[int]) -> Select[int, int | None, PlaceState, int]:
    """Select for each sitting how many places stand in each state, and the hours of its draw.

    A sitting whose places nobody has asked for yet comes without a state.
    """
    standing = (Place.sitting_id == Sitting.id) & (Place.state != PlaceState.RELEASED)
    return (
        select(Sitting.id, _hours_of_draw(), Place.state, func.count(Place.id))
        .outerjoin(Place, standing)
        .where(Sitting.id.in_(ids))
        .group_by(Sitting.id, Place.state)
    )


def _hours_of_draw() -> ScalarSelect[int | None]:
    """Select how many hours before its start a sitting draws; none where no draw is to come."""
    drawn = select(Queue.sitting_id).where(
        Queue.sitting_id == SeatRules.sitting_id, Queue.drawn_at.is_not(None)
    )
    to_come = (SeatRules.way == Way.DRAW) & ~drawn.exists()
    newest = select(case((to_come, SeatRules.draw_hours))).where(SeatRules.sitting_id == Sitting.id)
    return newest.order_by(SeatRules.version.desc()).limit(1).correlate(Sitting).scalar_subquery()


def _before(sitting: Sitting, hours: int | None) -> datetime | None:
    return None if hours is None else sitting.starts_at - timedelta(hours=hours)


def _seats(
    places: int | None, counted: Mapping[PlaceState, int], *, draws_at: datetime | None = None
) -> Seats:
    held = sum(count for state, count in counted.items() if state in HOLDING)
    return Seats(places, held, counted.get(PlaceState.WAITING, 0), draws_at)
