"""What follows from a webinar's rows: which text is read, how far it is, who may register."""

from datetime import UTC, datetime, timedelta

import pytest

from webinars.kernel.languages import Language
from webinars.programme.models import (
    ActivityType,
    CostKind,
    CycleTheme,
    LiveRoom,
    Openness,
    Part,
    Promise,
    PromisedPart,
    Sitting,
    TextState,
    Webinar,
    WebinarState,
    WebinarText,
)
from webinars.programme.rules import (
    ACTIVITIES,
    COST_KINDS,
    OPENNESS,
    PARTS,
    PHASES,
    PROMISED_PARTS,
    SOON,
    THEMES,
    Missing,
    Phase,
    changes_after,
    first_instant,
    missing_for,
    phase_of,
    promised,
    questions_of,
    registration_is_open,
    room_of,
    text_in,
)

TEN = datetime(2027, 3, 10, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def sitting_at(start: datetime, *, cancelled: bool = False) -> Sitting:
    return Sitting(
        starts_at=start, ends_at=start + HOUR, cancelled_at=start - 9 * HOUR if cancelled else None
    )


def webinar_with(*sittings: Sitting, state: WebinarState = WebinarState.OPEN) -> Webinar:
    return Webinar(state=state, sittings=list(sittings))


def text_of(language: str, state: TextState = TextState.READY) -> WebinarText:
    return WebinarText(language=Language(language), title=language, state=state)


@pytest.mark.parametrize(
    ("there", "asked", "read"),
    [
        ("ar en fr", "ar", "ar"),
        ("en fr", "ar", "en"),
        ("fr ru", "ar", "fr"),
        ("ru zh", "ar", "ru"),
    ],
)
def test_a_text_is_read_in_ones_own_language_else_english_french_or_any(
    there: str, asked: str, read: str
) -> None:
    texts = [text_of(language) for language in there.split()]

    text, language = text_in(texts, Language(asked))

    assert (text.title, language) == (read, read)


def test_a_draft_text_is_read_only_where_no_other_is_ready() -> None:
    draft, ready = text_of("ar", TextState.DRAFT), text_of("ru")

    assert text_in([draft, ready], Language.ARABIC) == (ready, "ru")
    assert text_in([draft], Language.FRENCH) == (draft, "ar")


def test_a_webinar_without_any_text_is_a_mistake_of_ours() -> None:
    with pytest.raises(LookupError):
        text_in(list[WebinarText](), Language.ENGLISH)


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (TEN - SOON - timedelta(seconds=1), Phase.OPEN),
        (TEN - SOON, Phase.SOON),
        (TEN, Phase.LIVE),
        (TEN + HOUR, Phase.OPEN),  # between the twins
        (TEN + 4 * HOUR - SOON, Phase.SOON),
        (TEN + 4 * HOUR, Phase.LIVE),
        (TEN + 5 * HOUR, Phase.HELD),
    ],
)
def test_the_clock_carries_an_open_webinar_from_open_to_held(
    moment: datetime, phase: Phase
) -> None:
    webinar = webinar_with(sitting_at(TEN), sitting_at(TEN + 4 * HOUR))

    assert phase_of(webinar, moment) is phase


def test_a_cancelled_twin_does_not_delay_the_end() -> None:
    webinar = webinar_with(sitting_at(TEN), sitting_at(TEN + 4 * HOUR, cancelled=True))

    assert phase_of(webinar, TEN + HOUR) is Phase.HELD
    assert first_instant(webinar) == TEN


def test_a_webinar_whose_sittings_are_all_cancelled_is_cancelled() -> None:
    webinar = webinar_with(sitting_at(TEN, cancelled=True))

    assert phase_of(webinar, TEN) is Phase.CANCELLED
    assert first_instant(webinar) == TEN


