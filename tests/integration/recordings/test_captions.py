"""Captions are worked on beside the player: each time they are kept they are another version."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.recordings import ENGLISH, make_captions
from tests.integration.recordings.captioning import THREE, at, in_use, long_captions, page_of, words
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.programme.models import Sitting
from webinars.recordings.models import Asset, AssetKind, Review
from webinars.storage.store import Store


def test_the_rows_stand_beside_the_player(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)

    page = officer.get(at(asset)).text

    assert page.count("<li id=") == 3
    assert 'value="Amina Mfano"' in page
    assert ">We asked for a database.</textarea>" in page
    assert "<video controls" in page
    assert f"/media/{asset.public_id}/en.vtt" in page


def test_what_is_kept_is_another_version_and_the_older_stays(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)
    rows = [*THREE[:2], ("2", "0:03", "", ""), ("0:02.5", "0:04", "Amina", "A & B < C")]

    answer = officer.post(at(asset), data=page_of(rows))

    newer = in_use(db, sitting)
    assert answer.headers["Location"] == f"{at(newer)}?from=0"
    assert words(store, newer).endswith(
        "We asked for a database.\n\n00:00:02.500 --> 00:00:04.000\n<v Amina>A &amp; B &lt; C\n"
    )
    assert (newer.review, newer.derived_from, newer.made_with) == (
        Review.DRAFT,
        asset.digest,
        "editor",
    )
    assert asset.withdrawn_at is not None
    assert words(store, asset) == ENGLISH
    kinds = db.scalars(select(Entry.kind).where(Entry.kind == "recordings.add")).all()
    assert len(kinds) == 3


def test_checked_captions_name_who_checked_them(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)
    nobody = officer.post(at(asset), data=page_of(THREE, review="verified", reviewer=" "))
    assert nobody.status_code == 422
    assert "Write the name of the person who checked the captions" in nobody.text
    assert in_use(db, sitting).review is Review.MACHINE

    officer.post(at(asset), data=page_of(THREE, review="verified", reviewer="Ana Prueba"))

    same = in_use(db, sitting)
    assert same.public_id == asset.public_id  # not a word was changed, so the file is the same
    assert (same.review, same.reviewed_by) == (Review.VERIFIED, "Ana Prueba")


def test_a_page_that_changes_nothing_makes_no_version(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.VERIFIED)

    answer = officer.post(at(asset), data=page_of(THREE), follow_redirects=True)

    assert "Nothing was changed." in answer.text
    assert in_use(db, sitting).review is Review.VERIFIED


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("soon", "0:02", "", "x"), "Row 2: “soon” is no time"),
        (("0:02", "0:01", "", "x"), "Row 2: the caption ends before it begins"),
        (("0:02.5", "0:09", "", "kept words"), "Row 3 begins before the one above it"),
        (("0:01", "0:02", "", "<script>kept</script>"), "Row 2: “&lt;script” is no tag"),
    ],
)
def test_a_refusal_keeps_nothing_and_loses_nothing(  # noqa: PLR0917
    db: Db,
    store: Store,
    officer: FlaskClient,
    sitting: Sitting,
    row: tuple[str, str, str, str],
    sentence: str,
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    answer = officer.post(
        at(asset), data=page_of([THREE[0], row, ("0:02", "0:03", "", "my third")])
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert ">my third</textarea>" in answer.text
    assert f'value="{row[0]}"' in answer.text
    assert in_use(db, sitting).public_id == asset.public_id
    assert words(store, asset) == ENGLISH


def test_buttons_change_the_page_and_keep_nothing(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)

    answers = {
        do: officer.post(at(asset), data=page_of(THREE, do=do))
        for do in (
            "split-2",
            "join-0",
            "new-1",
            "new-top",
            "drop-0",
            "join-2",
            "what-0",
            "split-99",
        )
    }

    counts = {
        do: answer.text.count("<li id=")
        for do, answer in answers.items()
        if answer.status_code == 200
    }
    assert counts == {
        "split-2": 4,
        "join-0": 2,
        "new-1": 4,
        "new-top": 4,
        "drop-0": 2,
        "what-0": 3,
        "split-99": 3,
    }
    assert "there is none to join it with" in answers["join-2"].text
    assert ">What we needed was for</textarea>" in answers["split-2"].text
    assert "on this page only" in answers["drop-0"].text
    assert in_use(db, sitting).public_id == asset.public_id


def test_an_hour_is_worked_on_a_page_at_a_time(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting, queries: list[str]
) -> None:
    asset = make_captions(db, store, sitting=sitting, data=long_captions(900), review=Review.DRAFT)
    queries.clear()

    page = officer.get(f"{at(asset)}?t=0:10:20")

    assert len(queries) <= 10
    assert page.text.count("<li id=") == 50
    assert 'id="row-621"' in page.text
    assert len(page.data) < 150_000
    rows = [("0:10:20.000", "0:10:20.900", "", "changed")]
    answer = officer.post(at(asset), data=page_of(rows, first=620, last=621, do="keep-next"))

    newer = in_use(db, sitting)
    assert answer.headers["Location"] == f"{at(newer)}?from=621"
    before, after = long_captions(900), words(store, newer)
    assert after == before.replace("word 620\n", "changed\n")


def test_hostile_numbers_open_nothing_else(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    sent = page_of(THREE, first=0, last=3) | {"was-0": "-1", "was-1": "999", "was-2": "²"}
    far = page_of(THREE) | {"first": "99999999", "last": "1", "rows": "99999999"}

    assert officer.get(f"{at(asset)}?from=99999999999999&t=x").status_code == 200
    assert officer.post(at(asset), data=sent).status_code == 303
    assert officer.post(at(asset), data=far).status_code in {303, 422}
    assert len(words(store, in_use(db, sitting)).split("-->")) >= 4


@pytest.mark.usefixtures("sitting")
def test_other_files_have_no_rows(db: Db, officer: FlaskClient) -> None:
    film = db.scalars(select(Asset).where(Asset.kind == AssetKind.ORIGINAL)).one()

    assert officer.get(at(film)).status_code == 404
    assert officer.post(at(film), data=page_of(THREE)).status_code == 404
    assert officer.get(at(film).replace("/captions", "/versions")).status_code == 404
