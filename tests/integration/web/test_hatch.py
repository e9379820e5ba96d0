"""The hatch and the shelf: the same answer without the house, and never an old one."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.programme import make_webinar
from webinars.database import Db
from webinars.programme.operations import raise_revision
from webinars.web.requests import WebinarsApp
from webinars.web.shelf import ROOM, Copy, Shelf

BROWSER = {"Accept-Encoding": "gzip, br", "Accept-Language": "fr"}


@pytest.fixture
def page(db: Db) -> str:
    webinar = make_webinar(db, slug="seen")
    return f"/webinars/{webinar.slug}"


@pytest.fixture
def asleep(app: WebinarsApp) -> list[str]:
    """Notes each time that the house wakes."""
    woke: list[str] = []
    app.before_request(lambda: woke.append("woke"))
    return woke


def test_the_second_reader_gets_the_very_same_answer(
    client: FlaskClient, asleep: list[str], page: str
) -> None:
    first = client.get(page, headers=BROWSER)
    second = client.get(page, headers=BROWSER)

    assert asleep == ["woke"]
    assert (second.status, second.data) == (first.status, first.data)
    assert list(second.headers) == list(first.headers)


def test_who_has_the_page_is_told_that_it_is_the_same(
    client: FlaskClient, asleep: list[str], page: str
) -> None:
    tag = client.get(page, headers=BROWSER).headers["ETag"]

    answer = client.get(page, headers=BROWSER | {"If-None-Match": tag})

    assert asleep == ["woke"]
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(answer.headers.keys())
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("other", [{"Accept-Language": "ar"}, {"Accept-Encoding": "identity"}])
def test_another_question_wakes_the_house(
    client: FlaskClient, asleep: list[str], page: str, other: dict[str, str]
) -> None:
    client.get(page, headers=BROWSER)

    client.get(page, headers=BROWSER | other)

    assert asleep == ["woke", "woke"]


def test_a_cookie_makes_it_another_question(
    client: FlaskClient, asleep: list[str], page: str
) -> None:
    first = client.get(page, headers=BROWSER).data
    client.set_cookie("zone", "Africa/Nairobi")

    second = client.get(page, headers=BROWSER).data

    assert asleep == ["woke", "woke"]
    assert first != second


def test_a_choice_is_kept_in_the_browser_each_time(client: FlaskClient, page: str) -> None:
    for _ in range(2):
        answer = client.get(f"{page}?lang=ar", headers=BROWSER)
        client.delete_cookie("lang")

        assert "lang=ar" in answer.headers["Set-Cookie"]


def test_a_change_is_seen_in_the_next_second(
    app: WebinarsApp, client: FlaskClient, asleep: list[str], db: Db, page: str
) -> None:
    old = client.get(page, headers=BROWSER).headers["ETag"]
    webinar = make_webinar(db, slug="other")
    webinar.series.demonstration = True
    db.flush()
    raise_revision(db)
    app.clock = lambda: NOON + timedelta(seconds=1)

    client.get(page, headers=BROWSER | {"If-None-Match": old})

    assert asleep == ["woke", "woke"]


def test_a_copy_is_true_until_its_instant_and_for_its_revision_alone() -> None:
    shelf, later = Shelf(), NOON + timedelta(minutes=1)
    copy = Copy(7, later, '"x"', "text/html", b"")

    shelf.seen = (NOON, 7)
    assert shelf.is_true(copy, NOON)
    assert not shelf.is_true(copy, NOON + timedelta(seconds=1))  # the revision must be asked
    shelf.seen = (later, 7)
    assert not shelf.is_true(copy, later)
    shelf.seen = (NOON, 8)
    assert not shelf.is_true(copy, NOON)


def test_the_shelf_never_holds_more_bytes_than_it_has_room_for() -> None:
    shelf, shelved = Shelf(), b"x" * (ROOM // 4 - 2_000)
    shelf.seen = (NOON, 1)
    for number in range(6):
        shelf.put((f"/{number}", "en", None), Copy(1, None, '"x"', "text/html", shelved))

    found = [
        number
        for number in range(6)
        if shelf.find((f"/{number}", "en", None), revision=1, now=NOON)
    ]

    assert found == [2, 3, 4, 5]


def test_a_strangers_long_addresses_fill_no_memory() -> None:
    """Each of them is another page: what is kept of it is mostly its address."""
    shelf, mark = Shelf(), "a" * (ROOM // 4)
    addresses = [f"/contact?{number}{mark}" for number in range(6)]
    for address in addresses:
        shelf.put((address, "en", None), Copy(1, None, '"x"', "text/html", b"x"))

    found = [shelf.find((one, "en", None), revision=1, now=NOON) is not None for one in addresses]

    assert found == [False, False, False, True, True, True]
