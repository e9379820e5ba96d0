"""Finding what was said: the same on both databases, in step with the archive, and safe."""

import gzip
import random
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select, update

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_text
from tests.factories.recordings import make_captions, make_held_sitting, make_public
from webinars.app.demonstration.recording import captions as demonstrated
from webinars.app.demonstration.recording import what_was_said
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.languages import Language
from webinars.programme.models import Appearance, Part, TextState
from webinars.programme.operations import raise_revision
from webinars.recordings.models import Recording, SearchPiece, SearchText
from webinars.recordings.operations import publish, remove_asset, withdraw
from webinars.recordings.operations.indexing import INDEX
from webinars.recordings.operations.lessons import set_lessons
from webinars.recordings.queries.searching import Wish, search
from webinars.recordings.rules.filtering import Filter
from webinars.recordings.rules.seeking import read_question
from webinars.recordings.rules.written import print_of
from webinars.recordings.tending import Index, follow, pack
from webinars.storage.store import Store
from webinars.web.assets import assets

ON_THE_WIRE = 14 * 1024

SAID = {
    "en": "We asked for a database. Two registers should agree.",
    "fr": "Nous demandions une base de données. L’évaluation dure trois jours.",
    "es": "Pedimos una base de datos. Las necesidades de la oficina.",
    "ru": "Мы просили базу данных. Отчёт двух реестров.",
    "ar": "طلبنا القاعدة وأسئلة كثيرة في سنة ٢٠٢٦.",
    "zh": "我们要的是数据库，真正需要的是登记簿。",
}

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

HOSTILE = (
    '"open',
    "*",
    "NEAR(a b)",
    "a" * 10_000,
    " ".join(f"word{n}" for n in range(5000)),
    "the of and",
    "-",
    "-database",
    '") OR 1=1 --',
    "{words}: ^database",
    "database AND OR NOT",
    "'; DROP TABLE search_piece; --",
    "\uffff\ufffe",
    "قاعدة\u202e<script>",
    "<mark>database</mark>",
    "%s %(x)s \\",
)


def captions(*paragraphs: str) -> str:
    """Return captions with a paragraph every minute."""
    cues = (
        f"00:{place:02}:05.000 --> 00:{place:02}:09.000\n{words}"
        for place, words in enumerate(paragraphs)
    )
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


@pytest.fixture
def spoken(db: Db, store: Store, connection: Connection) -> Recording:
    """A public recording whose captions say something in each of the six languages."""
    recording = make_public(db, store)
    for language, words in SAID.items():
        make_captions(
            db, store, sitting=recording.sitting, language=language, data=captions("…", words)
        )
    db.flush()
    follow(store, connection)
    return recording


@pytest.fixture
def followed(db: Db, store: Store, connection: Connection) -> Callable[[], str]:
    """Let the worker bring the search in step."""

    def follow_now() -> str:
        db.flush()
        return follow(store, connection)

    return follow_now


def found(db: Db, question: str, language: Language = Language.ENGLISH, **chosen: str) -> list[str]:
    """Return the slugs that are found."""
    by = {Filter(name): value for name, value in chosen.items()}
    wish = Wish(read_question(question), by)
    return [one.slug for one in search(db, wish=wish, language=language, now=NOON).recordings]


def content(db: Db) -> list[tuple[object, ...]]:
    """Return all that the index holds, by recording and language."""
    rows = db.execute(
        select(SearchText.recording_id, SearchText.language, SearchText.fingerprint, SearchPiece)
        .join(
            SearchPiece,
            (SearchPiece.id >= SearchText.id * 65536)
            & (SearchPiece.id < (SearchText.id + 1) * 65536),
        )
        .order_by(SearchText.recording_id, SearchText.language, SearchPiece.id)
        .execution_options(populate_existing=True)
    )
    return [(*row[:3], row[3].id % 65536, row[3].at, row[3].text) for row in rows]


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


def test_the_index_is_what_a_rebuild_would_give_whatever_happened(
    db: Db, store: Store, connection: Connection, spoken: Recording
) -> None:
    index = Index(store)
    other = make_public(db, store, sitting=make_sitting(db, starts_at=TENTH_OF_MARCH))
    make_captions(db, store, sitting=spoken.sitting, data=captions("Replaced by a colleague"))
    spoken.sitting.webinar.texts[0].title = "Another title"
    spoken.sitting.webinar.texts.append(
        make_text(title="Brouillon", language=Language.FRENCH, state=TextState.DRAFT)
    )
    remove_asset(db, asset=spoken.assets[-2], by="test", now=NOON)
    withdraw(db, recording=other, reason="By mistake", by="test", now=NOON)
    db.flush()
    index.tend(connection, NOON)
    kept = content(db)

    follow(store, connection, afresh=True)

    assert content(db) == kept
    assert found(db, "colleague") == [spoken.slug]
    assert found(db, "another") == [spoken.slug]
    assert found(db, "brouillon") == []
    pieces = db.scalar(select(func.count(SearchPiece.id)))
    words = db.connection().exec_driver_sql("SELECT count(*) FROM search_words").scalar()
    assert pieces == words == len(kept)


