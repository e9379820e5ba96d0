"""The files themselves through the application: parts, tags, names, who may, and the count."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.recordings import bare_mp4, make_asset, make_held_sitting, make_public
from webinars.database import Db
from webinars.recordings.models import Asset, Recording, View
from webinars.recordings.operations import remove_asset
from webinars.storage.store import Store

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


@pytest.fixture
def data(film: Asset, store: Store) -> bytes:
    path = store.local_path(film.digest)
    assert path is not None
    return path.read_bytes()


def views(db: Db) -> list[int]:
    return list(db.scalars(select(View.octets).order_by(View.id)))


def test_a_file_is_sent_whole_and_may_be_kept_for_good(
    client: FlaskClient, address: str, film: Asset, data: bytes
) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer.data) == (200, data)
    assert answer.headers["ETag"] == f'"{film.digest}"'
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "status", "first", "length"),
    [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=100-199", 206, 100, 100),
        ("bytes=100-", 206, 100, None),
        ("bytes=-50", 206, -50, 50),
        ("bytes=0-999999999", 206, 0, None),
        ("bytes=999999999-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("bytes=5-2", 200, 0, None),
        ("bytes=0-1,5-9", 200, 0, None),
        ("lines=0-1", 200, 0, None),
    ],
)
def test_parts_are_as_asked(  # noqa: PLR0917  (fixtures and cases)
    client: FlaskClient,
    address: str,
    data: bytes,
    asked: str,
    status: int,
    first: int,
    length: int | None,
) -> None:
    answer = client.get(address, headers={"Range": asked})

    end = None if length is None else (first + length or None)
    assert answer.status_code == status
    assert answer.data == (b"" if status == 416 else data[first:end])
    if status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{len(data)}"


def test_the_parts_of_a_broken_download_make_the_file(
    client: FlaskClient, address: str, data: bytes, film: Asset
) -> None:
    head = client.get(address, headers={"Range": "bytes=0-9999"}).data
    going_on = {"Range": "bytes=10000-", "If-Range": f'"{film.digest}"'}

    assert head + client.get(address, headers=going_on).data == data


def test_what_a_reader_has_is_not_sent_again(
    client: FlaskClient, address: str, film: Asset, db: Db
) -> None:
    answer = client.get(address, headers={"If-None-Match": f'"{film.digest}"'} | BROWSER)

    assert (answer.status_code, answer.data) == (304, b"")
    assert views(db) == []


def test_another_files_tag_gets_the_whole(client: FlaskClient, address: str, data: bytes) -> None:
    answer = client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"other"'})

    assert (answer.status_code, len(answer.data)) == (200, len(data))


def test_head_says_how_large_it_is(client: FlaskClient, address: str, data: bytes) -> None:
    answer = client.head(address)

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(data))


def test_the_name_in_the_address_is_decoration(client: FlaskClient, film: Asset) -> None:
    answer = client.get(f"/media/{film.public_id}/whatever.html")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{film.name}"'


@pytest.mark.parametrize(
    "climbing",
    ["..%2f..%2fetc%2fpasswd", "../../etc/passwd", "..", "%2e%2e%2fx", "..%5c..%5cx", "a/b"],
)
def test_a_name_that_climbs_reaches_nothing_else(
    client: FlaskClient, film: Asset, data: bytes, climbing: str
) -> None:
    answer = client.get(f"/media/{film.public_id}/{climbing}")

    assert answer.status_code == 404 or answer.data == data


@pytest.mark.parametrize(
    ("name", "kept", "said"),
    [
        ("../../etc/passwd", "passwd.mp4", 'attachment; filename="passwd.mp4"'),
        ("C:\\films\\a.mp4", "a.mp4", 'attachment; filename="a.mp4"'),
        ('say "no".mp4', "say no.mp4", 'attachment; filename="say no.mp4"'),
        ("film\u202e4pm.exe", "film4pm.exe.mp4", 'attachment; filename="film4pm.exe.mp4"'),
        ("a\r\nX: y.mp4", "a X y.mp4", 'attachment; filename="a X y.mp4"'),
        (
            "ندوة.mp4",
            "ندوة.mp4",
            f"attachment; filename=\"file.mp4\"; filename*=UTF-8''{quote('ندوة.mp4')}",
        ),
    ],
)
def test_a_name_is_metadata_and_breaks_no_header(  # noqa: PLR0917  (fixtures and cases)
    db: Db, store: Store, officer: FlaskClient, name: str, kept: str, said: str
) -> None:
    asset = make_asset(db, store, sitting=make_held_sitting(db), data=bare_mp4(), name=name)

    answer = officer.get(f"/media/{asset.public_id}/x?download")

    assert asset.name == kept
    assert answer.headers["Content-Disposition"] == said


def test_the_secretariat_sees_what_is_not_public_and_nobody_keeps_it(
    db: Db, store: Store, client: FlaskClient, officer: FlaskClient
) -> None:
    asset = make_asset(db, store, sitting=make_held_sitting(db))
    address = f"/media/{asset.public_id}/x.mp4"

    seen = officer.get(address, headers=BROWSER)

    assert client.get(address).status_code == 404
    assert seen.status_code == 200
    assert seen.headers["Cache-Control"] == "private, no-store"
    assert views(db) == []


def test_a_replaced_file_is_gone_for_visitors(
    db: Db, client: FlaskClient, officer: FlaskClient, film: Asset, address: str
) -> None:
    remove_asset(db, asset=film, by="test", now=NOON)
    db.flush()

    answer = client.get(address)

    assert answer.status_code == 410
    assert "This file has been withdrawn" in answer.text
    assert officer.get(address).status_code == 200


@pytest.mark.parametrize("unknown", ["0" * 26, "x", "..", "%00"])
def test_an_unknown_file_is_404(client: FlaskClient, unknown: str) -> None:
    assert client.get(f"/media/{unknown}/a.mp4").status_code == 404
