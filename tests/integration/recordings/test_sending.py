"""The Secretariat's page and what is on its way: used, given up, or sent by a program."""

import hashlib
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.programme import make_sitting
from tests.factories.recordings import ENGLISH, SLIDES, film, make_held_sitting
from tests.integration.recordings.test_files import begin, send, told
from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.recordings.models import Asset
from webinars.storage.models import Upload
from webinars.web.requests import WebinarsApp


def page_of(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/recording"


def sent(officer: FlaskClient, sitting: Sitting, data: bytes, *, name: str = "film.mp4") -> str:
    """Send a whole file for `sitting`, and return the upload's id."""
    said = {"Upload-Metadata": told(filename=name, sitting=sitting.public_id)}
    where = begin(officer, len(data), said).headers["Location"]
    assert send(officer, where, 0, data).status_code == 204
    return str(where.rpartition("/")[2])


def test_what_has_arrived_is_used_without_being_sent_again(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    upload_id = sent(officer, sitting, film(), name="../../etc/film.mp4")
    assert "Has arrived" in officer.get(page_of(sitting)).text
    assert (
        f'name="upload" value="{upload_id}"'
        in officer.get(f"{page_of(sitting)}?upload={upload_id}").text
    )

    answer = officer.post(page_of(sitting), data={"kind": "original", "upload": upload_id})

    assert answer.status_code == 303
    [asset] = db.scalars(select(Asset)).all()
    assert (asset.name, asset.seconds, asset.file.media_type) == ("film.mp4", 3, "video/mp4")
    assert db.scalars(select(Upload.outcome)).all() == ["used"]
    assert "Has arrived" not in officer.get(page_of(sitting)).text


def test_a_refused_answer_keeps_what_has_arrived(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    upload_id = sent(officer, sitting, film())

    answer = officer.post(page_of(sitting), data={"kind": "slides", "upload": upload_id})

    assert answer.status_code == 422
    assert "of the kind video/mp4" in answer.text
    assert f'name="upload" value="{upload_id}"' in answer.text
    assert db.scalars(select(Upload.outcome)).all() == [None]


def test_captions_that_arrived_are_read_as_strictly(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    backwards = sent(officer, sitting, b"WEBVTT\n\n00:02.000 --> 00:01.000\nHi\n", name="en.vtt")
    good = sent(officer, sitting, ENGLISH.encode(), name="en.vtt")
    said = {"kind": "captions", "language": "en", "review": "draft"}

    refused = officer.post(page_of(sitting), data=said | {"upload": backwards})
    taken = officer.post(page_of(sitting), data=said | {"upload": good})

    assert "Line 3: the caption" in refused.text
    assert taken.status_code == 303


@pytest.mark.parametrize("which", ["another sitting's", "one that is not whole", "none"])
def test_other_uploads_are_not_taken(db: Db, officer: FlaskClient, which: str) -> None:
    sitting, other = make_held_sitting(db), make_sitting(db)
    if which == "another sitting's":
        upload_id = sent(officer, other, film())
    elif which == "one that is not whole":
        said = {"Upload-Metadata": told(sitting=sitting.public_id)}
        upload_id = begin(officer, 100, said).headers["Location"].rpartition("/")[2]
    else:
        upload_id = "a" * 26

    answer = officer.post(page_of(sitting), data={"kind": "original", "upload": upload_id})

    assert answer.status_code == 422
    assert db.scalars(select(Asset)).all() == []


def test_what_is_not_wanted_is_given_up(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    upload_id = sent(officer, sitting, film())

    answer = officer.post(f"/secretariat/recordings/uploads/{upload_id}/end")

    assert answer.headers["Location"] == page_of(sitting)
    assert "“film.mp4” is given up." in officer.get(page_of(sitting)).text
    again = officer.post(page_of(sitting), data={"kind": "original", "upload": upload_id})
    assert "This upload has ended" in again.text


def test_a_token_is_shown_once_and_works(
    app: WebinarsApp, db: Db, officer: FlaskClient, client: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    page = officer.post(f"{page_of(sitting)}/token")
    token = page.text.partition("Authorization: Bearer ")[2].partition("<")[0]

    made = begin(client, 100, {"Authorization": f"Bearer {token}", "Origin": ""})

    assert made.status_code == 201
    assert page.headers["Cache-Control"] == "no-store"
    assert token not in officer.get(page_of(sitting)).text
    assert app.settings.base_url in page.text


def test_without_a_script_the_form_sends_the_whole_file(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    fields = {"kind": "original", "upload": "", "file": (io.BytesIO(film()), "a.mp4")}

    assert officer.post(page_of(sitting), data=fields).status_code == 303


def test_two_files_of_one_name_are_two(db: Db, officer: FlaskClient) -> None:
    """Even where the name is the digest of the other: a name is never a path."""
    sitting = make_held_sitting(db)
    first, second = film(), SLIDES
    name = hashlib.sha256(first).hexdigest()
    for data, kind in ((first, "original"), (second, "slides")):
        upload_id = sent(officer, sitting, data, name=name)
        officer.post(page_of(sitting), data={"kind": kind, "upload": upload_id})

    digests = {hashlib.sha256(data).hexdigest() for data in (first, second)}
    assert set(db.scalars(select(Asset.digest))) == digests
