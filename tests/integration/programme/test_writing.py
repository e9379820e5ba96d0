"""What an officer writes: kept as it is, refused with a sentence, never lost."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.factories.programme import NOON, make_webinar
from tests.integration.programme.answers import (
    SERIES_ANSWERS,
    SITTING_ANSWERS,
    TEXT_ANSWERS,
    WEBINAR_ANSWERS,
    Answers,
    anew,
    say,
    title,
)
from webinars.database import Db
from webinars.programme.models import (
    Appearance,
    Part,
    PromisedPart,
    Webinar,
)
from webinars.programme.queries import cost_lines
from webinars.programme.rules import promised


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


def test_texts_say_which_language_is_written_and_which_is_read_meanwhile(
    otto: FlaskClient, draft: Webinar
) -> None:
    assert draft.slug == "asking"

    page = otto.get("/secretariat/webinars/asking/texts/ar")

    assert 'lang="ar" dir="rtl"' in page.text
    assert "Until this text is ready, its readers get another language: English." in say(page)
    assert "About: Assessing needs together" in say(page)
