"""The form of one minute: what it asks, what it answers, and that it tells nobody who is known."""

import gzip
import re
import statistics
import time
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.conftest import NOON
from tests.factories.people import AMINA, FORMULA, JUMA, RIGHT_TO_LEFT
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration, make_registrations
from tests.integration.registrations.reading import count, kinds, letters, states
from webinars.database import Db
from webinars.desk.views.registering import MOST
from webinars.kernel.languages import Language
from webinars.people.models import Person
from webinars.programme.models import Openness, Promise, PromisedPart, Sitting, WebinarState
from webinars.registrations.models import Category, Enrolment, Registration
from webinars.registrations.queries import registrations_of
from webinars.registrations.rules import agreed
from webinars.web.assets import assets
from webinars.web.requests import WebinarsApp

KB = 1024
FORM_LIMIT = 20 * KB
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}

AMINAS = {
    "name": AMINA[0],
    "email": AMINA[1],
    "category": "state",
    "state": "KE",
    "language": "en",
    "viewers": "1",
}


def at(sitting: Sitting) -> str:
    return f"/sittings/{sitting.public_id}/register"


def send(client: FlaskClient, sitting: Sitting, **over: str) -> TestResponse:
    return client.post(at(sitting), data=AMINAS | over)


def only(db: Db, sitting: Sitting) -> Registration:
    [made] = registrations_of(db, webinar=sitting.webinar)
    return made


def test_name_address_state_and_language_are_enough(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)

    answer = send(client, sitting)

    assert (answer.status_code, answer.location) == (303, "/check-your-mail")
    made = only(db, sitting)
    assert (made.person.name, made.category, made.state_code) == (AMINA[0], Category.STATE, "KE")
    assert agreed(made) == frozenset()
    assert kinds(db) == ["confirmation"]
    assert "Check your mail" in client.get(answer.location).text


def test_the_page_asks_with_nothing_ticked(db: Db, client: FlaskClient) -> None:
    page = client.get(at(make_sitting(db))).text

    assert '<option value="KE">Kenya</option>' in page
    assert re.findall(r'<input type="checkbox"[^>]* checked', page) == []
    assert re.findall(r'name="category"[^>]*value="(\w+)" checked', page) == ["state"]
    assert 'value="en" checked' in page
    assert "csrf_token" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"needs": "Live captions", "viewers": "3", "function": "Registrar"},
        {"sector": "ip-office", "gender": "unsaid"},
        {"recording": "yes", "news": "yes"},
        {"category": "ngo", "organisation": "Exemple", "state": ""},
        {"category": "observer-state", "state": "PS"},
        {"category": "other", "state": ""},
        {"language": "ar", "via": "group-b"},
    ],
    ids="-".join,
)
def test_what_is_said_besides_is_kept(db: Db, client: FlaskClient, fields: dict[str, str]) -> None:
    sitting = make_sitting(db)

    assert send(client, sitting, **fields).status_code == 303

    made = only(db, sitting)
    kept = {"via": made.referral, "state": made.state_code or "", "viewers": str(made.viewers)}
    kept |= {"recording": "yes" if "recording" in agreed(made) else ""}
    kept |= {"news": "yes" if "news" in agreed(made) else ""}
    for name, value in fields.items():
        assert (kept.get(name) or str(getattr(made, name, ""))) == value


def test_the_clock_of_the_browser_is_kept(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)
    client.set_cookie("zone", "Asia/Kathmandu")

    send(client, sitting)

    assert only(db, sitting).zone == "Asia/Kathmandu"


def test_an_unknown_clock_is_asked_among_those_of_the_state(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)
    assert 'name="zone"' not in client.get(at(sitting)).text

    again = send(client, sitting, name="", state="BR")
    assert '<option value="America/Manaus">Manaus</option>' in again.text
    assert "Africa/Nairobi" not in again.text

    send(client, sitting, state="BR", zone="America/Manaus")
    assert only(db, sitting).zone == "America/Manaus"


def wrong(answer: TestResponse) -> list[str]:
    """Return the lines of the summary of what needs another look."""
    [summary] = re.findall(r'<div class="errs".*?</div>', answer.text, re.DOTALL)
    return [unescape(line) for line in re.findall(r'<li><a href="#[\w-]+">(.*?)</a>', summary)]


