"""Limits that several processes keep together, by a real Redis; and what happens without it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import redis
from flask.testing import FlaskClient

from config import Settings, load
from tests.conftest import NOON
from tests.servers.redis import redis_server
from tests.servers.s3 import free_port
from webinars.web.requests import WebinarsApp
from webinars.web.windows import NETWORKS, OwnWindows, SharedWindows, Windows, open_windows

KEY = ("register", "203.0.113.0/24")
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with redis_server(free_port()) as url:
        yield url


@pytest.fixture
def shared(url: str) -> str:
    redis.Redis.from_url(url).flushall()
    return url


def ask(windows: Windows, *, seconds: int = 0, most: int = 3) -> timedelta | None:
    at = NOON + timedelta(seconds=seconds)
    return windows.admit(KEY, most=most, within=MINUTE, at=at)


def test_two_processes_count_together(shared: str) -> None:
    here, there = SharedWindows(shared), SharedWindows(shared)

    assert [ask(here), ask(there, seconds=10), ask(here, seconds=20)] == [None, None, None]

    assert ask(there, seconds=30) == timedelta(seconds=30)
    assert there.count(KEY) == 3
    assert ask(there, seconds=60) is None


def test_a_window_is_the_same_as_in_one_process(shared: str) -> None:
    moments = [0, 5, 5, 20, 59, 60, 61, 64, 65, 66, 120, 121]
    alone, together = OwnWindows(), SharedWindows(shared)

    assert [ask(alone, seconds=one) for one in moments] == [
        ask(together, seconds=one) for one in moments
    ]


def test_of_many_who_ask_at_once_exactly_as_many_are_admitted(shared: str) -> None:
    windows = [SharedWindows(shared) for _ in range(8)]

    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda n: ask(windows[n % 8], most=20), range(80)))

    assert answers.count(None) == 20


def test_redis_keeps_no_network_and_forgets(shared: str) -> None:
    ask(SharedWindows(shared))

    [name] = redis.Redis.from_url(shared).keys("*")

    assert b"203.0.113" not in name
    assert 0 < redis.Redis.from_url(shared).pttl(name) <= 60_000


def test_without_redis_each_process_counts_for_itself_and_nobody_is_refused_for_it() -> None:
    windows = SharedWindows(f"redis://127.0.0.1:{free_port()}/0")

    assert [ask(windows), ask(windows), ask(windows)] == [None, None, None]
    assert ask(windows, seconds=15) == timedelta(seconds=45)
    assert windows.count(KEY) == 3


def test_the_setting_chooses(shared: str) -> None:
    assert isinstance(open_windows(""), OwnWindows)
    assert isinstance(open_windows(shared), SharedWindows)
    assert NETWORKS > 1000


def test_two_applications_hold_back_one_network(
    app: WebinarsApp, settings: Settings, shared: str
) -> None:
    from webinars.app.building import create_app  # noqa: PLC0415  (as the fixture does)

    environment = {
        "WEBINARS_DATA_DIR": settings.data_dir,
        "WEBINARS_SECRET_KEY": settings.secret_key,
        "WEBINARS_REDIS_URL": shared,
    }
    houses = [create_app(load(environment), engine=app.engine) for _ in range(2)]
    for house in houses:
        house.clock = lambda: NOON
    clients: list[FlaskClient] = [house.test_client() for house in houses]
    visitor = {"X-Forwarded-For": "203.0.113.9"}

    answers = [
        clients[turn % 2].post("/my", data={"email": "a@b.example"}, headers=visitor).status_code
        for turn in range(21)
    ]

    assert answers == [303] * 20 + [429]