def test_states_without_sittings_say_themselves() -> None:
    phases = {state: phase_of(webinar_with(state=state), TEN) for state in WebinarState}

    assert phases == {
        WebinarState.DRAFT: Phase.DRAFT,
        WebinarState.ANNOUNCED: Phase.ANNOUNCED,
        WebinarState.OPEN: Phase.ANNOUNCED,
        WebinarState.CANCELLED: Phase.CANCELLED,
    }
    assert first_instant(webinar_with()) is None


def test_one_registers_until_the_sitting_begins() -> None:
    webinar = webinar_with(sitting := sitting_at(TEN))

    assert registration_is_open(webinar, sitting, TEN - timedelta(seconds=1))
    assert not registration_is_open(webinar, sitting, TEN)


def test_a_webinar_may_close_registration_earlier_or_later_but_not_after_the_end() -> None:
    webinar = webinar_with(sitting := sitting_at(TEN))

    webinar.registration_closes_at = TEN - HOUR
    assert not registration_is_open(webinar, sitting, TEN - HOUR)
    webinar.registration_closes_at = TEN + 9 * HOUR
    assert registration_is_open(webinar, sitting, TEN + HOUR / 2)
    assert not registration_is_open(webinar, sitting, TEN + HOUR)


@pytest.mark.parametrize("state", sorted(set(WebinarState) - {WebinarState.OPEN}))
def test_nobody_registers_for_what_is_not_open(state: WebinarState) -> None:
    webinar = webinar_with(sitting := sitting_at(TEN), state=state)

    assert not registration_is_open(webinar, sitting, TEN - HOUR)


def test_a_page_is_true_until_the_next_instant_of_any_sitting() -> None:
    webinar = webinar_with(sitting_at(TEN), sitting_at(TEN + 4 * HOUR))
    webinar.registration_closes_at = TEN - 3 * HOUR

    steps = [moment := TEN - 9 * HOUR]
    while (later := changes_after(webinar, moment)) is not None:
        steps.append(moment := later)

    assert steps[1:] == [
        TEN - 3 * HOUR,
        TEN - SOON,
        TEN,
        TEN + HOUR,
        TEN + 4 * HOUR - SOON,
        TEN + 4 * HOUR,
        TEN + 5 * HOUR,
    ]


def test_the_newest_open_room_is_used() -> None:
    first, second = LiveRoom(closed_at=TEN), LiveRoom()

    assert room_of(Sitting(rooms=[first, second])) is second
    assert room_of(Sitting(rooms=[first])) is None


def test_a_promise_taken_back_is_no_promise() -> None:
    kept = Promise(part=PromisedPart.FLOOR, language="fr")
    back = Promise(part=PromisedPart.FLOOR, language="en", withdrawn_at=TEN)
    other = Promise(part=PromisedPart.SLIDES, language="ar")

    assert promised(Webinar(promises=[kept, back, other]), PromisedPart.FLOOR) == ["fr"]


def test_an_empty_draft_lacks_everything_but_a_room() -> None:
    draft = webinar_with(state=WebinarState.DRAFT)

    assert missing_for(draft, TEN) == [what for what in Missing if what is not Missing.ROOM]


def test_a_sitting_that_is_past_announces_nothing() -> None:
    webinar = webinar_with(sitting_at(TEN), state=WebinarState.DRAFT)

    assert Missing.SITTING not in missing_for(webinar, TEN - HOUR)
    assert Missing.ROOM in missing_for(webinar, TEN - HOUR)
    assert Missing.SITTING in missing_for(webinar, TEN)


def test_questions_stand_one_a_line() -> None:
    assert questions_of(WebinarText(questions=" What works?\n\nWhat does not? ")) == [
        "What works?",
        "What does not?",
    ]


def test_every_value_has_a_name() -> None:
    assert set(THEMES) == set(CycleTheme)
    assert set(ACTIVITIES) == set(ActivityType)
    assert set(PARTS) == set(Part)
    assert set(OPENNESS) == set(Openness)
    assert set(PHASES) == set(Phase)
    assert set(PROMISED_PARTS) == set(PromisedPart)
    assert set(COST_KINDS) == set(CostKind)
