"""Links for a day: one file, before it is public, for whoever has the link."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.programme import NOON
from tests.factories.recordings import film, make_asset, make_captions, make_held_sitting
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.programme.models import Sitting
from webinars.recordings.operations import publish, remove_asset
from webinars.recordings.queries import recording_of
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp


@pytest.fixture
def sitting(db: Db, store: Store) -> Sitting:
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting)
    make_captions(db, store, sitting=sitting)
    return sitting


@pytest.fixture
def links(officer: FlaskClient, sitting: Sitting) -> list[str]:
    """Return the addresses that the page shows: of the film, and of its captions."""
    page = officer.post(f"/secretariat/sittings/{sitting.public_id}/recording/links")
    found = re.findall(r">http://[^/]+(/media/[^<]+)<", page.text)
    return [address.replace("&amp;", "&") for address in found]


def test_a_link_opens_its_file_and_no_other(db: Db, client: FlaskClient, links: list[str]) -> None:
    first, second = links
    whole = client.get(first)
    part = client.get(first, headers={"Range": "bytes=100-199"})

    assert (whole.status_code, whole.data) == (200, film())
    assert (part.status_code, part.data) == (206, film()[100:200])
    assert "private" in whole.headers["Cache-Control"]
    assert whole.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
    other = second.partition("?")[0] + "?" + first.partition("?")[2]
    assert client.get(other).status_code == 404
    assert client.get(first.partition("?")[0]).status_code == 404
    kinds = db.scalars(select(Entry.kind).where(Entry.kind == "recordings.share")).all()
    assert len(kinds) == 1


def test_a_link_that_was_changed_opens_nothing(client: FlaskClient, links: list[str]) -> None:
    link = links[0]
    until = re.findall(r"until=(\d+)", link)[0]

    longer = link.replace(until, str(int(until) + 1))
    wrong = [longer, link[:-1], link + "a", link.replace("seal=a", "seal=b"), link + "\u0661"]
    odd = [link.replace(until, bad) for bad in ("", "-1", "9" * 30, "\u0661\u0662", "x")]

    assert [client.get(one).status_code for one in [*wrong, *odd]] == [404] * 10


def test_a_link_is_over_after_a_day(
    app: WebinarsApp, client: FlaskClient, links: list[str]
) -> None:
    app.clock = lambda: NOON + timedelta(hours=23, minutes=59)
    assert client.get(links[0]).status_code == 200

    app.clock = lambda: NOON + timedelta(hours=24)
    answer = client.get(links[0])

    assert answer.status_code == 410
    assert "Ask the Secretariat for a new one" in answer.text


def test_a_link_opens_no_file_that_was_taken_out_of_use(
    db: Db, client: FlaskClient, sitting: Sitting, links: list[str]
) -> None:
    recording = recording_of(db, sitting=sitting)
    assert recording is not None
    remove_asset(db, asset=recording.assets[0], by="test", now=NOON)

    assert client.get(links[0]).status_code == 404


def test_no_links_are_made_of_what_is_public(
    db: Db, officer: FlaskClient, sitting: Sitting
) -> None:
    recording = recording_of(db, sitting=sitting)
    assert recording is not None
    publish(db, recording=recording, reason="", by="test", now=NOON)
    desk = f"/secretariat/sittings/{sitting.public_id}/recording"

    assert "Make links for a day" not in officer.get(desk).text
    assert officer.post(f"{desk}/links").status_code == 409
    empty = make_held_sitting(db)
    nothing = officer.post(f"/secretariat/sittings/{empty.public_id}/recording/links")
    assert nothing.status_code == 404
