"""One's own page: a GET changes nothing, a POST proves the address, everything can be undone."""

import json
import re
from datetime import timedelta
from html import unescape

import icalendar
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA, make_person
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.database.model import Model
from webinars.journal.models import Detail, Entry
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.live.models import FloorQuestion
from webinars.live.operations import answer
from webinars.outbox.models import Letter
from webinars.people.models import Address, Person
from webinars.registrations.models import ConsentKind, Place, PlaceState, Registration
from webinars.registrations.operations import cancel, cancel_sitting_announced
from webinars.registrations.rules import agreed, is_proven, standing_place
from webinars.web.requests import WebinarsApp

WISHES = {"language": "fr", "zone": "Asia/Omsk", "needs": "Large slides", "viewers": "2"}


def link(app: WebinarsApp, row: Registration, *more: str, purpose: Purpose = Purpose.MY) -> str:
    token = app.keyring.token(purpose, row.public_id, row.generation)
    return "/".join(["", purpose, token, *more])


def heading(page: TestResponse) -> str:
    [words] = re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    return unescape(words)


def snapshot(db: Db) -> list[tuple[object, ...]]:
    """Return everything that a visit might change."""
    db.expire_all()
    models: list[type[Model]] = [Registration, Place, Address, Person, Letter, Entry]
    return [
        tuple(getattr(row, column.key) for column in model.__table__.columns)
        for model in models
        for row in db.scalars(select(model))
    ]


def kinds(db: Db) -> list[str]:
    found = db.scalars(select(Letter.kind).order_by(Letter.id))
    return [kind.removeprefix("registrations.") for kind in found]


def test_before_the_address_is_proven_there_is_one_button_and_no_way_in(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)
    app.clock = lambda: TENTH_OF_MARCH - timedelta(minutes=5)

    page = client.get(link(app, mine))

    assert heading(page) == "Is this your address?"
    assert "This is my address: open my registration" in page.text
    assert "/join/" not in page.text


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


def test_wishes_are_changed(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)

    answer = client.post(link(app, mine, "wishes"), data=WISHES)

    db.expire_all()
    assert (answer.status_code, answer.location) == (303, f"{link(app, mine)}?done=changed")
    assert (mine.language, mine.zone) == (Language.FRENCH, "Asia/Omsk")
    assert (mine.needs, mine.viewers) == ("Large slides", 2)
    assert is_proven(mine)


