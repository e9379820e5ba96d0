"""Planning webinars, their texts in any of six languages, and what is promised in which."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.programme import NOON, make_series, make_webinar
from tests.integration.programme.acts import (
    ENGLISH,
    MARCH_FACTS,
    OTTO,
    last_detail,
    told,
)
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.refusals import ChangedMeanwhile
from webinars.programme.models import (
    ActivityType,
    CycleTheme,
    Openness,
    PromisedPart,
    TextState,
    WebinarState,
)
from webinars.programme.operations import (
    WebinarWords,
    change_webinar,
    plan_webinar,
    promise_languages,
    write_text,
)
from webinars.programme.operations.refusals import (
    BadLanguage,
    IsCancelled,
    NoAbstract,
    OutsidePeriod,
    SlugTaken,
    TitleTooLong,
)
from webinars.programme.queries import present_revision, slug_leads_to
from webinars.programme.rules import promised
from webinars.states.queries import UnknownState

LATER = NOON + timedelta(hours=1)
FRENCH = WebinarWords(language=Language.FRENCH, title="Demander avant de répondre")


def test_a_planned_webinar_is_a_draft_and_its_month_is_public(db: Db) -> None:
    series, before = make_series(db), present_revision(db)
    facts = replace(
        MARCH_FACTS,
        planned_month=date(2027, 3, 17),
        cycle_theme=CycleTheme.NEEDS,
        activities=frozenset({ActivityType.CAPACITY, ActivityType.STRATEGY}),
        openness=Openness.MEMBERS,
        lead_state_code="ke",
    )

    webinar = plan_webinar(db, series=series, facts=facts, words=ENGLISH, by=OTTO, now=NOON)

    assert webinar.state is WebinarState.DRAFT
    assert webinar.slug == "asking-before-answering"
    assert webinar.planned_month == date(2027, 3, 1)
    assert webinar.lead_state_code == "KE"
    assert {row.activity for row in webinar.activities} == facts.activities
    assert told(db, webinar) == ["plan_webinar"]
    assert present_revision(db) == before + 1


def test_a_month_outside_the_period_and_an_unknown_state_are_refused(db: Db) -> None:
    series = make_series(db)

    for facts, refusal in (
        (replace(MARCH_FACTS, planned_month=date(2027, 7, 1)), OutsidePeriod),
        (replace(MARCH_FACTS, planned_month=date(2026, 12, 31)), OutsidePeriod),
        (replace(MARCH_FACTS, lead_state_code="XX"), UnknownState),
    ):
        with pytest.raises(refusal):
            plan_webinar(db, series=series, facts=facts, words=ENGLISH, by=OTTO, now=NOON)


def test_changing_facts_tells_the_journal_what_they_were(db: Db) -> None:
    webinar = make_webinar(db, slug="before")
    facts = replace(
        MARCH_FACTS,
        slug="after",
        cycle_theme=CycleTheme.PLAN,
        activities=frozenset({ActivityType.CAPACITY}),
    )

    change_webinar(db, webinar=webinar, facts=facts, by=OTTO, now=LATER)

    assert last_detail(db) == {
        "slug": ["before", "after"],
        "cycle_theme": [None, "cycle.plan"],
        "activities": ["", "type.capacity"],
    }
    assert slug_leads_to(db, slug="before") == webinar
    assert webinar.revised_at == LATER
    assert [sitting.sequence for sitting in webinar.sittings] == [0]


def test_an_activity_can_be_taken_away_and_given_back(db: Db) -> None:
    webinar = make_webinar(db, slug="one")
    both = frozenset({ActivityType.CAPACITY, ActivityType.STRATEGY})

    for chosen in (both, frozenset({ActivityType.CAPACITY}), both):
        facts = replace(MARCH_FACTS, slug="one", activities=chosen)
        change_webinar(db, webinar=webinar, facts=facts, by=OTTO, now=LATER)
        db.expire(webinar)
        assert {row.activity for row in webinar.activities} == chosen


def test_an_address_of_another_webinar_is_refused_and_nothing_changes(db: Db) -> None:
    other, webinar = make_webinar(db), make_webinar(db)
    facts = replace(MARCH_FACTS, slug=other.slug, cycle_theme=CycleTheme.PLAN)

    with pytest.raises(SlugTaken):
        change_webinar(db, webinar=webinar, facts=facts, by=OTTO, now=LATER)

    assert webinar.cycle_theme is None


def test_a_first_text_in_a_language_is_no_new_revision_of_the_calendar(db: Db) -> None:
    webinar = make_webinar(db)

    write_text(db, webinar=webinar, words=replace(FRENCH, abstract="Comment."), by=OTTO, now=LATER)

    assert [text.language for text in webinar.texts] == ["en", "fr"]
    assert [sitting.sequence for sitting in webinar.sittings] == [0]
    assert webinar.revised_at == LATER


def test_a_title_alone_is_a_draft_and_is_not_said_to_be_ready(db: Db) -> None:
    planned = plan_webinar(
        db, series=make_series(db), facts=MARCH_FACTS, words=FRENCH, by=OTTO, now=NOON
    )

    with pytest.raises(NoAbstract):
        write_text(db, webinar=planned, words=FRENCH, by=OTTO, now=LATER)

    assert [text.state for text in planned.texts] == [TextState.DRAFT]


@pytest.mark.parametrize(
    ("state", "part", "sequence"),
    [
        (WebinarState.OPEN, "title", 1),
        (WebinarState.ANNOUNCED, "title", 1),
        (WebinarState.OPEN, "abstract", 0),
        (WebinarState.OPEN, "questions", 0),
        (WebinarState.OPEN, "owner", 0),
        (WebinarState.DRAFT, "title", 0),
    ],
)
def test_only_the_title_of_what_was_announced_raises_the_sequence(
    db: Db, state: WebinarState, part: str, sequence: int
) -> None:
    webinar = make_webinar(db, state=state)
    text = webinar.texts[0]
    said = WebinarWords(
        language=text.language, title=text.title, abstract=text.abstract, questions=text.questions
    )
    changed = replace(said, **{part: "Said otherwise"})  # type: ignore[arg-type]  # one of the texts

    write_text(db, webinar=webinar, words=changed, by=OTTO, now=LATER)

    assert [sitting.sequence for sitting in webinar.sittings] == [sequence]
    assert (webinar.sittings[0].calendar_revised_at == LATER) is bool(sequence)


def test_a_title_changed_after_the_sitting_leaves_its_entry_alone(db: Db) -> None:
    webinar = make_webinar(db)
    over = webinar.sittings[0].ends_at

    write_text(db, webinar=webinar, words=ENGLISH, by=OTTO, now=over)

    assert webinar.sittings[0].sequence == 0


def test_a_draft_of_a_text_changes_no_entry(db: Db) -> None:
    webinar = make_webinar(db)
    draft = replace(FRENCH, state=TextState.DRAFT)

    write_text(db, webinar=webinar, words=draft, by=OTTO, now=NOON)
    write_text(db, webinar=webinar, words=replace(draft, title="Autrement"), by=OTTO, now=LATER)

    assert webinar.sittings[0].sequence == 0


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(db: Db) -> None:
    webinar = make_webinar(db)
    seen = webinar.texts[0].revised_at
    write_text(db, webinar=webinar, words=replace(ENGLISH, seen=seen), by="li", now=LATER)

    with pytest.raises(ChangedMeanwhile):
        write_text(
            db, webinar=webinar, words=replace(ENGLISH, title="Mine", seen=seen), by=OTTO, now=LATER
        )

    assert webinar.texts[0].title == "Asking before answering"


def test_a_title_of_301_characters_is_never_cut(db: Db) -> None:
    webinar = make_webinar(db)

    with pytest.raises(TitleTooLong):
        write_text(db, webinar=webinar, words=replace(ENGLISH, title="ا" * 301), by=OTTO, now=NOON)
    write_text(db, webinar=webinar, words=replace(ENGLISH, title="ا" * 300), by=OTTO, now=NOON)

    assert webinar.texts[0].title == "ا" * 300


def test_a_promise_taken_back_keeps_its_row_and_can_be_made_again(db: Db) -> None:
    webinar, part = make_webinar(db), PromisedPart.INTERPRETATION

    for moment, languages in ((NOON, {"fr", "pt"}), (LATER, {"fr"})):
        promise_languages(db, webinar=webinar, promises={part: languages}, by=OTTO, now=moment)

    rows = {row.language: (row.promised_at, row.withdrawn_at) for row in webinar.promises}
    assert rows == {"fr": (NOON, None), "pt": (NOON, LATER)}
    assert last_detail(db) == {"promise interpretation": ["fr, pt", "fr"]}
    promise_languages(db, webinar=webinar, promises={part: {"fr", "pt"}}, by=OTTO, now=LATER)
    assert promised(webinar, part) == ["fr", "pt"]
    assert len(webinar.promises) == 2


def test_parts_that_are_not_named_keep_their_promises(db: Db) -> None:
    webinar = make_webinar(db)
    promise_languages(db, webinar=webinar, promises={PromisedPart.FLOOR: {"en"}}, by=OTTO, now=NOON)

    promise_languages(
        db, webinar=webinar, promises={PromisedPart.SLIDES: {"ar"}}, by=OTTO, now=NOON
    )

    assert promised(webinar, PromisedPart.FLOOR) == ["en"]


@pytest.mark.parametrize("code", ["", "french", "e", "fr_FR", "zh-Hans-verylongone-x", "<b>"])
def test_what_is_no_language_is_not_promised(db: Db, code: str) -> None:
    webinar = make_webinar(db)

    with pytest.raises(BadLanguage):
        promise_languages(
            db, webinar=webinar, promises={PromisedPart.FLOOR: {code}}, by=OTTO, now=NOON
        )


def test_a_cancelled_webinar_is_not_changed_any_more(db: Db) -> None:
    webinar = make_webinar(db, state=WebinarState.CANCELLED)

    with pytest.raises(IsCancelled):
        change_webinar(db, webinar=webinar, facts=MARCH_FACTS, by=OTTO, now=NOON)
    with pytest.raises(IsCancelled):
        write_text(db, webinar=webinar, words=ENGLISH, by=OTTO, now=NOON)
    with pytest.raises(IsCancelled):
        promise_languages(db, webinar=webinar, promises={}, by=OTTO, now=NOON)
