"""The library, one recording, its transcript and tombstone, as anyone sees them."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_text
from tests.factories.recordings import (
    ARABIC,
    film,
    make_asset,
    make_captions,
    make_held_sitting,
    make_public,
)
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.recordings.models import Review
from webinars.recordings.operations import publish
from webinars.recordings.queries import newest_recordings, published_for
from webinars.storage.store import Store
from webinars.web.assets import assets

ON_THE_WIRE = 14 * 1024
"""DESIGN, law 9: HTML and CSS of a first visit."""

LONG = "WEBVTT\n\n" + "\n\n".join(
    f"{minute // 60:02}:{minute % 60:02}:00.000 --> {minute // 60:02}:{minute % 60:02}:50.000\n"
    f"<v Speaker {minute % 7}>Sentence {minute * 7919 % 1000} tells of office {minute * 31 % 97},"
    f" register {minute * 17 % 89} and of what {minute * 13 % 83} people forgot to ask before."
    for minute in range(180)
)


def wire(client: FlaskClient, address: str) -> int:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    return len(answer.data) + len(assets()["site.css"].small)


def test_an_empty_library_says_what_will_come(client: FlaskClient) -> None:
    assert "No recording is public yet" in client.get("/recordings").text


def test_the_library_lists_the_latest_first_with_the_weight(
    db: Db, store: Store, client: FlaskClient
) -> None:
    first = make_public(db, store)
    later = make_public(db, store, sitting=make_sitting(db, starts_at=first.sitting.ends_at))

    page = client.get("/recordings").text

    assert page.index(later.slug) < page.index(first.slug)
    assert re.search(r"Film \d+\u202fKB \(\d+\u202fs at 256 kb/s\)\.", page)
    assert "Captions: English." in page


@pytest.mark.parametrize("recordings", [1, 3])
def test_the_library_takes_three_queries_however_long(
    db: Db, store: Store, client: FlaskClient, queries: list[str], recordings: int
) -> None:
    for place in range(recordings):
        make_public(
            db, store, sitting=make_sitting(db, starts_at=TENTH_OF_MARCH, minutes=60 + place)
        )
    db.expire_all()
    queries.clear()

    client.get("/recordings")

    assert len(queries) == 3


def test_a_recording_takes_four_queries_at_most(
    db: Db, store: Store, client: FlaskClient, queries: list[str]
) -> None:
    address = f"/recordings/{make_public(db, store).slug}"
    db.expire_all()
    queries.clear()

    client.get(address)

    assert len(queries) <= 4


def test_a_kept_page_ends_when_a_file_is_added(db: Db, store: Store, client: FlaskClient) -> None:
    recording = make_public(db, store)
    address = f"/recordings/{recording.slug}"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    make_captions(db, store, sitting=recording.sitting, language="ar", data=ARABIC)

    client.application.extensions["kept"].seen = None  # a second has passed
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_what_is_not_published_is_not_there(db: Db, store: Store, client: FlaskClient) -> None:
    asset = make_asset(db, store, sitting=make_held_sitting(db))
    slug = asset.recording.slug

    found = [
        client.get(address).status_code
        for address in (
            f"/recordings/{slug}",
            f"/recordings/{slug}/transcript/en",
            f"/recordings/{slug}/SHA256SUMS",
            f"/media/{asset.public_id}/{asset.name}",
            "/recordings/never",
            "/recordings/%00",
        )
    ]

    assert found == [404] * 6
    assert slug not in client.get("/recordings").text


def test_the_player_loads_nothing_before_play_and_has_a_track_a_language(
    db: Db, store: Store, client: FlaskClient
) -> None:
    recording = make_public(db, store)
    make_captions(
        db, store, sitting=recording.sitting, language="ar", review=Review.MACHINE, data=ARABIC
    )

    page = client.get(f"/recordings/{recording.slug}").text

    assert '<video controls preload="none"' in page
    assert re.findall(r'<track kind="captions"[^>]* srclang="(\w+)" label="([^"]+)"', page) == [
        ("ar", "العربية (Machine draft)"),
        ("en", "English"),
    ]
    assert "Nobody has checked it: read with care" in page
    assert "<bdi>Salma Mithal</bdi>, 1 March 2027" in page


def test_sound_alone_gets_a_player_of_its_own(db: Db, store: Store, client: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    mp3 = b"ID3\4\0\0\0\0\0\0" + bytes(500)
    sound = make_asset(db, store, sitting=sitting, data=mp3, name="sitting.mp3")
    make_asset(db, store, sitting=sitting)
    make_captions(db, store, sitting=sitting)
    publish(db, recording=sound.recording, reason="", by="test", now=TENTH_OF_MARCH)

    chosen = client.get(f"/recordings/{sound.recording.slug}?file={sound.public_id}").text
    other = client.get(f"/recordings/{sound.recording.slug}").text

    assert "<audio controls" in chosen
    assert "<video" not in chosen
    assert "<video controls" in other
    assert f'href="?file={sound.public_id}#play"' in other


@pytest.mark.parametrize(
    ("asked", "fragment"),
    [("00:00:02", "#t=2"), ("1:02", "#t=62"), ("<script>", ""), ("-1", ""), ("99:99:99", "")],
)
def test_a_time_in_the_address_is_where_the_player_begins(
    db: Db, store: Store, client: FlaskClient, asked: str, fragment: str
) -> None:
    recording = make_public(db, store)

    page = client.get(f"/recordings/{recording.slug}", query_string={"t": asked}).text

    assert re.search(r'<source src="/media/[^"#]+([^"]*)"', page)[1] == fragment  # type: ignore[index]


def test_the_transcript_is_the_captions_with_links_to_each_moment(
    db: Db, store: Store, client: FlaskClient
) -> None:
    recording = make_public(db, store)

    page = client.get(f"/recordings/{recording.slug}").text

    assert "Amina Mfano</b><br>We asked for a database. What we needed was for two" in page
    assert f'href="/recordings/{recording.slug}?t=00:00:01#play"' in page


def test_a_reader_gets_the_transcript_in_her_language_or_another_that_is_marked(
    db: Db, store: Store, client: FlaskClient
) -> None:
    recording = make_public(db, store)
    make_captions(db, store, sitting=recording.sitting, language="ar", data=ARABIC)

    arabic = client.get(f"/recordings/{recording.slug}?lang=ar").text
    russian = client.get(f"/recordings/{recording.slug}?lang=ru").text

    assert "طلبنا قاعدة بيانات" in arabic
    assert '<div lang="en" dir="ltr"><p><b class="soft small">Amina Mfano' in russian


def test_the_title_is_marked_where_it_is_not_in_the_readers_language(
    db: Db, store: Store, client: FlaskClient
) -> None:
    recording = make_public(db, store)
    text = make_text(title="Demander d'abord", language=Language.FRENCH)
    recording.sitting.webinar.texts.append(text)
    db.flush()

    assert (
        "<h1>Demander d&#39;abord</h1>" in client.get(f"/recordings/{recording.slug}?lang=fr").text
    )
    assert (
        '<h1><span lang="en" dir="ltr">' in client.get(f"/recordings/{recording.slug}?lang=ar").text
    )


def test_what_is_missing_is_said_by_language(db: Db, store: Store, client: FlaskClient) -> None:
    recording = make_public(db, store)

    page = client.get(f"/recordings/{recording.slug}").text

    assert "<dt>Slides</dt><dd>Arabic, Chinese, French, Russian and Spanish</dd>" in page


def test_the_page_is_cited_with_its_address_and_a_moment_with_its_time(
    db: Db, store: Store, client: FlaskClient
) -> None:
    recording = make_public(db, store)
    address = f"/recordings/{recording.slug}"

    whole = re.search('<textarea id="cite"[^>]*>([^<]*)', client.get(address).text)
    moment = re.search('<textarea id="cite"[^>]*>([^<]*)', client.get(f"{address}?t=0:02").text)

    assert whole
    assert moment
    assert whole[1].endswith(f"published on 1 March 2027. http://127.0.0.1:8000{address}")
    assert moment[1].endswith(f", from 00:00:02 on. http://127.0.0.1:8000{address}?t=00:00:02")


def test_checksums_are_there_to_check(db: Db, store: Store, client: FlaskClient) -> None:
    recording = make_public(db, store)

    lines = client.get(f"/recordings/{recording.slug}/SHA256SUMS").text.splitlines()

    assert lines == [f"{asset.digest}  {asset.name}" for asset in recording.assets]
    assert recording.assets[0].digest in client.get(f"/recordings/{recording.slug}").text


def test_a_recording_without_its_captions_file_still_plays(
    db: Db, store: Store, client: FlaskClient
) -> None:
    recording = make_public(db, store)
    path = store.local_path(recording.assets[1].digest)
    assert path is not None
    path.unlink()

    assert client.get(f"/recordings/{recording.slug}").status_code == 200
    whole = client.get(f"/recordings/{recording.slug}/transcript/en")
    assert "The transcript cannot be read at present." in whole.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_transcript_stays_within_the_weight_of_a_page(
    db: Db, store: Store, client: FlaskClient, language: str
) -> None:
    sitting = make_held_sitting(db)
    asset = make_asset(db, store, sitting=sitting)
    for code in Language:
        make_captions(db, store, sitting=sitting, language=code, data=LONG + f"\n\nNOTE {code}")
    publish(db, recording=asset.recording, reason="", by="test", now=TENTH_OF_MARCH)
    address = f"/recordings/{asset.recording.slug}?lang={language}"

    assert wire(client, address) <= ON_THE_WIRE
    assert wire(client, "/recordings") <= ON_THE_WIRE
    assert f"/recordings/{asset.recording.slug}/transcript/{language}" in client.get(address).text
    whole = client.get(f"/recordings/{asset.recording.slug}/transcript/{language}").text
    assert whole.count("Sentence ") == 180


def test_other_rooms_ask_for_the_newest_and_for_those_of_one_webinar(db: Db, store: Store) -> None:
    first = make_public(db, store)
    webinar = first.sitting.webinar
    twin = make_public(
        db, store, sitting=make_sitting(db, webinar=webinar, starts_at=first.sitting.ends_at)
    )
    make_asset(db, store, sitting=make_held_sitting(db))

    assert newest_recordings(db, limit=1) == [twin]
    assert published_for(db, webinar=webinar) == [first, twin]


def test_the_film_of_tests_is_a_film() -> None:
    assert film()[4:8] == b"ftyp"


def test_gzip_is_what_the_page_is_measured_in() -> None:
    assert gzip.decompress(assets()["site.css"].small) == assets()["site.css"].plain


MODERATOR = "Good morning, good afternoon, good evening."
AMINA = "We asked for a database. What we needed was for two registers to agree."


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("database", [AMINA]),
        ("DÁTABÀSE regis", [AMINA]),
        ("moderator", [MODERATOR]),
        ("good database", []),
        ("the", [MODERATOR, AMINA]),
        ("<script>", []),
    ],
)
def test_a_transcript_shows_where_words_are(
    db: Db, store: Store, client: FlaskClient, asked: str, found: list[str]
) -> None:
    recording = make_public(db, store)

    address = f"/recordings/{recording.slug}/transcript/en"
    page = client.get(address, query_string={"q": asked}).text

    assert [one for one in (MODERATOR, AMINA) if one in page] == found
    assert "Not there yet: Arabic, Chinese, French, Russian and Spanish." in page
    assert "<script>" not in page
