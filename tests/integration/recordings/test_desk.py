"""The Secretariat's page: files in, what is refused, captions checked, published, taken back."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.programme import NOON, make_sitting
from tests.factories.recordings import (
    ENGLISH,
    SLIDES,
    bare_mp4,
    film,
    make_asset,
    make_captions,
    make_held_sitting,
    make_public,
)
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.programme.models import Appearance, Part, Sitting
from webinars.programme.queries import present_revision
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations import verify_captions
from webinars.recordings.queries import recording_of
from webinars.storage.models import StoredFile
from webinars.storage.store import Store

ZIP = b"PK\x05\x06" + bytes(4) + b"\1\0\1\0" + b"\x2e\0\0\0" + bytes(6)


def page_of(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/recording"


def send(
    officer: FlaskClient, sitting: Sitting, data: bytes, *, name: str = "sitting.mp4", **said: str
) -> Any:  # noqa: ANN401  (werkzeug's answer)
    fields: dict[str, object] = {"kind": "original", **said, "file": (io.BytesIO(data), name)}
    return officer.post(page_of(sitting), data=fields)


def test_a_film_that_is_sent_is_kept_with_its_length(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)

    answer = send(officer, sitting, film())

    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(sitting))
    [asset] = db.scalars(select(Asset)).all()
    assert (asset.kind, asset.seconds, asset.name) == (AssetKind.ORIGINAL, 3, "sitting.mp4")
    assert asset.file.media_type == "video/mp4"
    assert "Film</a><span>, MP4" in officer.get(page_of(sitting)).text


def test_what_was_done_stands_in_the_journal(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)

    send(officer, sitting, film())

    kinds = select(Entry.kind).where(Entry.kind.startswith("recordings")).order_by(Entry.id)
    assert list(db.scalars(kinds)) == ["recordings.open", "recordings.add"]


@pytest.mark.parametrize(
    ("data", "said", "sentence"),
    [
        (b"", {}, "The file is empty."),
        (SLIDES, {}, "of the kind application/pdf, which is not accepted here"),
        (film()[:-5000], {}, "its end is missing"),
        (bare_mp4(index_last=True)[:-200], {}, "its end is missing"),
        (film() + ZIP, {}, "A second file is hidden in this one"),
        (b"<html><script>alert(1)</script>", {}, "This file is a web page"),
        (b"\x7fELF" + bytes(99), {}, "This file is a program"),
        (bytes(2000), {}, "of no kind that is accepted here"),
        (film(), {"kind": "slides"}, "of the kind video/mp4"),
        (b"PK\x03\x04" + bytes(400), {"kind": "slides"}, "damaged or not complete"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n<img>\n", {"kind": "captions"}, "Line 3: “&lt;img”"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nHi\n", {"kind": "captions"}, "Line 3: the caption"),
        (
            b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xe9",
            {"kind": "captions"},
            "UTF-8",
        ),
        (ENGLISH.encode(), {"kind": "captions", "language": ""}, "in which language"),
        (ENGLISH.encode(), {"kind": "captions", "review": "verified"}, "name of the person"),
        (ENGLISH.encode(), {"kind": "transcript"}, "of the kind text/vtt"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept(
    db: Db, officer: FlaskClient, data: bytes, said: dict[str, str], sentence: str
) -> None:
    sitting = make_held_sitting(db)

    answer = send(officer, sitting, data, **({"language": "fr", "reviewer": ""} | said))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Nothing has been changed" in answer.text
    assert db.scalars(select(Asset)).all() == []
    assert db.scalars(select(Recording)).all() == []
    assert db.scalars(select(StoredFile)).all() == []


def test_what_was_written_stays_when_the_file_is_refused(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)

    page = send(
        officer,
        sitting,
        b"WEBVTT\n\n<b>\n",
        kind="captions",
        language="es",
        review="verified",
        reviewer="Ana Ejemplo",
    ).text

    assert '<option value="es" selected' in page
    assert 'value="Ana Ejemplo"' in page
    assert 'value="captions" checked' in page
    assert "<title>Error: " in page


def test_a_form_without_a_file_says_so(db: Db, officer: FlaskClient) -> None:
    answer = officer.post(page_of(make_held_sitting(db)), data={"kind": "original"})

    assert answer.status_code == 422
    assert "Choose the file again" in answer.text


def test_the_same_file_twice_is_refused_by_the_name_it_has(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    send(officer, sitting, film(), name="first.mp4")

    answer = send(officer, sitting, film(), name="second.mp4")

    assert answer.status_code == 409
    assert "This very file is here already, as “first.mp4”." in answer.text
    assert len(db.scalars(select(Asset)).all()) == 1


def test_the_same_file_in_two_sittings_is_stored_once(db: Db, store: Store) -> None:
    first = make_held_sitting(db)
    second = make_sitting(db, webinar=first.webinar, starts_at=first.ends_at)

    one = make_asset(db, store, sitting=first)
    other = make_asset(db, store, sitting=second)

    assert (one.digest, one.public_id) != (other.digest, other.public_id)
    assert one.digest == other.digest
    assert len(db.scalars(select(StoredFile)).all()) == 1
    assert [one.recording.slug, other.recording.slug] == [
        first.webinar.slug,
        f"{first.webinar.slug}-2",
    ]


def test_a_later_file_of_the_same_sort_takes_the_place_of_the_earlier(db: Db, store: Store) -> None:
    sitting = make_held_sitting(db)
    old = make_asset(db, store, sitting=sitting, data=bare_mp4(seconds=5))
    new = make_asset(db, store, sitting=sitting, data=bare_mp4(seconds=6))

    assert old.withdrawn_at is not None
    assert new.withdrawn_at is None


def test_a_machines_draft_never_replaces_checked_captions(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    captions = {"kind": "captions", "language": "en", "name": "en.vtt"}
    send(officer, sitting, ENGLISH.encode(), review="verified", reviewer="Ana", **captions)

    machine = send(officer, sitting, ENGLISH.encode() + b"\n", review="machine", **captions)
    human = send(officer, sitting, ENGLISH.encode() + b"\n\n", review="draft", **captions)

    assert (machine.status_code, human.status_code) == (409, 303)
    assert "A machine&#39;s draft does not replace them" in machine.text
    used = db.scalars(select(Asset.review).where(Asset.withdrawn_at.is_(None))).all()
    assert used == [Review.DRAFT]


def test_captions_that_overlap_are_kept_and_said(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    data = b"WEBVTT\n\n00:01.000 --> 00:04.000\nOne\n\n00:03.000 --> 00:05.000\nTwo\n"

    send(officer, sitting, data, kind="captions", language="en")

    page = officer.get(page_of(sitting)).text
    assert "One caption begins before the one above it ends, at 00:00:03" in page


def test_checking_captions_shows_who_did_it(db: Db, store: Store, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    captions = make_captions(db, store, sitting=sitting, review=Review.MACHINE)
    address = f"/secretariat/recordings/files/{captions.public_id}/check"

    refused = officer.post(address, data={"reviewer": " "})
    done = officer.post(address, data={"reviewer": "Salma Mithal"})

    assert (refused.status_code, done.status_code) == (422, 303)
    db.refresh(captions)
    assert (captions.review, captions.reviewed_by) == (Review.VERIFIED, "Salma Mithal")
    assert "Salma Mithal" in officer.get(page_of(sitting)).text


def test_without_checked_captions_it_is_public_only_with_a_reason_that_the_page_shows(
    db: Db, store: Store, officer: FlaskClient, client: FlaskClient
) -> None:
    sitting = make_held_sitting(db, floor=("en", "fr"))
    make_asset(db, store, sitting=sitting)
    make_captions(db, store, sitting=sitting)
    address = page_of(sitting) + "/publish"

    refused = officer.post(address, data={"reason": ""})
    done = officer.post(address, data={"reason": "The captioner is ill until May."})

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "No person has checked the captions in every language of the floor (fr)" in refused.text
    page = client.get(f"/recordings/{sitting.webinar.slug}").text
    assert "Published without checked captions in French: <bdi>The captioner is ill" in page


def test_the_reason_is_shown_only_as_long_as_captions_are_unchecked(
    db: Db, store: Store, officer: FlaskClient, client: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting)
    captions = make_captions(db, store, sitting=sitting, review=Review.DRAFT)
    officer.post(page_of(sitting) + "/publish", data={"reason": "The captioner is ill."})

    verify_captions(db, asset=captions, reviewer="Ana Ejemplo", by="test", now=NOON)

    page = client.get(f"/recordings/{sitting.webinar.slug}").text
    assert "The captioner is ill." not in page
    assert "Ana Ejemplo" in page


def test_whose_consent_is_not_noted_is_said_before_publication(
    db: Db, store: Store, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting)
    asked = Appearance(part=Part.SPEAKER, name="Amina Mfano")
    agreed = Appearance(part=Part.SPEAKER, name="Jean Exemple", consented_recording_at=NOON)
    sitting.webinar.appearances += [asked, agreed]
    db.flush()

    page = officer.get(page_of(sitting)).text

    assert "Consent to the recording is not noted of Amina Mfano." in page
    assert "Jean Exemple" not in page


def test_a_file_taken_out_of_use_is_listed_no_more(
    db: Db, store: Store, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    asset = make_asset(db, store, sitting=sitting)

    here = f"/secretariat/recordings/files/{asset.public_id}/remove"
    assert f'href="{here}"' in officer.get(page_of(sitting)).text
    asked = officer.get(here).text
    kept = officer.get(page_of(sitting)).text

    done = officer.post(here)

    assert "Take “sitting.mp4” out of use?" in asked
    assert "What there is" in kept
    assert done.status_code == 303
    assert officer.post(here).status_code == 404
    page = officer.get(page_of(sitting)).text
    assert "“sitting.mp4” is no longer in use." in page
    assert "What there is" not in page


def test_a_recording_with_nothing_to_play_is_not_published(
    db: Db, store: Store, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    make_captions(db, store, sitting=sitting)

    answer = officer.post(page_of(sitting) + "/publish", data={"reason": ""})

    assert answer.status_code == 422
    assert "There is nothing to watch or listen to yet" in answer.text


def test_a_withdrawn_recording_says_what_it_was_and_its_files_are_gone(
    db: Db, store: Store, officer: FlaskClient, client: FlaskClient
) -> None:
    recording = make_public(db, store)
    media = recording.assets[0]
    address = page_of(recording.sitting) + "/withdraw"

    silent = officer.post(address, data={"reason": ""})
    done = officer.post(address, data={"reason": "A speaker asked for it."})

    assert (silent.status_code, done.status_code) == (422, 303)
    page = client.get(f"/recordings/{recording.slug}")
    assert page.status_code == 200
    assert "This recording was withdrawn on 1 March 2027." in page.text
    assert "A speaker asked for it." in page.text
    assert media.digest in page.text
    assert client.get(f"/media/{media.public_id}/x.mp4").status_code == 410
    assert officer.get(f"/media/{media.public_id}/x.mp4").status_code == 200
    assert recording.slug not in client.get("/recordings").text


def test_each_change_that_pages_show_raises_the_revision(db: Db, store: Store) -> None:
    before = present_revision(db)

    make_public(db, store)

    assert present_revision(db) == before + 4


def test_nobody_else_may_see_or_send(db: Db, client: FlaskClient) -> None:
    sitting = make_held_sitting(db)

    assert client.get(page_of(sitting)).status_code == 303
    assert send(client, sitting, film()).status_code == 303
    assert db.scalars(select(Asset)).all() == []


def test_an_unknown_sitting_keeps_nothing(officer: FlaskClient, db: Db) -> None:
    answer = officer.post(
        "/secretariat/sittings/none/recording",
        data={"kind": "original", "file": (io.BytesIO(film()), "a.mp4")},
    )

    assert answer.status_code == 404
    assert db.scalars(select(StoredFile)).all() == []


def test_recording_of_knows_every_file_that_ever_came(db: Db, store: Store) -> None:
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting, data=bare_mp4(seconds=5))
    make_asset(db, store, sitting=sitting, data=bare_mp4(seconds=6))

    found = recording_of(db, sitting=sitting)

    assert found is not None
    assert [asset.seconds for asset in found.assets] == [5, 6]
