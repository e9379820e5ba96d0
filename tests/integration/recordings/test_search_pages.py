"""The page of a search: safe with whatever is written, and light."""

import gzip
import random
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories.programme import TENTH_OF_MARCH, make_sitting
from tests.factories.recordings import make_captions, make_public
from tests.integration.recordings.searching import captions, followed, found, spoken
from webinars.database import Db
from webinars.recordings.models import Recording
from webinars.storage.store import Store
from webinars.web.assets import assets

__all__ = ["followed", "spoken"]

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

ON_THE_WIRE = 14 * 1024


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
