"""Creating and changing series: periods, addresses, the mandate, the threshold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.programme import NOON, make_series, make_webinar
from tests.integration.programme.acts import ENGLISH_SERIES, HALF_YEAR, OTTO, told
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.zones import UnknownZone
from webinars.programme.operations import (
    SeriesFacts,
    SeriesWords,
    change_series,
    create_series,
    write_series_text,
)
from webinars.programme.operations.refusals import (
    BadAddressOfPage,
    BadSlug,
    EvaluationTooEarly,
    NoLanguage,
    NoTitle,
    PeriodReversed,
    SlugTaken,
    ThresholdFixed,
    TitleTooLong,
)
from webinars.programme.queries import find_series, present_revision, slug_leads_to


def test_a_series_is_created_with_its_mandate_in_its_own_language(db: Db) -> None:
    facts = replace(
        HALF_YEAR,
        decision_text="Le Comité a décidé\r\nde mettre en place une plateforme.",
        decision_language=Language.FRENCH,
        decision_symbol="CDIP/23/9",
        decision_url="https://documents.example/cdip-23-9",
        evaluation_due_on=date(2027, 9, 1),
    )
    before = present_revision(db)

    create_series(db, facts=facts, words=ENGLISH_SERIES, by=OTTO, now=NOON)

    series = find_series(db, slug="option-b")
    assert series is not None
    assert series.decision_text == "Le Comité a décidé\nde mettre en place une plateforme."
    assert (series.decision_language, series.decision_symbol) == (Language.FRENCH, "CDIP/23/9")
    assert [text.title for text in series.texts] == ["Six months of webinars"]
    assert series.published_at is None
    assert told(db, series) == ["create_series"]
    assert present_revision(db) == before + 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (replace(HALF_YEAR, ends_on=date(2026, 12, 31)), PeriodReversed),
        (replace(HALF_YEAR, evaluation_due_on=date(2026, 12, 31)), EvaluationTooEarly),
        (replace(HALF_YEAR, zone="Europe/Geneva"), UnknownZone),
        (replace(HALF_YEAR, decision_text="Decided."), NoLanguage),
        (replace(HALF_YEAR, decision_url="javascript:alert(1)"), BadAddressOfPage),
        (replace(HALF_YEAR, slug="Ünïcode"), BadSlug),
        (replace(HALF_YEAR, slug="two words"), BadSlug),
        (replace(HALF_YEAR, slug="-edge"), BadSlug),
        (replace(HALF_YEAR, slug="x" * 81), BadSlug),
        (replace(HALF_YEAR, slug="new"), SlugTaken),
    ],
)
def test_facts_that_do_not_fit_are_refused(
    db: Db, facts: SeriesFacts, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        create_series(db, facts=facts, words=ENGLISH_SERIES, by=OTTO, now=NOON)

    assert find_series(db, slug=facts.slug) is None


def test_a_title_of_300_characters_is_kept_whole_and_301_are_refused(db: Db) -> None:
    long = "ж" * 300
    words = replace(ENGLISH_SERIES, title=long)

    series = create_series(db, facts=HALF_YEAR, words=words, by=OTTO, now=NOON)

    assert series.texts[0].title == long
    with pytest.raises(TitleTooLong) as refused:
        write_series_text(
            db, series=series, words=replace(words, title=long + "ж"), by=OTTO, now=NOON
        )
    assert str(refused.value) == ("Use at most 300 characters for the title: there are 301 now.")
    assert series.texts[0].title == long


def test_a_title_of_spaces_and_invisible_marks_is_none(db: Db) -> None:
    words = replace(ENGLISH_SERIES, title=" \u200b\u202e ")

    with pytest.raises(NoTitle):
        create_series(db, facts=HALF_YEAR, words=words, by=OTTO, now=NOON)


def test_an_address_is_made_from_the_title_where_none_is_chosen(db: Db) -> None:
    facts = replace(HALF_YEAR, slug="")
    titles = ["Évaluer les besoins!", "Évaluer les besoins?", "الاحتياجات", "New"]

    series = [
        create_series(db, facts=facts, words=replace(ENGLISH_SERIES, title=t), by=OTTO, now=NOON)
        for t in titles
    ]

    assert [one.slug for one in series] == [
        "evaluer-les-besoins",
        "evaluer-les-besoins-2",
        "webinar-2027-01",
        "new-2",
    ]


def test_an_earlier_address_leads_on_and_can_come_back_but_not_to_another(db: Db) -> None:
    series = create_series(db, facts=HALF_YEAR, words=ENGLISH_SERIES, by=OTTO, now=NOON)
    moved = replace(HALF_YEAR, slug="pilot")

    change_series(db, series=series, facts=moved, by=OTTO, now=NOON)

    assert slug_leads_to(db, slug="option-b") == series
    with pytest.raises(SlugTaken):
        create_series(db, facts=HALF_YEAR, words=ENGLISH_SERIES, by=OTTO, now=NOON)
    change_series(db, series=series, facts=HALF_YEAR, by=OTTO, now=NOON)
    assert slug_leads_to(db, slug="option-b") is None
    assert slug_leads_to(db, slug="pilot") == series


def test_saying_the_same_again_changes_nothing_and_leaves_no_trace(db: Db) -> None:
    series = create_series(db, facts=HALF_YEAR, words=ENGLISH_SERIES, by=OTTO, now=NOON)
    before, later = present_revision(db), NOON + timedelta(hours=1)

    change_series(db, series=series, facts=HALF_YEAR, by=OTTO, now=later)
    write_series_text(db, series=series, words=ENGLISH_SERIES, by=OTTO, now=later)

    assert told(db, series) == ["create_series"]
    assert (series.revised_at, present_revision(db)) == (NOON, before)


def test_a_text_is_added_and_replaced_by_language(db: Db) -> None:
    series = create_series(db, facts=HALF_YEAR, words=ENGLISH_SERIES, by=OTTO, now=NOON)
    russian = SeriesWords(language=Language.RUSSIAN, title="Полгода вебинаров")

    write_series_text(db, series=series, words=russian, by=OTTO, now=NOON)
    write_series_text(
        db, series=series, words=replace(russian, summary="Один в месяц"), by=OTTO, now=NOON
    )

    assert [(text.language, text.summary) for text in series.texts] == [
        ("en", ""),
        ("ru", "Один в месяц"),
    ]


def test_the_threshold_is_fixed_once_a_sitting_has_begun(db: Db) -> None:
    series = make_series(db, slug="option-b")
    begins = make_webinar(db, series=series).sittings[0].starts_at
    stricter = replace(HALF_YEAR, threshold_minutes=30)

    change_series(db, series=series, facts=stricter, by=OTTO, now=begins - timedelta(seconds=1))
    with pytest.raises(ThresholdFixed):
        change_series(db, series=series, facts=HALF_YEAR, by=OTTO, now=begins)

    assert series.threshold_minutes == 30
