"""Questions to the speakers, and several persons at one connection."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.outbox.hands import headers_of
from tests.integration.registrations.reading import letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.live.letters import ANSWERED
from webinars.live.models import FloorQuestion, GroupViewing, Way
from webinars.live.operations import (
    Group,
    about,
    answer,
    ask,
    confirm_viewers,
    declare_viewers,
    forget,
    hide,
    press,
    show,
    take_back,
)
from webinars.live.operations.floor import (
    AskedEnough,
    BeingAnswered,
    NoQuestionsNow,
    NoReasonToHide,
    NothingAnswered,
    NothingAsked,
)
from webinars.live.operations.groups import (
    BandsTooLarge,
    DidNotJoin,
    NotSoMany,
    NotThen,
    Superseded,
    WhereMissing,
)
from webinars.live.queries import (
    group_viewers,
    questions_for,
    questions_of,
    questions_to,
    viewings_to_confirm,
)
from webinars.outbox.operations import choose_topics
from webinars.outbox.rendering import TOPICS
from webinars.registrations.models import Category, Registration
from webinars.registrations.operations import cancel
from webinars.registrations.rules import is_proven
from webinars.states.models import State
from webinars.web.requests import WebinarsApp

BEGUN = TENTH_OF_MARCH + timedelta(minutes=10)


def put(db: Db, mine: Registration, text: str = "Who pays?", **over: object) -> FloorQuestion:
    said: dict[str, object] = {"language": Language.ENGLISH, "named": False, "now": NOON} | over
    return ask(db, registration=mine, text=text, **said)  # type: ignore[arg-type]


def texts(questions: object) -> list[str]:
    return [one.text for one in questions]  # type: ignore[attr-defined]


def joined(db: Db, **over: object) -> Registration:
    """Return a registration from which *Join now* was pressed."""
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting, **over)  # type: ignore[arg-type]
    db.expire_all()
    pressed = press(db, registration=mine, way=Way.ROOM, language=Language.ENGLISH, now=BEGUN)
    assert pressed is not None
    return mine


def declare(
    db: Db, mine: Registration, group: Group, *, now: datetime = BEGUN, by: str = ""
) -> GroupViewing:
    sitting = mine.places[0].sitting
    author = by or mine.public_id
    return declare_viewers(db, registration=mine, sitting=sitting, group=group, by=author, now=now)


def test_a_question_is_its_authors_until_an_officer_shows_it(db: Db) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting, proven=False)
    other = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])

    question = put(db, mine, "  Who pays?\r\n\r\n\r\nAnd when? ")

    assert texts(questions_of(db, registration=mine)) == ["Who pays?\n\nAnd when?"]
    assert is_proven(mine)
    assert texts(questions_for(db, registration=other)) == []
    show(db, question=question, by="otto", now=NOON)
    assert texts(questions_for(db, registration=other)) == [question.text]
    answer(
        db, question=question, text="The office.", language=Language.ENGLISH, by="otto", now=NOON
    )
    [seen] = questions_of(db, registration=mine)
    assert (seen.state, seen.answer) == ("answered", "The office.")


def test_an_answer_goes_to_who_asked_by_letter_and_a_corrected_one_again(
    db: Db, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    question = put(db, mine)

    for text in ("The office.", "The office.", "The office, by half."):
        answer(db, question=question, text=text, language=Language.FRENCH, by="otto", now=NOON)

    first, last = letters(db, kind=ANSWERED)
    assert render(app, first, NOON) is None  # another answer was given since
    said = render(app, last, NOON)
    assert said is not None
    assert "Who pays?" in said.text
    assert "The office, by half." in said.text
    assert '<p lang="fr" dir="ltr">The office, by half.</p>' in said.html
    hide(db, question=question, reason="Not ours.", by="otto", now=NOON)
    assert render(app, last, NOON) is None


@pytest.mark.parametrize("declined", ["reminders", "messages"])
def test_who_declined_messages_reads_the_answer_on_the_page_alone(
    db: Db, app: WebinarsApp, declined: str
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    wanted = [topic for topic in TOPICS if topic != declined]
    choose_topics(db, address=AMINA[1], wanted=wanted, offered=TOPICS, now=NOON)
    question = put(db, mine)
    answer(db, question=question, text="Yes.", language=Language.ENGLISH, by="otto", now=NOON)

    sent = [str(message["Subject"]) for message in headers_of(app, NOON).values()]

    told = "Your question is answered: Assessing needs together"
    assert (told in sent) is (declined == "reminders"), sent


def test_a_hidden_question_tells_its_author_why_and_nobody_else(db: Db) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)
    other = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    question = put(db, mine)
    with pytest.raises(NoReasonToHide):
        hide(db, question=question, reason=" ", by="otto", now=NOON)

    hide(db, question=question, reason="It names a person.", by="otto", now=NOON)

    assert texts(questions_for(db, registration=other)) == []
    [seen] = questions_of(db, registration=mine)
    assert seen.hidden_because == "It names a person."


def test_the_same_question_twice_is_once_and_five_are_enough(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    for number in (1, 1, 2, 3, 4, 5):
        put(db, mine, f"Question {number}?")

    with pytest.raises(AskedEnough):
        put(db, mine, "Question 6?")
    take_back(db, question=questions_of(db, registration=mine)[0], now=NOON)
    put(db, mine, "Question 6?")
    assert len(questions_to(db, webinar=mine.webinar)) == 5


def test_what_others_have_read_is_not_taken_back(db: Db) -> None:
    question = put(db, make_registration(db, sitting=make_sitting(db)))
    show(db, question=question, by="otto", now=NOON)

    with pytest.raises(BeingAnswered):
        take_back(db, question=question, now=NOON)
    with pytest.raises(NothingAnswered):
        answer(db, question=question, text="\n", language=Language.ENGLISH, by="otto", now=NOON)


def test_only_who_is_registered_asks_and_only_until_the_end(db: Db) -> None:
    mine = make_registration(db, sitting=make_webinar(db, sittings=2).sittings[0])

    with pytest.raises(NothingAsked):
        put(db, mine, "\u200b")
    with pytest.raises(NoQuestionsNow):
        put(db, mine, now=TENTH_OF_MARCH + timedelta(days=1))
    cancel(db, registration=mine, by="otto", now=NOON)
    with pytest.raises(NoQuestionsNow):
        put(db, mine)


def test_a_group_is_counted_apart_and_the_last_number_counts(db: Db) -> None:
    mine = joined(db)

    declare(db, mine, Group(12, women=5, men=6))
    declare(db, mine, Group(12, women=5, men=6))
    last = declare(db, mine, Group(10))

    counted = group_viewers(db, webinar=mine.webinar)
    assert (counted.declared, counted.confirmed) == (9, 0)
    confirm_viewers(db, viewing=last, by="focal", now=BEGUN)
    confirm_viewers(db, viewing=last, by="focal", now=BEGUN)
    assert group_viewers(db, webinar=mine.webinar).confirmed == 9


def test_an_old_number_is_not_confirmed(db: Db) -> None:
    mine = joined(db)
    first = declare(db, mine, Group(12))
    declare(db, mine, Group(10))

    with pytest.raises(Superseded):
        confirm_viewers(db, viewing=first, by="focal", now=BEGUN)


def test_a_focal_point_finds_what_waits_of_their_state_alone(db: Db) -> None:
    for code, alpha3, m49 in (("KE", "KEN", "404"), ("UG", "UGA", "800")):
        zone = "Africa/Nairobi"
        state = State(code=code, alpha3=alpha3, m49=m49, capital_zone=zone, un_member=True)
        db.add(state)
    mine = joined(db, category=Category.STATE, state_code="KE")
    declare(db, mine, Group(12))

    declared = declare(db, mine, Group(3))

    assert viewings_to_confirm(db, state_code="KE") == [declared]
    assert viewings_to_confirm(db, state_code="UG") == []
    confirm_viewers(db, viewing=declared, by="focal", now=BEGUN)
    assert viewings_to_confirm(db, state_code="KE") == []


@pytest.mark.parametrize(
    ("group", "refusal"),
    [
        (Group(1), NotSoMany),
        (Group(501), NotSoMany),
        (Group(3, women=2, men=2), BandsTooLarge),
        (Group(30), WhereMissing),
    ],
)
def test_a_group_that_cannot_be_is_refused(db: Db, group: Group, refusal: type[Exception]) -> None:
    mine = joined(db)

    with pytest.raises(refusal):
        declare(db, mine, group)


def test_only_who_joined_declares_and_within_two_days(db: Db) -> None:
    absent = make_registration(db, sitting=make_sitting(db), name=JUMA[0], address=JUMA[1])
    mine = joined(db)
    ends = mine.places[0].sitting.ends_at

    with pytest.raises(DidNotJoin):
        declare(db, absent, Group(3))
    declare(db, absent, Group(3), by="focal")
    with pytest.raises(NotThen):
        declare(db, mine, Group(3), now=ends + timedelta(hours=48))
    declare(db, mine, Group(3), now=ends + timedelta(hours=47))


def test_erasing_takes_the_words_and_leaves_the_counts(db: Db) -> None:
    mine = joined(db)
    question = put(db, mine, named=True)
    declare(db, mine, Group(40, note="Room 12, Patent Office"))
    held = about(db, person=mine.person)
    assert held["questions to the speakers"][0]["question"] == "Who pays?"
    assert held["watching together"][0]["where"] == "Room 12, Patent Office"
    assert len(held["joining"]) == 1

    forget(db, person=mine.person, now=NOON)

    db.expire_all()
    assert (question.text, question.named) == ("", False)
    assert about(db, person=mine.person)["watching together"][0]["where"] == ""
    assert group_viewers(db, webinar=mine.webinar).declared == 39
