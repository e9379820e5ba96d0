"""Lighter copies: a real film becomes each of them, whatever ends the worker in between."""

import io
from itertools import pairwise

import av
import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.recordings import bare_mp4, filmed, make_asset, make_held_sitting, make_public
from tests.integration.recordings.working import work
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.recordings.models import Asset
from webinars.recordings.operations import remove_asset
from webinars.recordings.queries import recording_of
from webinars.recordings.rules import in_use, media_of
from webinars.storage.store import Store, pieces
from webinars.web.requests import WebinarsApp


@pytest.fixture(scope="module")
def card() -> bytes:
    """A minute and a few seconds, small and slow so that it is soon made."""
    return filmed(seconds=65, size=(426, 240), rate=6)


def kept(db: Db, sitting: Sitting) -> dict[str, Asset]:
    """Return the copies in use by their recipe."""
    db.expire_all()
    recording = recording_of(db, sitting=sitting)
    assert recording is not None
    return {one.recipe: one for one in in_use(recording.assets) if one.recipe}


def streams(store: Store, asset: Asset) -> dict[str, tuple[str, int]]:
    """Return codec and, of film, the lines of each stream, by its sort."""
    with av.open(io.BytesIO(b"".join(pieces(store.open_range(asset.digest))))) as file:
        return {
            one.type: (one.codec_context.name, getattr(one, "height", 0)) for one in file.streams
        }


def test_a_film_becomes_each_copy(app: WebinarsApp, db: Db, store: Store, card: bytes) -> None:
    sitting = make_held_sitting(db)
    original = make_asset(db, store, sitting=sitting, data=card)

    work(app)

    copies = kept(db, sitting)
    assert sorted(copies) == ["240p", "mp3", "opus", "poster"]
    assert streams(store, copies["240p"]) == {"video": ("h264", 240), "audio": ("aac", 0)}
    assert streams(store, copies["opus"]) == {"audio": ("opus", 0)}
    assert {copies[one].seconds for one in ("240p", "mp3", "opus")} <= {65, 66}
    assert {one.derived_from for one in copies.values()} == {original.digest}
    assert all(one.made_with.startswith("recipe 1, PyAV") for one in copies.values())
    assert not list((app.settings.data / "working").iterdir())


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_one_can_jump_every_four_seconds_and_the_index_comes_first(
    app: WebinarsApp, db: Db, store: Store, card: bytes
) -> None:
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting, data=card)
    work(app)

    film = b"".join(pieces(store.open_range(kept(db, sitting)["240p"].digest)))
    assert film.index(b"moov") < film.index(b"mdat")
    with av.open(io.BytesIO(film), "r") as file:
        packets = [(one.pts, one) for one in file.demux(video=0)]
    moments = [float(at * one.time_base) for at, one in packets if at is not None]
    alone = [float(at * one.time_base) for at, one in packets if at is not None and one.is_keyframe]
    assert moments == sorted(set(moments))
    assert moments[-1] > 64
    assert max(after - before for before, after in pairwise(alone)) < 4.2


def test_a_worker_that_is_killed_loses_one_step(
    app: WebinarsApp, db: Db, store: Store, card: bytes
) -> None:
    """Whatever a step left unfinished is made anew; what was whole stays."""
    sitting = make_held_sitting(db)
    original = make_asset(db, store, sitting=sitting, data=card)
    work(app, most=5)  # look, poster, both sounds, the first piece
    desk = app.settings.data / "working" / f"{original.digest}-240p-1"
    first = (desk / "00000.mkv").stat().st_mtime_ns
    (desk / "00001.mkv.part").write_bytes(b"half of a piece")

    work(app, most=1)

    assert (desk / "00000.mkv").stat().st_mtime_ns == first
    assert (desk / "00001.mkv").stat().st_size > 1000
    work(app)
    assert streams(store, kept(db, sitting)["240p"])["video"] == ("h264", 240)
    assert not desk.exists()


def test_what_is_played_are_the_copies_and_the_original_can_be_had(
    app: WebinarsApp, db: Db, store: Store, card: bytes
) -> None:
    sitting = make_held_sitting(db)
    original = make_asset(db, store, sitting=sitting, data=card)
    make_public(db, store, sitting=sitting, film=original)
    before = media_of(original.recording.assets)

    work(app)
    db.expire_all()

    page = app.test_client().get(f"/recordings/{original.recording.slug}").text
    assert before == [original]
    assert original not in media_of(original.recording.assets)
    assert 'poster="/media/' in page
    assert "Film, small" in page
    assert "Original, as it was recorded" in page
    assert f"/media/{original.public_id}/" in page


def test_a_file_that_cannot_be_read_says_why_and_plays_as_it_is(
    app: WebinarsApp, db: Db, store: Store, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    original = make_asset(db, store, sitting=sitting, data=bare_mp4())

    work(app)

    page = officer.get(f"/secretariat/sittings/{sitting.public_id}/recording").text
    assert media_of(original.recording.assets) == [original]
    assert "The original is kept and plays as it is." in page
    assert "Make those that are missing" in page


def test_copies_of_a_replaced_original_leave_with_it(
    app: WebinarsApp, db: Db, store: Store
) -> None:
    sitting = make_held_sitting(db)
    first = make_asset(db, store, sitting=sitting, data=filmed(seconds=2))
    work(app)
    assert kept(db, sitting)

    second = make_asset(db, store, sitting=sitting, data=filmed(seconds=4))
    assert not kept(db, sitting)
    work(app)

    assert {one.derived_from for one in kept(db, sitting).values()} == {second.digest}
    assert first.withdrawn_at == NOON


def test_the_officer_sees_how_far_they_are_and_asks_again(
    app: WebinarsApp, db: Db, store: Store, officer: FlaskClient, card: bytes
) -> None:
    sitting = make_held_sitting(db)
    original = make_asset(db, store, sitting=sitting, data=card)
    desk = f"/secretariat/sittings/{sitting.public_id}/recording"
    assert "The worker looks what the file holds" in officer.get(desk).text
    work(app, most=5)
    page = officer.get(desk).text
    assert '<progress value="25" max="100"' in page
    work(app)
    remove_asset(db, asset=kept(db, sitting)["opus"], by="test", now=NOON)

    posted = officer.post(f"/secretariat/recordings/files/{original.public_id}/copies")
    work(app)

    assert posted.status_code == 303
    assert "opus" in kept(db, sitting)
    of_a_copy = f"/secretariat/recordings/files/{kept(db, sitting)['opus'].public_id}/copies"
    assert officer.post(of_a_copy).status_code == 404  # only an original has copies