def test_each_fault_is_named_and_what_was_written_stays(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)

    answer = send(client, sitting, email="juma@office", state="", language="", function="Head")

    assert answer.status_code == 422
    assert wrong(answer) == [
        "E-mail: the address is not complete",
        "State: none is chosen",
        "We write to you in: none is chosen",
    ]
    assert "<title>Error: Register in one minute" in answer.text
    assert "You are not registered yet: 3 answers need a look" in answer.text
    assert f'value="{AMINA[0]}"' in answer.text
    assert 'value="Head"' in answer.text
    assert (count(db, Registration), count(db, Person)) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"name": "\u200b \u202e"}, "Name: nothing is written"),
        ({"name": "x" * 301}, "Name: too long"),
        ({"category": "king"}, "You come for: not among the answers"),
        ({"category": "igo"}, "Organisation: nothing is written"),
        ({"state": "Kenya"}, "State: not in the list"),
        ({"state": "XX"}, "State: Choose the State from the list."),
        ({"viewers": "0"}, "How many of you watch on this connection: too small or too large"),
        ({"gender": "x"}, "Your gender: not among the answers"),
        ({"needs": "x" * 2001}, "What you need: too long"),
        ({"listens_in": "../etc"}, "You listen to: not in the list"),
        ({"zone": "Mars/Olympus"}, "Your clock: not in the list"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_wrong_answer_is_told_how_to_mend_it(
    db: Db, client: FlaskClient, fields: dict[str, str], fault: str
) -> None:
    answer = send(client, make_sitting(db), **fields)

    assert (answer.status_code, wrong(answer)) == (422, [fault])
    assert count(db, Registration) == 0


@pytest.mark.parametrize("name", [FORMULA, RIGHT_TO_LEFT, "x" * 300, "<script>"], ids=ascii)
def test_any_name_is_kept_as_it_is(db: Db, client: FlaskClient, name: str) -> None:
    sitting = make_sitting(db)

    assert send(client, sitting, name=name).status_code == 303

    assert only(db, sitting).person.name == name


@pytest.mark.parametrize("address", ["Amina.Mfano@OFFICE.EXAMPLE", "amina.mfano@office.example."])
def test_another_spelling_of_the_address_is_the_same_registration(
    db: Db, client: FlaskClient, address: str
) -> None:
    sitting = make_sitting(db)
    send(client, sitting)

    send(client, sitting, email=address)

    assert kinds(db) == ["confirmation", "known"]
    assert {letter.address for letter in letters(db)} <= {AMINA[1], "amina.mfano@office.example"}
    only(db, sitting)


def test_two_persons_register_from_one_mailbox(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)
    send(client, sitting)

    send(client, sitting, name=JUMA[0])

    assert count(db, Registration) == 2


def test_new_and_known_are_answered_alike(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])

    new = send(client, sitting)
    known = send(client, sitting, name=JUMA[0], email=JUMA[1])

    assert (new.status_code, new.data) == (known.status_code, known.data)
    assert dict(new.headers) == dict(known.headers)
    assert [letter.kind for letter in letters(db)[1:]] == [
        "registrations.confirmation",
        "registrations.known",
    ]


def test_new_and_known_take_alike_long(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)
    for number in range(12):
        make_registration(db, sitting=sitting, name=f"Known {number}")

    def seconds(name: str) -> float:
        start = time.perf_counter()
        send(client, sitting, name=name)
        return time.perf_counter() - start

    known = statistics.median(seconds(f"Known {number}") for number in range(12))
    new = statistics.median(seconds(f"New {number}") for number in range(12))

    assert 1 / 4 < known / new < 4


def test_new_and_known_cost_the_database_about_as_much(
    db: Db, client: FlaskClient, queries: list[str]
) -> None:
    """Whoever is known is read as plain values too, which the clock alone would not show."""
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    db.expunge_all()
    queries.clear()

    send(client, sitting, name=JUMA[0], email=JUMA[1])
    known = len(queries)

    assert known == 7, "\n".join(queries)


