"""Versions of captions: two who work at once, an older one taken back, another format."""

import io

from flask.testing import FlaskClient

from tests.factories.recordings import make_captions
from tests.integration.recordings.captioning import THREE, at, in_use, long_captions, page_of, words
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.recordings.models import Review
from webinars.storage.store import Store


def test_two_who_change_different_rows_both_find_theirs(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, data=long_captions(100), review=Review.DRAFT)
    hers = [("0:00.000", "0:00.500", "", "hers"), ("0:00.500", "0:00.900", "", "also hers")]
    officer.post(at(asset), data=page_of(hers, first=0, last=1))
    his = [("1:30.000", "1:30.900", "", "his")]

    answer = officer.post(at(asset), data=page_of(his, first=90, last=91))

    assert answer.status_code == 303
    kept = words(store, in_use(db, sitting))
    assert all(word in kept for word in ("\nhers\n", "\nalso hers\n", "\nhis\n", "word 89"))
    assert "word 90\n" not in kept
    assert kept.count("-->") == 101


def test_the_second_of_two_at_the_same_rows_is_told_and_loses_nothing(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    hers = [THREE[0], (*THREE[1][:3], "Her words."), THREE[2]]
    mine = [THREE[0], (*THREE[1][:3], "My words."), THREE[2]]
    officer.post(at(asset), data=page_of(hers))
    newer = in_use(db, sitting)

    told = officer.post(at(asset), data=page_of(mine))

    assert told.status_code == 409
    assert "Somebody has kept a newer version of these captions meanwhile." in told.text
    assert ">My words.</textarea>" in told.text
    assert "Her words." in told.text
    assert in_use(db, sitting).public_id == newer.public_id
    wrong = officer.post(at(asset), data=page_of(mine, do="over", newest=asset.public_id))
    assert wrong.status_code == 409
    officer.post(at(asset), data=page_of(mine, do="over", newest=newer.public_id))
    assert "My words." in words(store, in_use(db, sitting))
    assert "Her words." not in words(store, in_use(db, sitting))
    versions = officer.get(at(asset).replace("/captions", "/versions")).text
    assert versions.count("<tr>") == 4


def test_captions_that_were_taken_out_of_use_are_not_lost_on_the_page(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    officer.post(f"/secretariat/recordings/files/{asset.public_id}/remove")

    answer = officer.post(at(asset), data=page_of([(*THREE[0][:3], "My words.")]))

    assert answer.status_code == 409
    assert ">My words.</textarea>" in answer.text


def test_an_older_version_is_read_and_taken_back(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.VERIFIED)
    officer.post(at(asset), data=page_of([THREE[0]]))
    newer = in_use(db, sitting)

    older = officer.get(at(asset)).text
    back = officer.post(f"/secretariat/recordings/files/{asset.public_id}/take-back")

    assert "We asked for a database." in older
    again = in_use(db, sitting)
    assert back.status_code == 303
    assert again.public_id not in {asset.public_id, newer.public_id}
    assert (again.digest, again.review, again.reviewed_by) == (
        asset.digest,
        Review.VERIFIED,
        "Salma Mithal",
    )
    twice = officer.post(f"/secretariat/recordings/files/{asset.public_id}/take-back")
    assert twice.status_code == 409
    page = officer.get(at(again).replace("/captions", "/versions")).text
    assert page.count("<tr>") == 4
    assert "In use" in page


def test_a_machines_draft_is_not_taken_back_over_checked_captions(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)
    officer.post(at(asset), data=page_of([THREE[0]], review="verified", reviewer="Ana Prueba"))

    answer = officer.post(f"/secretariat/recordings/files/{asset.public_id}/take-back")

    assert answer.status_code == 409
    assert in_use(db, sitting).reviewed_by == "Ana Prueba"


def test_srt_is_sent_and_becomes_webvtt(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    data = "1\r\n00:00:01,000 --> 00:00:02,000\r\nЯ <i>здесь</i> & сейчас\r\n".encode("cp1251")
    sent = {"kind": "captions", "language": "ru", "review": "draft", "reviewer": ""}

    answer = officer.post(
        f"/secretariat/sittings/{sitting.public_id}/recording",
        data=sent | {"file": (io.BytesIO(data), "sitting.srt")},
    )

    asset = in_use(db, sitting)
    assert answer.status_code == 303
    assert (asset.name, asset.file.media_type, asset.made_with) == (
        "sitting.vtt",
        "text/vtt",
        "SubRip",
    )
    assert words(store, asset).endswith("Я <i>здесь</i> &amp; сейчас\n")
