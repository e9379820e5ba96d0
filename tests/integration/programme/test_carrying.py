"""A webinar from nothing to open: its sittings, its announcement, and giving it up."""

import pytest
from flask.testing import FlaskClient

from tests.factories.programme import NOON, make_sitting, make_webinar
from tests.integration.programme.acts import ROOM
from tests.integration.programme.answers import (
    SERIES_ANSWERS,
    SITTING_ANSWERS,
    TEXT_ANSWERS,
    WEBINAR_ANSWERS,
    anew,
    heading,
    say,
)
from webinars.database import Db
from webinars.programme.models import (
    Openness,
    PromisedPart,
    Webinar,
    WebinarState,
)
from webinars.programme.queries import cost_lines, find_webinar
from webinars.programme.rules import promised, room_of


def test_a_webinar_is_carried_from_nothing_to_open(otto: FlaskClient, db: Db) -> None:
    steps = [
        ("/secretariat/series/new", SERIES_ANSWERS),
        ("/secretariat/series/half-year/texts/ar", {"title": "ستة أشهر"}),
        ("/secretariat/webinars/new?series=half-year", WEBINAR_ANSWERS),
        ("/secretariat/webinars/asking/texts/ar", TEXT_ANSWERS),
        ("/secretariat/webinars/asking/languages", {"interpretation": ["fr", "pt"]}),
        ("/secretariat/webinars/asking/sittings/new", SITTING_ANSWERS),
        (
            "/secretariat/webinars/asking/appearances",
            {"part": "speaker", "name": "Ada Example", "function": "Head"},
        ),
        (
            "/secretariat/webinars/asking/costs",
            {"kind": "planned", "label": "Interpretation", "amount": "7’200,50"},
        ),
        ("/secretariat/webinars/asking/announce", {"opening": "yes"}),
        ("/secretariat/webinars/asking/closing", {"day": "2027-03-09", "hour": "18:00"}),
    ]

    answers = [otto.post(address, data=answers).status_code for address, answers in steps]

    assert answers == [303] * len(steps)
    webinar = find_webinar(db, slug="asking")
    assert webinar is not None
    assert webinar.state is WebinarState.OPEN
    assert webinar.openness is Openness.OBSERVERS
    assert [text.title for text in webinar.texts] == [TEXT_ANSWERS["title"], "Asking <b>first</b>"]
    assert webinar.texts[0].abstract == "سطر أول\nسطر ثان"
    assert promised(webinar, PromisedPart.INTERPRETATION) == ["fr", "pt"]
    assert webinar.sittings[0].places == 280
    assert webinar.sittings[0].venue == "Room B"
    assert f"{webinar.registration_closes_at:%m-%d %H:%M}" == "03-09 17:00"
    assert [row.name for row in webinar.appearances] == ["Ada Example"]
    assert str(cost_lines(db, webinar=webinar)[0].amount) == "7200.50"
    assert webinar.series.published_at == NOON


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": "2027-03-28", "hour": "02:30"}, "Clocks in Europe/Zurich skip 2027-03-28 02:30"),
        ({"day": "2027-10-31", "hour": "02:30"}, "or show it twice on that day"),
        ({"day": "2027-10-28", "hour": "23:30", "zone": "Africa/Cairo"}, "Clocks in Africa/Cairo"),
        ({"day": "2027-02-30"}, "Write a day that the calendar has"),
        ({"hour": "24:00"}, "Write an hour from 00:00 to 23:59"),
        ({"day": "2027-02-27"}, "2027-02-27 13:00 in Europe/Zurich is past."),
        ({"zone": "Europe/Geneva"}, "Choose one of the answers offered."),
        ({"capacity": "20"}, "With 20 of 20 connections in reserve no place is left."),
        ({"capacity": "19"}, "With 20 of 19 connections in reserve no place is left."),
        ({"minutes": "4"}, "Write a number from 5 to 720."),
        ({"link": "http://rooms.example"}, "beginning with https://."),
    ],
)
def test_a_sitting_that_will_not_do_is_explained_and_kept_in_the_form(
    otto: FlaskClient, db: Db, draft: Webinar, changed: dict[str, str], sentence: str
) -> None:
    answers = SITTING_ANSWERS | {"day": "2027-03-12"} | changed

    page = otto.post("/secretariat/webinars/asking/sittings/new", data=answers)

    assert page.status_code == 422
    assert sentence in say(page)
    assert "Room B" in page.text
    assert "Fair to Asia" in page.text
    db.expire(draft, ["sittings"])
    assert len(draft.sittings) == 1


def test_a_further_sitting_is_proposed_like_the_one_before_it(
    otto: FlaskClient, db: Db, draft: Webinar
) -> None:
    draft.sittings[0].capacity, draft.sittings[0].reserve = 500, 20
    db.flush()

    page = otto.get("/secretariat/webinars/asking/sittings/new").text

    assert 'value="2027-03-10"' in page
    assert 'value="500"' in page
    assert 'value="13:00"' not in page


