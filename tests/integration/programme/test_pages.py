"""The Secretariat's pages: who may see them, what they keep, what they say."""

import re
from html import unescape
from typing import TypeVar

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import NOON, make_series, make_sitting, make_webinar
from tests.integration.programme.acts import ROOM
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import (
    Appearance,
    Openness,
    Part,
    PromisedPart,
    Series,
    Webinar,
    WebinarState,
)
from webinars.programme.queries import cost_lines, find_series, find_webinar
from webinars.programme.rules import promised, room_of

Row = TypeVar("Row")
Answers = dict[str, str]

SERIES_ANSWERS = {
    "title": "Six months",
    "language": "en",
    "starts_on": "2027-01-01",
    "ends_on": "2027-06-30",
    "zone": "Europe/Zurich",
    "threshold_minutes": "5",
    "decision_text": "Le Comité décide.",
    "decision_language": "fr",
    "slug": "half-year",
}
WEBINAR_ANSWERS = {
    "title": "Asking <b>first</b>",
    "language": "en",
    "planned_month": "2027-03-01",
    "cycle_theme": "cycle.needs",
    "activities": ["type.capacity", "type.da"],
    "openness": "observers",
    "lead_state_code": "KE",
    "slug": "asking",
}
TEXT_ANSWERS = {
    "title": "الأسئلة أولا",
    "abstract": "سطر أول\r\nسطر ثان",
    "questions": "لماذا؟",
    "state": "ready",
    "owner": "Li Shili",
}
SITTING_ANSWERS = {
    "day": "2027-03-10",
    "hour": "13:00",
    "zone": "Europe/Zurich",
    "minutes": "90",
    "capacity": "300",
    "reserve": "20",
    "slot_reason": "Fair to Asia",
    "venue": "Room B",
    "link": "https://rooms.example/j/7",
}


@pytest.fixture
def otto(client: FlaskClient, db: Db) -> FlaskClient:
    """A browser in which the Secretariat is signed in."""
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


@pytest.fixture
def draft(db: Db) -> Webinar:
    series = make_series(db, slug="half-year", published_at=None)
    return make_webinar(db, series=series, slug="asking", state=WebinarState.DRAFT)


def every_page(webinar: Webinar) -> list[str]:
    sitting, desk = webinar.sittings[0], f"/secretariat/webinars/{webinar.slug}"
    series = f"/secretariat/series/{webinar.series.slug}"
    parts = ("edit", "texts/ar", "texts/en", "languages", "sittings/new", "appearances", "costs")
    asked, of_sitting = ("announce", "drop", "closing"), ("edit", "room", "remove")
    return [
        "/secretariat/series",
        "/secretariat/series/new",
        series,
        f"{series}/edit",
        f"{series}/texts/ru",
        f"/secretariat/webinars/new?series={webinar.series.slug}",
        *(f"{desk}/{part}" for part in parts + asked),
        *(f"/secretariat/sittings/{sitting.public_id}/{part}" for part in of_sitting),
    ]


