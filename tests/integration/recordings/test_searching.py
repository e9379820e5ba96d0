"""Finding what was said: the same on both databases, in six languages."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.recordings import make_captions, make_held_sitting, make_public
from tests.integration.recordings.searching import captions, followed, found, spoken
from webinars.app.demonstration.recording import captions as demonstrated
from webinars.app.demonstration.recording import what_was_said
from webinars.database import Db
from webinars.programme.models import Appearance, Part
from webinars.recordings.models import Recording
from webinars.storage.store import Store

__all__ = ["followed", "spoken"]

ASKED = {
    "DATABASES": "en",
    '"two registers"': "en",
    "ｒｅｇｉｓｔｅｒ": "en",
    "donnees": "fr",
    "évaluations": "fr",
    "necesidad": "es",
    "отчет": "ru",
    "реестры": "ru",
    "قاعدة": "ar",
    "اسئلة 2026": "ar",
    "数据库": "zh",
    "库": "zh",
}


def test_words_are_found_in_six_languages_and_lead_to_their_second(
    client: FlaskClient, spoken: Recording
) -> None:
    for question, language in ASKED.items():
        page = client.get("/recordings", query_string={"q": question}).text

        assert f'href="/recordings/{spoken.slug}?t=00:01:05#play"' in page, question
        assert "1 recording found" in page
        assert "<mark>" in page
        if language != "en":
            assert re.search(f'<bdi lang="{language}" dir="(rtl|ltr)">', page), question


def test_what_is_found_runs_as_its_page_does_though_it_begins_with_a_foreign_name(
    client: FlaskClient, spoken: Recording
) -> None:
    question = next(words for words, language in ASKED.items() if language == "ar")

    page = client.get("/recordings", query_string={"q": question, "lang": "ar"}).text

    assert spoken.slug in page
    assert '<bdi dir="rtl">' in page


def test_what_does_not_stand_there_is_not_found(
    db: Db, client: FlaskClient, spoken: Recording
) -> None:
    for question in ("registers demandions", "数库", '"registers two"', "database -registers"):
        assert found(db, question) == [], question
    page = client.get("/recordings?q=nowhere").text
    assert "No recording has all of this." in page
    assert spoken.slug not in page


def test_titles_come_before_speakers_before_summaries_before_what_was_said(
    db: Db, store: Store, followed: Callable[[], str]
) -> None:
    places = ("said", "summary", "speaker", "title")
    slugs = []
    for place in places:
        sitting = make_held_sitting(db)
        text = sitting.webinar.texts[0]
        text.title = "About patents" if place == "title" else "About nothing"
        text.abstract = "Of patents" if place == "summary" else ""
        if place == "speaker":
            one = Appearance(part=Part.SPEAKER, name="Ana Patent", consented_recording_at=NOON)
            sitting.webinar.appearances.append(one)
        recording = make_public(db, store, sitting=sitting)
        said = "Patents and patents" if place == "said" else f"Words of {place}"
        make_captions(db, store, sitting=sitting, data=captions(*[said] * 9))
        slugs.append(recording.slug)
    followed()

    assert found(db, "patent") == slugs[::-1]
    assert found(db, "patent about") == [slugs[3], slugs[2], slugs[1], slugs[0]]


def test_the_demonstration_is_found_by_what_is_said_in_each_of_its_languages(
    db: Db, store: Store, followed: Callable[[], str]
) -> None:
    recording, told = make_public(db, store), what_was_said()
    for language, lines in told["captions"].items():
        said = demonstrated(told["times"], lines).decode()
        make_captions(db, store, sitting=recording.sitting, language=language, data=said)
    followed()

    for word in ("software", "logiciels", "programas", "программы", "البرمجيات", "软件"):
        assert len(found(db, word)) == 1, word