def test_wrong_wishes_are_told_and_kept_on_the_page(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    answer = client.post(link(app, mine, "wishes"), data=WISHES | {"viewers": "many"})

    assert answer.status_code == 422
    assert "this is not a number" in answer.text
    assert "Large slides" in answer.text
    db.expire_all()
    assert mine.language is Language.ENGLISH


def test_consents_are_given_and_taken_back(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    client.post(link(app, mine, "consents"), data={"news": "yes", "recording": "yes"})
    db.expire_all()
    assert agreed(mine) == {ConsentKind.NEWS, ConsentKind.RECORDING}

    client.post(link(app, mine, "consents"), data={"news": "yes"})
    db.expire_all()
    assert agreed(mine) == {ConsentKind.NEWS}
    assert 'name="news" value="yes" checked' in client.get(link(app, mine)).text


def test_a_name_is_corrected_unless_it_is_taken(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)
    make_registration(db, sitting=sitting, name=JUMA[0])

    taken = client.post(link(app, mine, "name"), data={"name": JUMA[0]})
    empty = client.post(link(app, mine, "name"), data={"name": " "})
    assert (taken.status_code, empty.status_code) == (422, 422)
    assert "is known at this address already" in taken.text
    db.expire_all()
    assert mine.person.name == AMINA[0]

    client.post(link(app, mine, "name"), data={"name": "Amina Exemple"})
    assert "You are Amina Exemple." in client.get(link(app, mine)).text


def test_one_moves_to_the_other_sitting_and_back(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    mine = make_registration(db, sitting=morning)

    client.post(link(app, mine, "sitting"), data={"sitting": evening.public_id})
    db.expire_all()
    place = standing_place(mine)
    assert place is not None
    assert place.sitting is evening
    assert kinds(db) == ["confirmation", "changed", "left"]

    wrong = client.post(link(app, mine, "sitting"), data={"sitting": "elsewhere"})
    assert wrong.status_code == 422
    assert "Nothing has been changed." in wrong.text


def test_one_cancels_and_comes_back_under_a_new_link(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)

    gone = client.post(link(app, mine, "cancel"), follow_redirects=True)
    assert heading(gone) == "You are not registered any more"
    back = client.post(link(app, mine, "return"), data={"sitting": sitting.public_id})

    fresh = db.scalars(select(Registration).order_by(Registration.id.desc())).first()
    assert fresh is not None
    assert back.location == f"{link(app, fresh)}?done=back"
    assert heading(client.get(back.location)) == "You are registered"
    assert f'href="{link(app, fresh)}"' in client.get(link(app, mine)).text
    assert kinds(db) == ["confirmation", "cancelled", "confirmation"]


def test_after_the_start_the_page_refuses_to_cancel(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    app.clock = lambda: TENTH_OF_MARCH

    assert "Cancel my registration" not in client.get(link(app, mine)).text
    assert client.post(link(app, mine, "cancel")).status_code == 409
    db.expire_all()
    assert mine.cancelled_at is None


def test_a_cancelled_sitting_offers_the_other_one(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    morning, evening = make_webinar(db, sittings=2).sittings
    mine = make_registration(db, sitting=morning)
    cancel_sitting_announced(db, sitting=morning, reason="Storm.", by="otto", now=NOON)
    db.flush()

    page = client.get(link(app, mine))

    assert heading(page) == "Your sitting is cancelled"
    assert "Storm." in page.text
    assert f'value="{evening.public_id}"' in page.text


def test_the_calendar_file_has_the_sitting_and_leads_to_the_gate(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    answer = client.get(link(app, mine, "calendar.ics"))

    assert answer.content_type == "text/calendar; charset=utf-8"
    [event] = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    assert str(event["url"]).endswith(link(app, mine, purpose=Purpose.JOIN))
    assert "attendee" not in event

    cancel(db, registration=mine, by="otto", now=NOON)
    assert client.get(link(app, mine, "calendar.ics")).status_code == 303


def test_a_copy_holds_all_that_is_known(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    given = frozenset({ConsentKind.NEWS})
    mine = make_registration(
        db, sitting=make_sitting(db), function="Registrar", needs="Captions", consents=given
    )

    answer = client.get(link(app, mine, "data.json"))

    assert "attachment" in answer.headers["Content-Disposition"]
    copy = json.loads(answer.text)
    [registration] = copy["registrations"]
    assert (registration["function"], registration["needs"]) == ("Registrar", "Captions")
    assert registration["consents"][0]["to"] == "news"
    assert registration["places"][0]["state"] == "confirmed"
    assert copy["persons"][0]["addresses"][0]["address"] == AMINA[1]


def test_erasing_leaves_no_name_and_frees_the_place(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db, capacity=1)
    mine = make_registration(db, sitting=sitting, function="Registrar", needs="Captions")
    client.post(link(app, mine, "name"), data={"name": "Amina Exemple"})
    client.post("/my", data={"email": AMINA[1]})
    other = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    was = link(app, mine)

    assert "Erase everything" in client.get(f"{was}/erase").text
    answer = client.post(f"{was}/erase", follow_redirects=True)
    db.expire_all()

    assert heading(answer) == "Your data are erased"
    kept = " ".join(str(value) for row in snapshot(db) for value in row)
    kept += " ".join(str(detail.content) for detail in db.scalars(select(Detail)))
    for word in ("Amina", "amina", "Registrar", "Captions"):
        assert word not in kept
    assert (mine.cancelled_at, mine.person.erased_at) == (NOON, NOON)
    assert client.get(was).status_code == 404
    place = standing_place(other)
    assert place is not None
    assert place.state is PlaceState.OFFERED
    waiting = [letter for letter in db.scalars(select(Letter)) if letter.withdrawn_at is None]
    assert {letter.about for letter in waiting} == {other.public_id}


def test_erasing_after_the_sitting_keeps_the_count(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    app.clock = lambda: TENTH_OF_MARCH + timedelta(days=1)

    client.post(link(app, mine, "erase"))

    db.expire_all()
    assert (mine.cancelled_at, mine.person.name, mine.address) == (None, "", None)


def test_who_did_not_register_erases_without_proving_anything(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)

    client.post(link(app, mine, "erase"))

    assert db.scalars(select(Address)).all() == []


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


def test_the_page_takes_few_statements(
    db: Db, client: FlaskClient, app: WebinarsApp, queries: list[str]
) -> None:
    path = link(app, make_registration(db, sitting=make_sitting(db, capacity=4)))
    db.flush()
    db.expunge_all()
    queries.clear()

    client.get(path)

    assert len(queries) == 12, "\n".join(queries)


@pytest.mark.parametrize("act", ["open", "wishes", "consents", "name", "sitting", "cancel"])
def test_each_form_takes_at_most_twelve_statements(
    db: Db, client: FlaskClient, app: WebinarsApp, queries: list[str], act: str
) -> None:
    webinar = make_webinar(db, sittings=2)
    for sitting in webinar.sittings:
        sitting.capacity = 9
    mine = make_registration(db, sitting=webinar.sittings[0])
    path, evening = link(app, mine, act), webinar.sittings[1].public_id
    data = WISHES | {"news": "yes", "name": "Amina Exemple", "sitting": evening}
    db.flush()
    db.expunge_all()
    queries.clear()

    assert client.post(path, data=data).status_code == 303

    assert len(queries) <= 12, "\n".join(queries)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("proven", [True, False])
def test_passing_on_asks_once_who_the_colleague_is(
    db: Db, client: FlaskClient, app: WebinarsApp, queries: list[str], *, known: bool, proven: bool
) -> None:
    """PostgreSQL gets all that is written of a colleague at once; SQLite, table by table."""
    path = link(app, make_registration(db, sitting=make_sitting(db, capacity=9), proven=proven))
    if known:
        make_person(db, name=JUMA[0], address=JUMA[1])
    db.flush()
    db.expunge_all()
    queries.clear()

    assert client.post(path + "/colleague", data=COLLEAGUE).status_code == 303

    sqlite = db.get_bind().dialect.name == "sqlite"
    most, proving = ((13 if known else 15), 2) if sqlite else (10, 1)
    assert len(queries) == most + (0 if proven else proving), "\n".join(queries)


COLLEAGUE = {"to-name": JUMA[0], "to-email": JUMA[1], "to-language": "fr"}


def test_a_colleague_goes_instead_and_says_yes(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    page = client.post(link(app, mine, "colleague"), data=COLLEAGUE, follow_redirects=True)

    assert heading(page) == "Your colleague goes instead"
    assert "Take the place back" in page.text
    theirs = db.scalars(select(Registration).where(Registration.id != mine.id)).one()
    asked = client.get(link(app, theirs))
    assert heading(asked) == "Do you go instead of a colleague?"
    assert f"{AMINA[0]} passed the place on to you." in asked.text
    answered = client.post(link(app, theirs, "open"), follow_redirects=True)
    assert heading(answered) == "You are registered"
    assert "Take the place back" not in client.get(link(app, mine)).text
    assert client.post(link(app, mine, "take-back")).status_code == 409


def test_a_colleague_who_says_no_gives_the_place_back(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    client.post(link(app, mine, "colleague"), data=COLLEAGUE)
    theirs = db.scalars(select(Registration).where(Registration.id != mine.id)).one()

    client.post(link(app, theirs, "decline"))

    db.expire_all()
    assert heading(client.get(link(app, mine))) == "You are registered"
    assert kinds(db)[-1] == "place_back"


def test_nobody_goes_instead_of_themselves(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    self = {"to-name": AMINA[0], "to-email": AMINA[1].upper(), "to-language": "en"}

    page = client.post(link(app, mine, "colleague"), data=self)

    assert page.status_code == 422
    assert "Write your colleague’s name and address" in page.text.replace("&#39;", "’")
    assert kinds(db) == ["confirmation"]


ASKED = {"q-text": "Who pays?", "q-language": "fr", "q-named": "1"}


def test_a_question_is_asked_and_its_answer_read_on_the_page(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    page = client.post(link(app, mine, "questions"), data=ASKED, follow_redirects=True)

    assert "Not read yet. The answer will stand here." in page.text
    question = db.scalars(select(FloorQuestion)).one()
    assert (question.text, question.language, question.named) == ("Who pays?", "fr", True)
    words = "L’office."
    answer(db, question=question, text=words, language=Language.FRENCH, by="otto", now=NOON)
    assert "L’office." in client.get(link(app, mine)).text


def test_nobody_takes_back_the_question_of_another(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)
    other = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    client.post(link(app, mine, "questions"), data=ASKED)
    question = db.scalars(select(FloorQuestion)).one()
    where = ("questions", question.public_id, "take-back")

    assert client.post(link(app, other, *where)).status_code == 404
    assert client.post(link(app, mine, *where)).status_code == 303


def test_who_joined_says_how_many_watched(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    app.clock = lambda: TENTH_OF_MARCH + timedelta(minutes=5)
    assert "Did others watch with you?" not in client.get(link(app, mine)).text
    client.post(link(app, mine, purpose=Purpose.JOIN))

    faulty = client.post(link(app, mine, "viewers"), data={"v-viewers": "40"})
    assert "Write where so many watched together." in faulty.text
    assert 'value="40"' in faulty.text
    page = client.post(link(app, mine, "viewers"), data={"v-viewers": "12"}, follow_redirects=True)

    assert "Viewers declared: 12." in page.text


def test_the_whole_series_is_wished_for_and_ended(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    page = client.post(link(app, mine, "series"), follow_redirects=True)
    assert "We register you for each webinar of the series as it opens." in page.text

    ended = client.post(link(app, mine, "series", "end"), follow_redirects=True)
    assert "Register me for the whole series" in ended.text


def test_other_registrations_are_named_without_their_keys_and_of_the_same_person_alone(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)
    second = make_webinar(db, title="The second")
    theirs = make_webinar(db, title="Of somebody else")
    other = make_registration(db, sitting=second.sittings[0], proven=False)
    make_registration(db, sitting=theirs.sittings[0], name=JUMA[0])
    assert "The second" not in client.get(link(app, mine)).text

    page = client.post(link(app, mine, "open"), follow_redirects=True)

    assert "The second" in page.text
    assert "Of somebody else" not in page.text
    assert link(app, other) not in page.text


def test_the_copy_holds_what_was_asked_wished_and_declared(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    client.post(link(app, mine, "questions"), data=ASKED)
    client.post(link(app, mine, "series"))

    held = json.loads(client.get(link(app, mine, "data.json")).text)

    assert held["questions to the speakers"][0]["question"] == "Who pays?"
    assert held["whole series"] == [{"since": NOON.isoformat(), "ended": None}]
    client.post(link(app, mine, "erase"))
    db.expire_all()
    assert db.scalars(select(FloorQuestion)).one().text == ""