def test_the_worker_looks_again_only_after_a_change(
    db: Db, store: Store, connection: Connection, spoken: Recording, queries: list[str]
) -> None:
    index = Index(store)
    assert index.tend(connection, NOON) == "texts made: 0, taken out: 0, unchanged: 6"
    queries.clear()

    assert index.tend(connection, NOON) is None
    assert len(queries) == 1

    spoken.sitting.webinar.texts[0].abstract = "Changed meanwhile"
    raise_revision(db)
    db.flush()
    assert index.tend(connection, NOON) == "texts made: 1, taken out: 0, unchanged: 5"
    assert found(db, "meanwhile") == [spoken.slug]


def test_what_was_learned_is_found_and_no_longer_once_it_is_taken_away(
    db: Db, spoken: Recording, followed: Callable[[], str]
) -> None:
    given = {"en": "Ask the zanzibarian registry first.", "ru": "Спросите сначала в Занзибаре."}
    for lessons, has in ((given, [spoken.slug]), ({}, [])):
        seen = print_of(spoken.lessons)
        set_lessons(db, recording=spoken, given=lessons, seen=seen, by="officer", now=NOON)
        followed()

        assert found(db, "zanzibarian") == has
        assert found(db, "занзибаре", Language.RUSSIAN) == has


def test_what_is_withdrawn_is_gone_at_once_before_any_worker_looks(
    db: Db, spoken: Recording, client: FlaskClient
) -> None:
    assert found(db, "database") == [spoken.slug]

    withdraw(db, recording=spoken, reason="By mistake", by="test", now=NOON)
    db.flush()

    assert found(db, "database") == []
    assert spoken.slug not in client.get("/recordings").text


def test_captions_that_are_replaced_are_gone_at_once(
    db: Db, store: Store, spoken: Recording
) -> None:
    make_captions(db, store, sitting=spoken.sitting, data=captions("Something else"))
    db.flush()

    assert found(db, "database") == []


def test_what_is_not_published_is_not_in_the_index(
    db: Db, store: Store, followed: Callable[[], str]
) -> None:
    make_captions(db, store, sitting=make_held_sitting(db))

    followed()

    assert content(db) == []


def test_a_change_asks_the_worker_at_once(db: Db, store: Store) -> None:
    make_public(db, store)

    assert db.scalars(select(Job.name).where(Job.name == INDEX)).all() == [INDEX]


def test_captions_that_cannot_be_read_now_are_tried_again(
    db: Db, store: Store, followed: Callable[[], str]
) -> None:
    recording = make_public(db, store)
    db.flush()
    path = store.local_path(recording.assets[1].digest)
    assert path is not None
    aside = path.rename(path.with_suffix(".aside"))
    followed()
    assert found(db, "database") == []

    aside.rename(path)
    followed()

    assert found(db, "database") == [recording.slug]


def test_a_name_that_was_erased_leaves_the_index(
    db: Db, store: Store, connection: Connection
) -> None:
    sitting = make_held_sitting(db)
    one = Appearance(part=Part.SPEAKER, name="Zenobia Quux", consented_recording_at=NOON)
    sitting.webinar.appearances.append(one)
    make_public(db, store, sitting=sitting)
    db.flush()
    follow(store, connection)
    assert len(found(db, "Quux")) == 1

    db.execute(update(Appearance).values(name=""))
    db.expire_all()
    follow(store, connection)
    pack(connection, NOON)

    assert found(db, "Quux") == []
    assert "Quux" not in str(content(db))


@pytest.mark.usefixtures("spoken")
def test_nothing_that_is_written_is_an_error(client: FlaskClient) -> None:
    for question in HOSTILE:
        answer = client.get("/recordings", query_string={"q": question})

        assert answer.status_code == 200, question
        assert "<script>" not in answer.text.partition("<main")[2]
        said = ("found", "Every text has these words", "There is no word in this", "Say also what")
        assert any(one in answer.text for one in said), question


