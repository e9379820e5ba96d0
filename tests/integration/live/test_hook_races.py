"""The same message twice at once, and two that tell the same: on threads, in both databases."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from config import Settings
from tests.conftest import NOON
from tests.factories.programme import make_sitting
from tests.factories.rooms import make_account, make_room, participant, zoom_message
from webinars.app.building import create_app
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.models import Job
from webinars.kernel.tokens import Purpose
from webinars.live.models import HookEvent, HookRefusal, Provider, RoomMove
from webinars.live.tasks import project
from webinars.web.requests import WebinarsApp

pytestmark = pytest.mark.race

THREADS = 8


@pytest.fixture
def house(settings: Settings, fresh_engine: Engine) -> WebinarsApp:
    """The application on a database into which many threads write."""
    app = create_app(settings, engine=fresh_engine)
    app.clock = lambda: NOON
    app.open_rooms()
    return app


@pytest.fixture
def hook(house: WebinarsApp, fresh_engine: Engine) -> str:
    """The address at which Zoom's messages about one sitting arrive."""
    with unit_of_work(fresh_engine) as db:
        key = house.keyring.key(Purpose.ROOM_SECRET)
        account = make_account(db, provider=Provider.ZOOM, address="", key=key)
        make_room(db, account=account, sitting=make_sitting(db))
        return f"/hooks/zoom/{account.public_id}"


def joined(event_ts: int = 0, secret: str | None = None) -> tuple[bytes, dict[str, str]]:
    """Return a message that Amina joined; another `event_ts` makes other bytes of the same."""
    person = participant("Amina Mfano", "1", join_time=f"{NOON:%Y-%m-%dT%H:%M:%SZ}")
    told = {"id": 123, "uuid": "u==", "participant": person, "sent": event_ts}
    more = {} if secret is None else {"secret": secret}
    return zoom_message("webinar.participant_joined", told, sent=NOON, **more)


def post(house: WebinarsApp, hook: str, message: tuple[bytes, dict[str, str]]) -> int:
    raw, headers = message
    return house.test_client().post(hook, data=raw, headers=headers).status_code


def at_once(*works: Callable[[], object]) -> list[object]:
    barrier = Barrier(len(works))

    def one(work: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_the_same_message_from_eight_is_kept_once_and_answered_alike(
    house: WebinarsApp, hook: str, fresh_engine: Engine
) -> None:
    statuses = at_once(*[partial(post, house, hook, joined())] * THREADS)

    assert statuses == [200] * THREADS
    with reading(fresh_engine) as db:
        assert len(db.scalars(select(HookEvent)).all()) == 1
        assert Counter(db.scalars(select(Job.name)))["live.project"] == 1


def test_forged_messages_at_once_are_all_counted(
    house: WebinarsApp, hook: str, fresh_engine: Engine
) -> None:
    statuses = at_once(*[partial(post, house, hook, joined(secret="guessed"))] * THREADS)

    assert statuses == [401] * THREADS
    with reading(fresh_engine) as db:
        assert [row.count for row in db.scalars(select(HookRefusal))] == [THREADS]
        assert db.scalars(select(HookEvent)).all() == []


def test_two_messages_of_one_join_make_one_move_whoever_looks_first(
    house: WebinarsApp, hook: str, fresh_engine: Engine
) -> None:
    for number in range(4):
        assert post(house, hook, joined(number)) == 200
    with reading(fresh_engine) as db:
        events = db.scalars(select(HookEvent.public_id)).all()

    states = at_once(
        *[partial(project, fresh_engine, {"event": one}, NOON) for one in [*events, *events]]
    )

    assert states == ["done"] * 8
    with reading(fresh_engine) as db:
        assert len(db.scalars(select(RoomMove)).all()) == 1
