"""One's own page: a GET changes nothing, a POST proves the address, no other link opens it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting
from tests.factories.registrations import make_registration
from tests.integration.desk.my.pages import heading, link, snapshot
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.registrations.rules import is_proven
from webinars.web.requests import WebinarsApp


def test_before_the_address_is_proven_there_is_one_button_and_no_way_in(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)
    app.clock = lambda: TENTH_OF_MARCH - timedelta(minutes=5)

    page = client.get(link(app, mine))

    assert heading(page) == "Is this your address?"
    assert "This is my address: open my registration" in page.text
    assert "/join/" not in page.text


def test_who_waits_for_a_place_is_promised_no_way_into_the_room(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db, capacity=1)
    first, second = (
        make_registration(db, sitting=sitting, name=name, proven=False) for name in ("A", "B")
    )

    held, waits = (client.get(link(app, one)).text for one in (first, second))

    assert "shows the way into the room, and we remind you" in held
    assert "the way into the room once you have a place" in waits


def test_the_button_proves_the_address_and_opens_the_way_in(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)
    app.clock = lambda: TENTH_OF_MARCH - timedelta(minutes=5)

    answer = client.post(link(app, mine, "open"), follow_redirects=True)

    db.expire_all()
    assert is_proven(mine)
    assert heading(answer) == "The room is open: it starts in 5 minutes"
    assert f'href="{link(app, mine, purpose=Purpose.JOIN)}"' in answer.text
    assert "Your registration is open." in answer.text


def test_a_form_that_was_sent_leads_back_to_the_page_when_it_is_reloaded(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    sent = client.post(link(app, mine, "name"), data={"name": ""})

    answer = client.get(link(app, mine, "name"), query_string={"lang": "fr", "x": "1"})

    assert (sent.status_code, answer.status_code) == (422, 303)
    assert answer.location == f"{link(app, mine)}?lang=fr"


def test_an_address_with_no_page_above_it_is_refused(client: FlaskClient) -> None:
    assert client.get("/sign-out").status_code == 405


@pytest.mark.parametrize("more", [(), ("calendar.ics",), ("data.json",), ("erase",)])
@pytest.mark.parametrize("proven", [True, False])
def test_opening_a_link_changes_nothing(
    db: Db, client: FlaskClient, app: WebinarsApp, more: tuple[str, ...], *, proven: bool
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=proven)
    before = snapshot(db)

    for method in ("GET", "HEAD"):
        assert client.open(link(app, mine, *more), method=method).status_code == 200

    assert snapshot(db) == before


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (16, "You are registered"),
        (15, "The room is open: it starts in 15 minutes"),
        (1, "The room is open: it starts in 1 minute"),
        (0, "The sitting has begun: come in"),
        (-89, "The sitting has begun: come in"),
        (-90, "Your sitting is over"),
    ],
)
def test_the_way_in_shows_from_a_quarter_of_an_hour_before_to_the_end(
    db: Db, client: FlaskClient, app: WebinarsApp, minutes: int, words: str
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    app.clock = lambda: TENTH_OF_MARCH - timedelta(minutes=minutes)

    page = client.get(link(app, mine))

    assert heading(page) == words
    assert ("/join/" in page.text) is (-90 < minutes <= 15)


def test_who_waits_sees_so_and_no_way_in(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    sitting = make_sitting(db, capacity=1)
    make_registration(db, sitting=sitting, name=JUMA[0])
    mine = make_registration(db, sitting=sitting)

    assert heading(client.get(link(app, mine))) == "You are in the queue"
    app.clock = lambda: TENTH_OF_MARCH
    assert "/join/" not in client.get(link(app, mine)).text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: token[:-1],
        lambda token: "b" + token[1:],
        lambda token: token.upper(),
        lambda _token: "x",
        lambda token: token[:1] + "a" * 26 + token[27:],
    ],
    ids=["forged", "cut", "another key", "upper case", "short", "another row"],
)
def test_a_spoilt_link_opens_nothing(
    db: Db, client: FlaskClient, app: WebinarsApp, spoil: object
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    token = link(app, mine).removeprefix("/my/")

    page = client.get(f"/my/{spoil(token)}")  # type: ignore[operator]  # one of the lambdas above

    assert page.status_code == 404
    assert "no longer valid" in page.text
    assert AMINA[0] not in page.text


def test_a_link_for_another_purpose_or_of_an_earlier_generation_opens_nothing(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    joining = link(app, mine, purpose=Purpose.JOIN).replace("/join/", "/my/")
    old = link(app, mine)
    mine.generation += 1
    db.flush()

    assert [client.get(path).status_code for path in (joining, old)] == [404, 404]
    assert client.post(old + "/cancel").status_code == 404
    db.expire_all()
    assert mine.cancelled_at is None


def test_a_lost_link_is_answered_alike_for_everyone(
    db: Db, client: FlaskClient, queries: list[str]
) -> None:
    make_registration(db, sitting=make_sitting(db))
    db.flush()
    answers, counts = [], []
    for address in (AMINA[1], "nobody@office.example"):
        queries.clear()
        answers.append(client.post("/my", data={"email": address}))
        counts.append(len(queries))

    known, unknown = answers
    assert (known.status_code, known.location) == (303, "/check-your-mail")
    assert (known.data, dict(known.headers)) == (unknown.data, dict(unknown.headers))
    assert counts[0] == counts[1]


def test_what_is_no_address_is_told(client: FlaskClient) -> None:
    answer = client.post("/my", data={"email": "amina at office"})

    assert answer.status_code == 422
    assert "E-mail: the address is not complete" in answer.text


def test_another_site_cannot_press_the_buttons(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    answer = client.post(link(app, mine, "cancel"), headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    db.expire_all()
    assert mine.cancelled_at is None


def test_the_address_of_the_page_is_told_to_nobody(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    headers = client.get(link(app, mine)).headers

    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")