def test_the_words_of_a_text_are_escaped(
    db: Db, store: Store, followed: Callable[[], str], client: FlaskClient
) -> None:
    recording = make_public(db, store)
    said = captions("Write &lt;script&gt;alert(1)&lt;/script&gt; &amp; office")
    make_captions(db, store, sitting=recording.sitting, data=said)
    followed()

    page = client.get("/recordings?q=office").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>office</mark>" in page


@pytest.mark.usefixtures("spoken")
def test_choices_are_counted_beside_each_other_and_beside_the_words(
    db: Db, store: Store, followed: Callable[[], str], client: FlaskClient
) -> None:
    later = make_sitting(db, starts_at=TENTH_OF_MARCH.replace(year=2028))
    make_public(db, store, sitting=later)
    followed()

    page = client.get("/recordings").text
    assert '<option value="2028">2028 (1)</option>' in page
    assert '<option value="en">English (2)</option>' in page
    assert '<option value="ar">Arabic (1)</option>' in page
    assert found(db, "database", year="2028") != found(db, "database", year="2027")
    chosen = client.get("/recordings?language=ar").text
    assert "1 recording found" in chosen
    assert '<option value="ar" selected>Arabic (1)</option>' in chosen
    assert '<option value="en">English (2)</option>' in chosen
    assert "2028 (1)" not in chosen
    assert "No recording has all of this." in client.get("/recordings?language=ar&year=2028").text
    assert "2 recordings found" not in client.get("/recordings?theme=nonsense&year=2&page=x").text


def test_a_long_list_comes_in_pages_with_stable_addresses(
    db: Db, store: Store, followed: Callable[[], str], client: FlaskClient
) -> None:
    for place in range(12):
        start = TENTH_OF_MARCH.replace(minute=place)
        make_public(db, store, sitting=make_sitting(db, starts_at=start))
    followed()

    first = client.get("/recordings?q=database").text
    second = client.get("/recordings?q=database&page=2").text

    assert first.count("<h3>") == 10
    assert second.count("<h3>") == 2
    assert 'href="/recordings?q=database&amp;page=2" rel="next"' in first
    assert client.get("/recordings?q=database&page=99").text.count("<h3>") == 2


@pytest.mark.parametrize("recordings", [1, 3])
def test_a_search_takes_four_queries_however_much_it_finds(  # noqa: PLR0917  (fixtures)
    db: Db,
    store: Store,
    followed: Callable[[], str],
    client: FlaskClient,
    queries: list[str],
    recordings: int,
) -> None:
    for place in range(recordings):
        start = TENTH_OF_MARCH.replace(minute=place)
        make_public(db, store, sitting=make_sitting(db, starts_at=start))
    followed()
    db.expire_all()
    queries.clear()

    page = client.get("/recordings?q=database+registers+-software&language=en&year=2027").text

    assert page.count("<h3>") == recordings
    assert len(queries) == 4


def test_results_are_kept_until_something_changes(
    db: Db, store: Store, client: FlaskClient, spoken: Recording
) -> None:
    address = "/recordings?q=database"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    make_captions(db, store, sitting=spoken.sitting, data=captions("Something else"))
    db.flush()
    client.application.extensions["kept"].seen = None  # a second has passed

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_full_page_of_finds_stays_within_the_weight_of_a_page(
    db: Db, store: Store, followed: Callable[[], str], client: FlaskClient
) -> None:
    """Of words that no compression knows beforehand: drawn anew for each paragraph."""
    draw = random.Random(7)  # noqa: S311  (no secret)
    words = ["".join(draw.choices("البيتنمرسودق", k=draw.randint(2, 8))) for _ in range(2_000)]
    for place in range(11):
        start = TENTH_OF_MARCH.replace(minute=place)
        sitting = make_sitting(db, starts_at=start)
        make_public(db, store, sitting=sitting)
        said = (" ".join(draw.choices(words, k=60)) for _ in range(5))
        spoken = captions(*(f"{words[0]} {text}" for text in said))
        make_captions(db, store, sitting=sitting, language="ar", data=spoken)
    followed()
    address = f"/recordings?q={words[0]}&lang=ar"

    answer = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(answer.data).count(b"<mark>") >= 30
    assert len(answer.data) + len(assets()["site.css"].small) <= ON_THE_WIRE


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


def test_publishing_again_brings_it_back(
    db: Db, followed: Callable[[], str], spoken: Recording
) -> None:
    withdraw(db, recording=spoken, reason="By mistake", by="test", now=NOON)
    followed()
    assert content(db) == []
    publish(db, recording=spoken, reason="", by="test", now=NOON)

    followed()

    assert found(db, "database") == [spoken.slug]