@pytest.mark.parametrize("capacity", [None, 9])
def test_the_form_takes_at_most_twelve_statements(
    db: Db, client: FlaskClient, queries: list[str], capacity: int | None
) -> None:
    sitting = make_sitting(db, capacity=capacity)
    path = at(sitting)
    db.flush()
    queries.clear()

    ticks = {"recording": "yes", "news": "yes", "follow_up": "yes"}
    assert client.post(path, data=AMINAS | ticks).status_code == 303

    assert len(queries) <= (11 if capacity is None else 12), "\n".join(queries)


def test_the_page_takes_few_statements_and_then_none(
    db: Db, client: FlaskClient, queries: list[str]
) -> None:
    path = at(make_sitting(db, capacity=5))
    db.flush()
    queries.clear()

    client.get(path)
    assert len(queries) <= 8, "\n".join(queries)
    queries.clear()
    client.get(path)
    assert queries == []


@pytest.mark.parametrize("language", list(Language))
def test_page_and_sheet_weigh_at_most_twenty_kilobytes(
    db: Db, client: FlaskClient, language: Language
) -> None:
    webinar = make_webinar(db, sittings=2, title="What a small office needs first")
    for code in ("ar", "es", "fr", "ru", "zh"):
        part = PromisedPart.INTERPRETATION
        webinar.promises.append(Promise(part=part, language=code, promised_at=NOON))
    db.flush()

    page = client.get(at(webinar.sittings[0]), query_string={"lang": language}).data
    again = client.post(
        at(webinar.sittings[0]), query_string={"lang": language}, data={"state": "RU"}
    ).data
    sheet = assets()["site.css"].small

    assert len(gzip.compress(page, 9)) + len(sheet) < FORM_LIMIT
    assert len(gzip.compress(again, 9)) + len(sheet) < FORM_LIMIT


def test_the_title_in_another_language_says_so(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db)
    sitting.webinar.texts[0].language = Language.FRENCH
    sitting.webinar.texts[0].title = "Besoins"
    db.flush()

    assert '<span lang="fr" dir="ltr">Besoins</span>' in client.get(at(sitting)).text


def test_a_program_that_fills_in_everything_is_answered_and_forgotten(
    db: Db, client: FlaskClient
) -> None:
    answer = send(client, make_sitting(db), website="https://example.org")

    assert (answer.status_code, answer.location) == (303, "/check-your-mail")
    assert (count(db, Registration), letters(db)) == (0, [])


def test_a_flood_from_one_network_is_held_off_and_others_are_not(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    path = at(make_sitting(db))
    trap = AMINAS | {"website": "x"}
    for number in range(MOST):
        peer = {"REMOTE_ADDR": f"203.0.113.{number}"}
        assert client.post(path, data=trap, environ_overrides=peer).status_code == 303

    held = client.post(path, data=trap, environ_overrides=ELSEWHERE)
    other = client.post(path, data=trap, environ_overrides={"REMOTE_ADDR": "198.51.100.1"})
    app.clock = lambda: NOON + timedelta(minutes=11)
    later = client.post(path, data=trap, environ_overrides=ELSEWHERE)

    assert (held.status_code, other.status_code, later.status_code) == (429, 303, 303)
    assert "try again in 10 minutes" in held.text


def test_a_form_from_another_site_is_refused(db: Db, client: FlaskClient) -> None:
    path = at(make_sitting(db))

    answer = client.post(path, data=AMINAS, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert count(db, Registration) == 0


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_closed_sitting_shows_the_one_that_is_open(
    db: Db, client: FlaskClient, app: WebinarsApp, method: str
) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    app.clock = lambda: TENTH_OF_MARCH

    answer = client.open(at(morning), method=method, data=AMINAS if method == "POST" else None)

    assert answer.status_code == 409
    assert "The sitting has begun" in answer.text
    assert f'href="{at(evening)}"' in answer.text
    assert ("what you wrote has not been kept" in answer.text) is (method == "POST")
    assert count(db, Registration) == 0


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (WebinarState.ANNOUNCED, "is not open yet"),
        (WebinarState.CANCELLED, "This sitting is cancelled"),
    ],
)
def test_a_webinar_that_takes_nobody_says_why(
    db: Db, client: FlaskClient, state: WebinarState, words: str
) -> None:
    webinar = make_webinar(db, state=state, announced_at=NOON)
    path = at(webinar.sittings[0])

    for answer in (client.get(path), client.post(path, data=AMINAS)):
        assert answer.status_code == 409
        assert words in answer.text