def test_the_announcement_says_what_is_missing_and_where_to_mend_it(
    otto: FlaskClient, db: Db
) -> None:
    bare = make_webinar(db, slug="bare", state=WebinarState.DRAFT, sittings=0)
    bare.texts[0].abstract = ""
    db.flush()

    page = otto.get("/secretariat/webinars/bare/announce")
    answer = otto.post("/secretariat/webinars/bare/announce")

    assert heading(page) == "This webinar cannot be announced yet"
    assert '"/secretariat/webinars/bare/sittings/new"' in page.text
    assert "<button>Announce" not in page.text
    assert answer.status_code == 422
    assert "Finish a title and an abstract in at least one language first." in say(answer)
    assert anew(db, bare).state is WebinarState.DRAFT


def test_announcing_twice_by_a_double_click_is_once(
    otto: FlaskClient, db: Db, draft: Webinar
) -> None:
    answers = [otto.post("/secretariat/webinars/asking/announce").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert anew(db, draft).announced_at == NOON
    assert otto.get("/secretariat/webinars/asking/announce").status_code == 303
    assert otto.get("/secretariat/webinars/asking/open").status_code == 200
    assert otto.post("/secretariat/webinars/asking/open").status_code == 303


def test_the_time_of_what_was_announced_is_not_changed_here(otto: FlaskClient, db: Db) -> None:
    sitting = make_sitting(db)
    address = f"/secretariat/sittings/{sitting.public_id}/edit"
    answers = SITTING_ANSWERS | {"day": "2027-04-10", "capacity": "50"}

    page, answer = otto.get(address), otto.post(address, data=answers)

    assert 'name="day"' not in page.text
    assert f"/reschedule/{sitting.public_id}" in page.text
    assert answer.status_code == 303
    anew(db, sitting)
    assert (sitting.announced_start.month, sitting.capacity, sitting.venue) == (3, 50, "")
    assert sitting.sequence == 0


def test_the_time_of_a_draft_is_changed_here(otto: FlaskClient, db: Db, draft: Webinar) -> None:
    sitting = draft.sittings[0]
    answers = SITTING_ANSWERS | {"day": "2027-04-10"}

    answer = otto.post(f"/secretariat/sittings/{sitting.public_id}/edit", data=answers)

    assert answer.status_code == 303
    anew(db, sitting)
    assert (sitting.announced_start.month, sitting.capacity, sitting.venue) == (4, 300, "Room B")


def test_a_live_room_is_replaced(otto: FlaskClient, db: Db) -> None:
    sitting = make_sitting(db)
    address = f"/secretariat/sittings/{sitting.public_id}/room"

    answer = otto.post(address, data={"link": ROOM.link, "dial_in": "+41 22\r\n+1 212"})
    wrong = otto.post(address, data={"link": "rooms.example", "notes": "Use headphones"})

    assert (answer.status_code, wrong.status_code) == (303, 422)
    assert "Use headphones" in wrong.text
    room = room_of(anew(db, sitting))
    assert room is not None
    assert room.dial_in == "+41 22\n+1 212"


def test_a_sitting_of_a_draft_is_removed_and_one_that_was_announced_is_not(
    otto: FlaskClient, db: Db, draft: Webinar
) -> None:
    planned, told = draft.sittings[0], make_sitting(db)

    gone = otto.post(f"/secretariat/sittings/{planned.public_id}/remove")
    kept = otto.post(f"/secretariat/sittings/{told.public_id}/remove")

    assert (gone.status_code, kept.status_code) == (303, 409)
    assert "cancel the sitting instead of removing it" in say(kept)
    assert otto.get(f"/secretariat/sittings/{planned.public_id}/edit").status_code == 404


def test_a_draft_is_cancelled_with_a_reason(otto: FlaskClient, db: Db, draft: Webinar) -> None:
    address = "/secretariat/webinars/asking/drop"

    assert otto.post(address, data={"reason": " "}).status_code == 422
    assert otto.post(address, data={"reason": "No speaker was found"}).status_code == 303

    assert anew(db, draft).state is WebinarState.CANCELLED
    assert "No speaker was found" in say(otto.get("/secretariat/series/half-year"))


def test_what_was_announced_is_not_dropped_here(otto: FlaskClient, db: Db) -> None:
    webinar = make_webinar(db, slug="told")

    otto.post("/secretariat/webinars/told/drop", data={"reason": "Why"})

    assert anew(db, webinar).state is WebinarState.OPEN


def test_half_a_time_does_not_close_registration(otto: FlaskClient, db: Db) -> None:
    webinar = make_webinar(db, slug="told")
    address = "/secretariat/webinars/told/closing"

    half = otto.post(address, data={"day": "2027-03-09", "hour": ""})
    late = otto.post(address, data={"day": "2027-03-11", "hour": "09:00"})
    none = otto.post(address, data={})

    assert [half.status_code, late.status_code, none.status_code] == [422, 422, 303]
    assert "Write both the day and the hour, or neither." in say(half)
    assert "Registration closes before the last sitting ends." in say(late)
    assert anew(db, webinar).registration_closes_at is None
