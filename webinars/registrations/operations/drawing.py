"""The declared draw of a sitting, and seeds committed before anybody registers."""

from datetime import datetime

from sqlalchemy import insert

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.programme.operations import raise_revision
from webinars.registrations.letters import DRAWN
from webinars.registrations.models import Outcome, SeatDecision, Way
from webinars.registrations.operations.offering import decision_row, places_called
from webinars.registrations.operations.places import confirm, hold
from webinars.registrations.operations.queueing import enter, queue_of
from webinars.registrations.operations.running import Run, run
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import seats_in
from webinars.registrations.queries.queue import (
    find_queue,
    seat_settings,
    sittings_to_draw,
    waiting_for,
)

DRAWN_PLACE = N_("Given by the draw.")


def commit_seeds(db: Db, *, now: datetime) -> int:
    """Give every sitting with a limit its seed; return how many had none."""
    bare = [one for one in sittings_to_draw(db, now=now) if find_queue(db, sitting=one) is None]
    hold(db, sittings=bare)
    for sitting in bare:
        queue_of(db, sitting=sitting, now=now)
    return len(bare)


def hold_draws(db: Db, *, now: datetime) -> int:
    """Hold the draws whose moment has come, the earlier sitting first; return how many.

    Their twins are held too: whoever gets a place leaves the queues there.
    A draw is held once: who gets a place in it keeps it, and no later run takes
    it back. Two workers hold it once, since the second finds it done.
    """
    due = [one for one in sittings_to_draw(db, now=now) if _is_due(db, one, now)]
    hold(db, sittings={twin for one in due for twin in one.webinar.sittings})
    return sum(_draw(db, sitting, now) for sitting in due)


def _is_due(db: Db, sitting: Sitting, now: datetime) -> bool:
    settings = seat_settings(db, sitting=sitting)
    if settings.way is not Way.DRAW or now < settings.draws_at:
        return False
    queue = find_queue(db, sitting=sitting)
    return queue is None or (queue.drawn_at is None and queue.paused_at is None)


def _draw(db: Db, sitting: Sitting, now: datetime) -> int:
    queue = queue_of(db, sitting=sitting, now=now)
    if queue.drawn_at is not None:
        return 0  # another worker was quicker
    queue.drawn_at = now
    enter(db, sitting=sitting)
    waiting, seats = waiting_for(db, sitting=sitting), seats_in(db, sitting=sitting)
    free = len(waiting) if seats.free is None else seats.free
    made = run(db, sitting=sitting, waiting=waiting, free=free, drawn=True, now=now)
    _carry_out(db, sitting, made, now)
    raise_revision(db)
    return 1


def _carry_out(db: Db, sitting: Sitting, made: Run, now: datetime) -> None:
    _write_decisions(db, made, now)
    places = places_called(db, [one.place_id for _decided, one in made.decisions])
    for decided, one in made.decisions:
        place = places[one.place_id]
        if decided.placed:
            confirm(db, place=place, why=DRAWN_PLACE, now=now)
        tell(
            db,
            registration=place.registration,
            kind=DRAWN,
            now=now,
            valid_until=sitting.ends_at,
            rank=decided.rank,
            among=len(made.decisions),
            sitting=sitting.public_id,
        )


def _write_decisions(db: Db, made: Run, now: datetime) -> None:
    names = [column.key for column in SeatDecision.__table__.columns if column.key != "id"]
    rows = []
    for decided, one in made.decisions:
        outcome = Outcome.PLACE if decided.placed else Outcome.WAIT
        ids = {"place_id": one.place_id, "allocation_id": made.allocation.id}
        row = decision_row(decided, outcome, now=now, **ids)
        rows.append({name: getattr(row, name) for name in names})
    if rows:
        db.execute(insert(SeatDecision), rows)
