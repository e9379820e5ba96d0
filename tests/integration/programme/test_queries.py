"""What the programme's queries find, in which order, and in how many questions."""

from datetime import timedelta

import pytest

from tests.factories.programme import (
    NOON,
    TENTH_OF_MARCH,
    make_series,
    make_sitting,
    make_text,
    make_webinar,
)
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import (
    ActivityType,
    Appearance,
    Part,
    Promise,
    PromisedPart,
    SlugHistory,
    WebinarActivity,
    WebinarState,
)
from webinars.programme.operations import raise_revision
from webinars.programme.queries import (
    find_series,
    find_sitting,
    find_webinar,
    next_webinar,
    present_revision,
    present_series,
    published_webinars,
    slug_is_free,
    slug_leads_to,
)
from webinars.programme.rules import room_of


def make_full_webinar(db: Db) -> str:
    webinar = make_webinar(db, sittings=2)
    webinar.texts.append(make_text(title="Évaluer ensemble", language=Language.FRENCH))
    webinar.activities = [WebinarActivity(activity=activity) for activity in ActivityType]
    webinar.promises = [
        Promise(part=PromisedPart.FLOOR, language=language, promised_at=NOON)
        for language in ("en", "fr", "pt")
    ]
    webinar.appearances = [
        Appearance(part=Part.SPEAKER, name=name, position=place)
        for place, name in enumerate(("Ada Example", "Bo Example"))
    ]
    db.flush()
    db.expunge_all()
    return webinar.slug


def test_a_webinar_is_found_whole_in_two_queries(db: Db, queries: list[str]) -> None:
    slug = make_full_webinar(db)
    queries.clear()

    webinar = find_webinar(db, slug=slug)

    assert webinar is not None
    assert webinar.series.zone == "Europe/Zurich"
    assert [text.title for text in webinar.texts] == [
        "Assessing needs together",
        "Évaluer ensemble",
    ]
    assert [bool(room_of(sitting)) for sitting in webinar.sittings] == [True, True]
    assert len(webinar.activities) == 6
    assert [row.language for row in webinar.promises] == ["en", "fr", "pt"]
    assert [row.name for row in webinar.appearances] == ["Ada Example", "Bo Example"]
    assert len(queries) == 2


def test_an_unknown_address_finds_nothing(db: Db) -> None:
    assert find_webinar(db, slug="nowhere") is None
    assert find_series(db, slug="nowhere") is None
    assert find_sitting(db, public_id="nowhere") is None


def test_a_sitting_is_found_with_its_webinar_in_three_queries(db: Db, queries: list[str]) -> None:
    webinar = make_webinar(db, sittings=2)
    public_id = webinar.sittings[1].public_id
    db.expunge_all()
    queries.clear()

    sitting = find_sitting(db, public_id=public_id)

    assert sitting is not None
    assert sitting.webinar.series.slug == webinar.series.slug
    assert sitting.webinar.texts[0].title == "Assessing needs together"
    assert len(sitting.webinar.sittings) == 2
    assert len(sitting.rooms) == 1
    assert len(queries) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_the_programme_takes_three_queries_however_long(
    db: Db, queries: list[str], number: int
) -> None:
    for _ in range(number):
        make_full_webinar(db)
    queries.clear()

    found = published_webinars(db, series=None)

    said = [
        (w.series.slug, w.texts[0].title, w.sittings[0].minutes, len(w.promises)) for w in found
    ]
    assert len(said) == number
    assert len(queries) == 3


def test_the_programme_shows_what_was_announced_by_first_instant(db: Db) -> None:
    series = make_series(db)
    make_webinar(db, series=series, state=WebinarState.DRAFT)
    make_webinar(db, series=series, state=WebinarState.CANCELLED, announced_at=None)
    cancelled = make_webinar(db, series=series, state=WebinarState.CANCELLED, announced_at=NOON)
    early = make_webinar(db, series=series, state=WebinarState.ANNOUNCED, sittings=0)
    make_sitting(db, webinar=early, starts_at=TENTH_OF_MARCH - timedelta(days=20))
    make_webinar(db, state=WebinarState.OPEN)  # of another series

    assert list(published_webinars(db, series=series)) == [early, cancelled]


def test_the_next_webinar_has_the_sitting_that_ends_next(db: Db) -> None:
    make_webinar(db, state=WebinarState.DRAFT)
    soon = make_webinar(db)
    late = make_webinar(db, sittings=0)
    make_sitting(db, webinar=late, starts_at=TENTH_OF_MARCH + timedelta(days=1))
    during, after = TENTH_OF_MARCH + timedelta(hours=1), TENTH_OF_MARCH + timedelta(hours=2)

    assert next_webinar(db, now=NOON) == soon
    assert next_webinar(db, now=during) == soon
    assert next_webinar(db, now=after) == late
    assert next_webinar(db, now=after + timedelta(days=9)) is None


def test_the_present_series_is_the_one_whose_period_is_now(db: Db) -> None:
    running = make_series(db)

    assert present_series(db, now=NOON) == running
    assert present_series(db, now=NOON + timedelta(days=900)) == running
    assert present_series(db, now=NOON - timedelta(days=900)) == running


def test_an_unpublished_series_is_present_for_the_secretariat_alone(db: Db) -> None:
    draft = make_series(db, published_at=None)

    assert present_series(db, now=NOON) is None
    assert present_series(db, now=NOON, unpublished=True) == draft


def test_an_earlier_address_leads_on_and_is_not_free(db: Db) -> None:
    webinar = make_webinar(db)
    db.add(SlugHistory(slug="old-name", subject=webinar.public_id, since=NOON))
    db.flush()

    assert slug_leads_to(db, slug="old-name") == webinar
    assert slug_leads_to(db, slug="no-name") is None
    assert not slug_is_free(db, slug="old-name", subject=None)
    assert slug_is_free(db, slug="old-name", subject=webinar.public_id)
    assert not slug_is_free(db, slug=webinar.series.slug, subject=webinar.public_id)


def test_the_revision_rises_by_one(db: Db) -> None:
    before = present_revision(db)

    raise_revision(db)
    raise_revision(db)

    assert present_revision(db) == before + 2
