"""What is counted of the files that are sent, and what is never kept."""

import threading
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, select

from tests.conftest import NOON
from tests.factories.recordings import make_public
from webinars.database import Db
from webinars.recordings.models import Asset, Recording, View, ViewDay
from webinars.recordings.operations import forget_visitors, note_views
from webinars.recordings.operations.counting import Sent, Watching, salt_of, visitor_of
from webinars.recordings.queries import views_of
from webinars.recordings.tending.views import Tally
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp

BROWSER = {"User-Agent": "Mozilla/5.0 (a browser)"}


@pytest.fixture
def recording(db: Db, store: Store) -> Recording:
    return make_public(db, store)


@pytest.fixture
def film(recording: Recording) -> Asset:
    return recording.assets[0]


@pytest.fixture
def address(film: Asset) -> str:
    return f"/media/{film.public_id}/{film.name}"


def views(db: Db) -> list[int]:
    return list(db.scalars(select(View.octets).order_by(View.id)))


def play(client: FlaskClient, address: str, **headers: str) -> None:
    """Take all of an answer, as a player does."""
    told = BROWSER | {name.replace("_", "-"): value for name, value in headers.items()}
    with client.get(address, headers=told) as answer:
        assert answer.data or answer.status_code >= 300


def test_all_parts_of_one_playback_are_one_view(
    db: Db, client: FlaskClient, address: str, film: Asset
) -> None:
    client.head(address, headers=BROWSER)
    play(client, address, Range="bytes=0-99")
    play(client, address, Range="bytes=100-299")
    play(client, address, Range=f"bytes={film.file.size}-")

    assert views(db) == [300]


def test_what_counts_is_what_was_taken_not_what_was_announced(
    db: Db, client: FlaskClient, address: str, recording: Recording
) -> None:
    answer = client.get(address, headers=BROWSER | {"Range": "bytes=0-"})
    next(iter(answer.response))  # a first piece, and the page is closed
    answer.close()

    (taken,) = views(db)
    assert 0 < taken <= 16 * 1024
    assert views_of(db, recording=recording).begun == 1


@pytest.mark.parametrize(
    ("seconds", "share", "expected"),
    [(3600, 59, 0), (3600, 60, 1), (299, 59, 0), (100, 19, 0), (100, 20, 1), (None, 59, 0)],
)
def test_a_minute_makes_a_view_and_of_a_short_file_a_fifth(
    db: Db, film: Asset, seconds: int | None, share: int, expected: int
) -> None:
    film.seconds = seconds
    length = seconds or 3600
    octets = -(-film.file.size * share // length)
    note_views(db, sent={Watching(film.id, NOON.date(), "v"): Sent(played=octets)})
    db.flush()

    seen = views_of(db, recording=film.recording)
    assert (seen.views, seen.begun) == (expected, 1)


def test_minutes_are_added_up_and_downloads_are_counted_apart(
    db: Db, client: FlaskClient, film: Asset, address: str
) -> None:
    film.seconds = 3600
    play(client, address)
    play(client, address, Range="bytes=0-99")
    play(client, f"{address}?download")
    with client.get(f"{address}?download", headers={"User-Agent": "curl/8"}) as half:
        next(iter(half.response))
    db.flush()

    seen = views_of(db, recording=film.recording)
    assert (seen.views, seen.downloads, seen.minutes) == (1, 1, 60)


def test_another_browser_or_another_day_is_another_view(
    db: Db, client: FlaskClient, address: str, recording: Recording
) -> None:
    play(client, address)
    play(client, address, User_Agent="another")
    client.application.clock = lambda: NOON + timedelta(days=1)  # type: ignore[attr-defined]
    play(client, address)
    play(client, address, Range="bytes=0-9", User_Agent="a glance")

    seen = views_of(db, recording=recording)
    assert (seen.views, seen.begun) == (3, 4)


@pytest.mark.parametrize(
    "headers",
    [
        {"User_Agent": ""},
        {"User_Agent": "Googlebot/2.1"},
        {"User_Agent": "a Web Crawler"},
        {"User_Agent": "ia_archiver"},
        {"User_Agent": "python-requests/2"},
        {"Sec_Purpose": "prefetch"},
    ],
)
def test_programs_that_say_so_are_not_counted(
    db: Db, client: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    play(client, address, **headers)

    assert views(db) == []


def test_a_telephone_that_is_called_nearly_so_is_counted(
    db: Db, client: FlaskClient, address: str
) -> None:
    play(client, address, User_Agent="Mozilla/5.0 (Linux; Android 9; CUBOT X19)")

    assert len(views(db)) == 1


def test_captions_and_slides_are_no_views(
    db: Db, client: FlaskClient, recording: Recording
) -> None:
    for asset in recording.assets[1:]:
        play(client, f"/media/{asset.public_id}/x")

    assert views(db) == []


def test_no_address_is_kept_and_who_it_was_is_forgotten_when_the_day_is_over(
    db: Db, client: FlaskClient, address: str, recording: Recording
) -> None:
    with client.get(address, headers=BROWSER, environ_base={"REMOTE_ADDR": "192.0.2.7"}) as film:
        assert film.data
    kept = db.scalars(select(View.visitor)).one()
    assert "192.0.2.7" not in kept
    assert len(db.scalars(select(ViewDay)).all()) == 1

    same_day = forget_visitors(db, now=NOON + timedelta(hours=11))
    next_day = forget_visitors(db, now=NOON + timedelta(days=1))
    again = forget_visitors(db, now=NOON + timedelta(days=2))

    db.expire_all()
    assert (same_day, next_day, again) == (0, 1, 0)
    assert db.scalars(select(ViewDay)).all() == []
    assert db.scalars(select(View.visitor)).one().startswith("day over")
    assert views_of(db, recording=recording).views == 1


def test_the_key_of_a_visitor_rests_on_a_salt_that_every_process_has_alike(
    db: Db, app: WebinarsApp
) -> None:
    today, tomorrow = NOON.date(), NOON.date() + timedelta(days=1)
    first, again = salt_of(db, day=today), salt_of(db, day=today)
    told = {"address": "192.0.2.7", "browser": "b"}

    assert first == again
    assert salt_of(db, day=tomorrow) != first
    mine = visitor_of(app.keyring, salt=first, **told)
    assert mine == visitor_of(app.keyring, salt=again, **told)
    assert mine != visitor_of(app.keyring, salt=first, address="192.0.2.8", browser="b")


def test_counts_come_together_before_they_are_written(
    db: Db, connection: Connection, film: Asset, queries: list[str]
) -> None:
    tally = Tally(connection, at_once=False)
    tally._writer = threading.current_thread()  # noqa: SLF001  (nobody writes but this test)
    who = Watching(film.id, NOON.date(), "v")
    for _ in range(3):
        tally.add(who, 5, saved=False)
    queries.clear()

    tally.write()

    assert views(db) == [15]
    assert len([one for one in queries if one.startswith("INSERT")]) == 1