def test_what_is_not_announced_is_not_there(db: Db, client: FlaskClient) -> None:
    draft = make_webinar(db, state=WebinarState.DRAFT).sittings[0]

    assert client.get(at(draft)).status_code == 404
    assert client.get("/sittings/nothing/register").status_code == 404
    assert client.post("/sittings/nothing/register", data=AMINAS).status_code == 404


def test_only_those_are_asked_for_whom_it_is_open(db: Db, client: FlaskClient) -> None:
    sitting = make_webinar(db, openness=Openness.MEMBERS).sittings[0]

    assert 'value="ngo"' not in client.get(at(sitting)).text
    assert send(client, sitting, category="other").status_code == 409


def test_a_full_sitting_says_so_before_and_queues_after(db: Db, client: FlaskClient) -> None:
    sitting = make_sitting(db, capacity=1)
    make_registrations(db, sitting=sitting, count=1)

    assert "All places are taken" in client.get(at(sitting)).text
    send(client, sitting)

    assert states(*registrations_of(db, webinar=sitting.webinar)) == ["confirmed", "waiting"]


def test_a_sitting_that_suits_better_is_pointed_at(db: Db, client: FlaskClient) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    client.set_cookie("zone", "America/Lima")  # seven and eleven o'clock there

    assert "It lies inside your working day." in client.get(at(morning)).text
    assert "It lies inside your working day." not in client.get(at(evening)).text


@pytest.mark.parametrize(("zone", "place"), [("America/Bogota", 1), ("Asia/Kolkata", 0), ("", 0)])
def test_a_webinars_link_leads_to_the_sitting_that_suits(
    db: Db, client: FlaskClient, zone: str, place: int
) -> None:
    webinar = make_webinar(db, sittings=2)  # at 12 and at 16 o'clock UTC
    chosen = webinar.sittings[place].public_id

    answer = client.get(f"/webinars/{webinar.slug}/register?zone={zone}&via=geneva")

    assert answer.status_code == 303
    assert answer.location == f"/sittings/{chosen}/register?via=geneva"


def test_a_series_link_ticks_the_whole_series_and_the_wish_is_kept(
    db: Db, client: FlaskClient
) -> None:
    webinar = make_webinar(db)

    page = client.get(f"/series/{webinar.series.slug}/register", follow_redirects=True)

    assert page.status_code == 200
    assert re.search(r'name="series"[^>]*checked', page.text)
    client.post(page.request.path, data=AMINAS | {"series": "yes"})
    wish = db.scalars(select(Enrolment)).one()
    assert (wish.series_id, wish.confirmed_at) == (webinar.series_id, None)


def test_where_nothing_is_open_the_link_leads_to_the_page(db: Db, client: FlaskClient) -> None:
    webinar = make_webinar(db, state=WebinarState.ANNOUNCED)

    assert client.get(f"/webinars/{webinar.slug}/register").location == f"/webinars/{webinar.slug}"
    assert client.get("/webinars/nothing/register").status_code == 404


@pytest.mark.parametrize(
    ("written", "code"),
    [("肯尼亚", "KE"), ("etiopia", "ET"), ("CONGO", "CG"), ("Сенегал", "SN"), ("كينيا", "KE")],
)
def test_a_state_is_written_in_any_of_six_languages(
    db: Db, client: FlaskClient, written: str, code: str
) -> None:
    sitting = make_sitting(db)

    answer = send(client, sitting, state="", state_typed=written)

    assert answer.status_code == 303
    assert only(db, sitting).state_code == code


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Atlantis", "We know no State of that name. Choose it from the list."),
        ("Korea", "Several States may be meant."),
    ],
)
def test_a_name_of_no_state_or_of_several_is_asked_again(
    db: Db, client: FlaskClient, written: str, sentence: str
) -> None:
    page = send(client, make_sitting(db), state="", state_typed=written)

    assert page.status_code == 422
    assert sentence in page.text
    assert f'value="{written}"' in page.text
