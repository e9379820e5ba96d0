"""Two officers press at once: what one does is done once, and told once."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event, func, select

from tests.conftest import NOON
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration, make_registrations
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.journal.models import Entry
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.operations import Slot, announce, cancel_webinar, open_registration
from webinars.registrations.operations import (
    cancel_sitting_announced,
    cancel_webinar_announced,
    reschedule_announced,
    retitle_announced,
)
from webinars.states.operations import load_reference

pytestmark = pytest.mark.race

PEOPLE = 3
LATER = Slot(datetime(2027, 3, 11, 15, 0), "Europe/Zurich", 60)
Act = Callable[[Db, Webinar], object]


def cancel(db: Db, webinar: Webinar) -> object:
    return cancel_webinar_announced(db, webinar=webinar, reason="Snow.", by="otto", now=NOON)


def cancel_one(db: Db, webinar: Webinar) -> object:
    first = webinar.sittings[0]
    return cancel_sitting_announced(db, sitting=first, reason="Snow.", by="otto", now=NOON)


def move(db: Db, webinar: Webinar) -> object:
    first = webinar.sittings[0]
    return reschedule_announced(db, sitting=first, slot=LATER, reason="Snow.", by="otto", now=NOON)


def rename(db: Db, webinar: Webinar) -> object:
    return retitle_announced(
        db, webinar=webinar, language=Language.ENGLISH, title="Other", by="otto", now=NOON
    )


def publish(db: Db, webinar: Webinar) -> None:
    announce(db, webinar=webinar, by="otto", now=NOON)


def drop(db: Db, webinar: Webinar) -> object:
    return cancel_webinar(db, webinar=webinar, reason="Not now.", by="otto", now=NOON)


def open_it(db: Db, webinar: Webinar) -> None:
    open_registration(db, webinar=webinar, by="otto", now=NOON)


def together(engine: Engine, first: Act, second: Act) -> list[type[Refusal] | None]:
    """Let the second officer press while the first one's change is not yet committed."""
    begun = threading.Event()

    def press(act: Act, *, pause: float) -> type[Refusal] | None:
        try:
            with unit_of_work(engine) as db:
                webinar = db.scalars(select(Webinar)).one()
                act(db, webinar)
                db.flush()
                begun.set()
                time.sleep(pause)
        except Refusal as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(press, first, pause=0.4)
        begun.wait(10)
        other = pool.submit(press, second, pause=0)
        return [one.result(20), other.result(20)]


def prepared(engine: Engine, state: WebinarState) -> None:
    with unit_of_work(engine) as db:
        load_reference(db, now=NOON)
        webinar = make_webinar(db, state=WebinarState.OPEN, sittings=2)
        make_registrations(db, sitting=webinar.sittings[0], count=PEOPLE)
        db.flush()
        for letter in db.scalars(select(Letter)):
            letter.sent_at = NOON - timedelta(seconds=1)
        webinar.state = state


def register_one(engine: Engine) -> None:
    with unit_of_work(engine) as db:
        first = db.scalars(select(Sitting).order_by(Sitting.starts_at).limit(1)).one()
        make_registration(db, sitting=first)


def told(engine: Engine, kind: str) -> int:
    with reading(engine) as db:
        standing = select(func.count()).where(Letter.kind == kind, Letter.withdrawn_at.is_(None))
        return db.scalar(standing) or 0


def entries(engine: Engine, kind: str) -> int:
    with reading(engine) as db:
        return db.scalar(select(func.count()).where(Entry.kind == kind)) or 0


@pytest.mark.parametrize(
    ("act", "letters"),
    [
        (cancel, "registrations.webinar_cancelled"),
        (cancel_one, "registrations.webinar_cancelled"),
        (move, "registrations.rescheduled"),
        (rename, "registrations.amended"),
    ],
)
def test_what_two_officers_change_alike_is_told_once(
    fresh_engine: Engine, act: Act, letters: str
) -> None:
    prepared(fresh_engine, WebinarState.OPEN)

    together(fresh_engine, act, act)

    assert told(fresh_engine, letters) == PEOPLE


@pytest.mark.parametrize("later", [move, cancel_one, rename, publish, open_it])
def test_nothing_is_done_with_what_another_is_cancelling(fresh_engine: Engine, later: Act) -> None:
    prepared(fresh_engine, WebinarState.OPEN)

    _, refused = together(fresh_engine, cancel, later)

    with reading(fresh_engine) as db:
        assert db.scalars(select(Webinar.state)).one() is WebinarState.CANCELLED
        assert None not in set(db.scalars(select(Sitting.cancelled_at)))
    assert refused is not None
    assert told(fresh_engine, "registrations.rescheduled") == 0
    assert told(fresh_engine, "registrations.webinar_cancelled") == PEOPLE


@pytest.mark.parametrize(
    ("act", "state", "kind"),
    [
        (publish, WebinarState.DRAFT, "programme.announce"),
        (open_it, WebinarState.ANNOUNCED, "programme.open_registration"),
    ],
)
def test_what_two_officers_publish_is_published_once(
    fresh_engine: Engine, act: Act, state: WebinarState, kind: str
) -> None:
    prepared(fresh_engine, state)

    together(fresh_engine, act, act)

    assert entries(fresh_engine, kind) == 1


def test_a_draft_that_another_drops_is_not_published(fresh_engine: Engine) -> None:
    prepared(fresh_engine, WebinarState.DRAFT)

    _, refused = together(fresh_engine, drop, publish)

    assert refused is not None
    assert entries(fresh_engine, "programme.announce") == 0


@pytest.mark.parametrize(
    ("act", "letters"),
    [
        (cancel_one, "registrations.webinar_cancelled"),
        (cancel, "registrations.webinar_cancelled"),
    ],
)
def test_who_registers_while_the_others_are_written_to_is_written_to_as_well(
    fresh_engine: Engine, act: Act, letters: str
) -> None:
    """On PostgreSQL she waits for nobody, and her first letter tells what was true before."""
    if fresh_engine.dialect.name == "sqlite":
        pytest.skip("there one writes at a time")
    prepared(fresh_engine, WebinarState.OPEN)
    come = threading.Event()

    def look(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        """Once the officer knows whom to write to, somebody registers, and is done at once."""
        if statement.startswith("INSERT INTO held_change") and not come.is_set():
            come.set()
            late.append(pool.submit(register_one, fresh_engine))
            wait(late, timeout=5)

    late: list[Future[None]] = []
    event.listen(fresh_engine, "before_cursor_execute", look)
    with ThreadPoolExecutor(1) as pool, unit_of_work(fresh_engine) as db:
        act(db, db.scalars(select(Webinar)).one())
        assert late[0].done()
    assert told(fresh_engine, letters) == PEOPLE + 1
