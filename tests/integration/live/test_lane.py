"""Calls to providers have a lane of their own: they may hang, and letters may not wait for them."""

from sqlalchemy import select

from tests.conftest import NOON
from webinars.app.rooms import register_of
from webinars.app.working import lanes_apart, sources
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.jobs.operations import enqueue
from webinars.web.requests import WebinarsApp


def test_a_call_waits_for_its_own_lane_and_for_no_film(db: Db, app: WebinarsApp) -> None:
    app.clock = lambda: NOON
    for name in ("live.call", "recordings.copy"):
        enqueue(db, name=name, arguments={"room": "none", "do": "end"}, now=NOON)
    db.flush()
    films, calls = lanes_apart(app)

    for source in sources(app):
        source()
    assert done(db) == {"live.call": False, "recordings.copy": False}
    assert calls()

    assert done(db) == {"live.call": True, "recordings.copy": False}
    assert films is not calls


def done(db: Db) -> dict[str, bool]:
    db.expire_all()
    rows = db.execute(
        select(Job.name, Job.done_at).where(Job.name.in_(["live.call", "recordings.copy"]))
    )
    return {name: at is not None for name, at in rows}


def test_every_job_is_in_one_lane(app: WebinarsApp) -> None:
    register = register_of(app)

    assert register.long.isdisjoint(register.calls)
    assert register.calls <= register.jobs.keys()