def heading(page: TestResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


def title(page: TestResponse) -> str:
    found = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
    assert found
    return unescape(found[1]).strip().partition(" – ")[0]


def anew(db: Db, row: Row) -> Row:
    """Return `row` as it stands in the database now."""
    db.expire_all()
    return row


def say(page: TestResponse) -> str:
    """Return the words of a page, as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_every_page_opens_for_the_secretariat_under_its_own_heading(
    otto: FlaskClient, draft: Webinar
) -> None:
    for address in every_page(draft):
        page = otto.get(address)
        assert page.status_code == 200, address
        assert title(page) == heading(page), address
        assert otto.get(f"{address}{'&' if '?' in address else '?'}lang=ar").status_code == 200


def test_visitors_are_led_to_sign_in_and_others_are_refused(
    client: FlaskClient, db: Db, draft: Webinar
) -> None:
    for address in every_page(draft):
        assert client.get(address).status_code == 303, address

    sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    for address in every_page(draft):
        assert client.get(address).status_code == 403, address


@pytest.mark.parametrize(
    "address",
    [
        "/secretariat/series/none",
        "/secretariat/webinars/none/edit",
        "/secretariat/webinars/asking/texts/de",
        "/secretariat/webinars/new?series=none",
        "/secretariat/webinars/new",
        "/secretariat/sittings/none/room",
        "/secretariat/webinars/asking/appearances/none",
    ],
)
def test_what_is_not_there_is_not_found(otto: FlaskClient, draft: Webinar, address: str) -> None:
    assert draft.slug == "asking"
    assert otto.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/secretariat/webinars/new?series=half-year",
        "/secretariat/series/half-year/draft",
        "/secretariat/webinars/asking/clone",
    ],
)
def test_nothing_is_planned_for_a_series_that_is_closed(
    otto: FlaskClient, db: Db, address: str
) -> None:
    webinar = make_webinar(db, slug="asking", series=make_series(db, slug="half-year"))
    webinar.series.closed_at = NOON
    db.flush()

    answer = otto.post(address, data=WEBINAR_ANSWERS | {"planned_month": "2027-03-01"})

    assert answer.status_code in (409, 422)
    assert "This series has been closed already" in answer.text
    assert db.scalars(select(Webinar.slug)).all() == ["asking"]


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


def test_a_title_that_is_too_long_is_refused_and_nothing_written_is_lost(
    otto: FlaskClient, draft: Webinar
) -> None:
    answers = TEXT_ANSWERS | {"title": "ا" * 301, "questions": "one\r\ntwo"}

    page = otto.post("/secretariat/webinars/asking/texts/ar", data=answers)

    assert page.status_code == 422
    assert "Use at most 300 characters: there are 301 now." in say(page)
    assert "Nothing has been changed, and what you wrote is still below." in say(page)
    for written in ("ا" * 301, "سطر أول", "one\r\ntwo", "Li Shili"):
        assert written in unescape(page.text)
    assert title(page).startswith("Error: Text in Arabic")
    assert len(draft.texts) == 1


def test_a_title_of_300_characters_is_kept(otto: FlaskClient, db: Db, draft: Webinar) -> None:
    answers = TEXT_ANSWERS | {"title": "ا" * 300}

    assert otto.post("/secretariat/webinars/asking/texts/ar", data=answers).status_code == 303

    assert [len(text.title) for text in anew(db, draft).texts] == [300, 24]


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


def test_a_slug_that_is_taken_leaves_the_webinar_as_it_was(
    otto: FlaskClient, db: Db, draft: Webinar
) -> None:
    other = make_webinar(db, slug="taken")
    answers = WEBINAR_ANSWERS | {"slug": other.slug, "planned_month": "2027-04-01"}

    page = otto.post("/secretariat/webinars/asking/edit", data=answers)

    assert page.status_code == 422
    assert "“taken” is, or was, the address of another series or webinar." in say(page)
    assert anew(db, draft).planned_month.month == 3


@pytest.mark.parametrize(
    ("page", "answers", "other"),
    [
        ("webinars/asking/edit", WEBINAR_ANSWERS, {"openness": "public"}),
        ("webinars/asking/languages", {"floor": "en"}, {"floor": "fr"}),
        ("series/half-year/edit", SERIES_ANSWERS, {"threshold_minutes": "9"}),
        ("series/half-year/texts/en", SERIES_ANSWERS, {"title": "Half a year"}),
        ("sittings/{sitting}/edit", SITTING_ANSWERS, {"minutes": "80"}),
        ("sittings/{sitting}/room", SITTING_ANSWERS, {"notes": "Mute yourself."}),
    ],
)
def test_who_saves_second_is_asked_to_compare_and_may_save_again(
    otto: FlaskClient, draft: Webinar, page: str, answers: Answers, other: Answers
) -> None:
    here = f"/secretariat/{page}".format(sitting=draft.sittings[0].public_id)
    seen = {"seen": _print_in(otto.get(here).text)}
    first = otto.post(here, data=answers | other | seen)

    second = otto.post(here, data=answers | seen)
    again = otto.post(here, data=answers | {"seen": _print_in(second.text)})

    assert first.status_code == 303
    assert second.status_code == 422
    assert "Somebody else changed this while you wrote." in say(second)
    assert again.status_code == 303


def test_a_further_sitting_is_proposed_like_the_one_before_it(
    otto: FlaskClient, db: Db, draft: Webinar
) -> None:
    draft.sittings[0].capacity, draft.sittings[0].reserve = 500, 20
    db.flush()

    page = otto.get("/secretariat/webinars/asking/sittings/new").text

    assert 'value="2027-03-10"' in page
    assert 'value="500"' in page
    assert 'value="13:00"' not in page


def _print_in(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', page)
    assert found
    return found[1]


def test_what_somebody_else_wrote_meanwhile_is_shown_as_a_refusal(
    otto: FlaskClient, db: Db, draft: Webinar
) -> None:
    seen = otto.get("/secretariat/webinars/asking/texts/en").text
    found = re.search(r'name="seen" value="([^"]*)"', seen)
    assert found
    answers = TEXT_ANSWERS | {"seen": "2027-01-01T00:00:00+00:00"}

    page = otto.post("/secretariat/webinars/asking/texts/en", data=answers)

    assert page.status_code == 422
    assert "Somebody else changed this while you wrote." in say(page)
    answers["seen"] = found[1]
    assert otto.post("/secretariat/webinars/asking/texts/en", data=answers).status_code == 303
    assert anew(db, draft).texts[0].title == TEXT_ANSWERS["title"]


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


def test_a_language_beside_the_six_can_be_promised(
    otto: FlaskClient, db: Db, draft: Webinar
) -> None:
    page = otto.get("/secretariat/webinars/asking/languages?with=sw")

    assert "Swahili" in page.text
    otto.post("/secretariat/webinars/asking/languages", data={"interpretation": ["sw"]})
    assert promised(anew(db, draft), PromisedPart.INTERPRETATION) == ["sw"]
    assert "Swahili" in otto.get("/secretariat/webinars/asking/languages").text
    wrong = otto.post("/secretariat/webinars/asking/languages", data={"floor": ["<b>"]})
    assert wrong.status_code == 422
    assert "<b>" not in wrong.text.partition("<main")[2].replace("<b lang", "")


def test_people_are_mended_and_leave(otto: FlaskClient, db: Db, draft: Webinar) -> None:
    draft.appearances.append(Appearance(part=Part.SPEAKER, name="Ada"))
    db.flush()
    ada = draft.appearances[0]
    address = f"/secretariat/webinars/asking/appearances/{ada.public_id}"

    otto.post(address, data={"part": "opening", "name": "Ada Example"})
    otto.post(f"{address}/end")

    anew(db, ada)
    assert (ada.part, ada.name, ada.declined_at) == (Part.OPENING, "Ada Example", NOON)
    assert "No longer takes part" in say(otto.get("/secretariat/webinars/asking/appearances"))


@pytest.mark.parametrize("amount", ["", "twelve", "0", "0.001", "NaN"])
def test_an_amount_that_is_none_is_explained(
    otto: FlaskClient, db: Db, draft: Webinar, amount: str
) -> None:
    answers = {"kind": "actual", "label": "Captions", "amount": amount}

    page = otto.post("/secretariat/webinars/asking/costs", data=answers)

    assert page.status_code == 422
    assert "Write the amount in Swiss francs, as in 1200 or 1200.50." in say(page)
    assert cost_lines(db, webinar=draft) == []


def test_costs_stand_with_their_centimes(otto: FlaskClient, draft: Webinar) -> None:
    assert draft.slug == "asking"
    for amount in ("7200.5", "-200"):
        answers = {"kind": "actual", "label": "Captions", "amount": amount}
        otto.post("/secretariat/webinars/asking/costs", data=answers)

    words = say(otto.get("/secretariat/webinars/asking/costs"))

    assert "CHF 7,200.50" in words
    assert "CHF 7,000.50" in words


def test_a_title_is_never_markup(otto: FlaskClient, db: Db) -> None:
    series = make_series(db, slug="markup", title="<script>alert(1)</script>")
    make_webinar(db, series=series, title="<img src=x onerror=alert(1)>", state=WebinarState.DRAFT)

    page = otto.get("/secretariat/series/markup")

    assert "<script>alert" not in page.text
    assert "<img" not in page.text


def test_texts_say_which_language_is_written_and_which_is_read_meanwhile(
    otto: FlaskClient, draft: Webinar
) -> None:
    assert draft.slug == "asking"

    page = otto.get("/secretariat/webinars/asking/texts/ar")

    assert 'lang="ar" dir="rtl"' in page.text
    assert "Until this text is ready, its readers get another language: English." in say(page)
    assert "About: Assessing needs together" in say(page)


def test_a_changed_series_leads_on_from_its_earlier_address(otto: FlaskClient, db: Db) -> None:
    otto.post("/secretariat/series/new", data=SERIES_ANSWERS)

    answer = otto.post(
        "/secretariat/series/half-year/edit", data=SERIES_ANSWERS | {"slug": "pilot"}
    )
    reversed_ = otto.post(
        "/secretariat/series/pilot/edit",
        data=SERIES_ANSWERS | {"slug": "pilot", "ends_on": "2026-01-01"},
    )

    assert answer.location == "/secretariat/series/pilot"
    assert reversed_.status_code == 422
    assert "The last day of the period lies before the first." in say(reversed_)
    series = find_series(db, slug="pilot")
    assert series is not None
    assert series.decision_language is Language.FRENCH


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_series_takes_as_many_queries_however_long(
    otto: FlaskClient, db: Db, queries: list[str], number: int
) -> None:
    series: Series = make_series(db, slug="long")
    for _ in range(number):
        make_webinar(db, series=series, sittings=2)
    db.commit()
    queries.clear()

    assert otto.get("/secretariat/series/long").status_code == 200

    assert len(queries) == 8
