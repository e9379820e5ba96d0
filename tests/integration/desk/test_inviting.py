"""Inviting from a list: shown first, one letter an address, one reminder, and how each stands."""

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update
from werkzeug.test import TestResponse

from tests.conftest import NOON
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from tests.integration.outbox.hands import headers_of
from tests.integration.registrations.reading import entries, letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.models import Job
from webinars.kernel.languages import Language
from webinars.outbox.models import Bounce, Letter
from webinars.outbox.operations import decline
from webinars.privacy.operations import copy_for, erase
from webinars.programme.models import Webinar
from webinars.registrations.imports.people import Words, people_in
from webinars.registrations.letters import INVITATION
from webinars.registrations.models import DelegateList, Invitee, ListState, Registration
from webinars.registrations.operations import cancel, keep_list
from webinars.registrations.operations.inviting import (
    invite_list,
    remind_invitees,
    remind_silent_invitees,
)
from webinars.registrations.operations.listing import AT_ONCE, BATCH
from webinars.registrations.queries.invitees import invitees_of
from webinars.registrations.rules.inviting import Answer
from webinars.registrations.tasks import invite_listed
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp

PATH = "/secretariat/webinars/one/invitations"
HEAD = "Name,E-mail,Language,State\n"
ANA, JEAN, LI = (
    "Ana,ana@office.example,es,Brazil\n",
    "Jean,jean@office.example,fr,\n",
    "Li,li@office.example,zh,China\n",
)
THREE = HEAD + ANA + JEAN + LI
WORDS = Words({"name": "name", "e-mail": "email"}, {}, {})


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db, slug="one")


def send(secretariat: FlaskClient, text: str = THREE) -> TestResponse:
    file = (io.BytesIO(text.encode()), "people.csv")
    return secretariat.post(f"{PATH}/list", data={"file": file, "language": "en"})


def invite(secretariat: FlaskClient, text: str = THREE) -> TestResponse:
    here = send(secretariat, text).location
    return secretariat.post(f"{here}/confirm", follow_redirects=True)


def posted(db: Db) -> list[tuple[str, str, str | None, int]]:
    return [
        (one.address.partition("@")[0], one.language.value, one.zone, one.revision)
        for one in letters(db, kind=INVITATION)
    ]


def answered(db: Db, webinar: Webinar) -> list[Answer]:
    return [one.answer for one in invitees_of(db, webinar=webinar)]


@pytest.mark.usefixtures("webinar")
def test_the_preview_names_bad_rows_and_invites_nobody(db: Db, secretariat: FlaskClient) -> None:
    page = secretariat.get(send(secretariat, THREE + "Who,nowhere,en,\n,x@y.example,,\n").location)

    assert "3 people will be invited" in page.text
    assert "2 rows are wrong" in page.text
    assert "“nowhere” is not an e-mail address." in page.text
    assert "The name is missing." in page.text
    assert posted(db) == []
    assert db.scalars(select(Invitee)).all() == []


def test_each_is_written_to_in_the_own_language_on_the_clock_of_the_capital(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    done = invite(secretariat)
    page = secretariat.get(PATH)

    assert "3 people were invited" in done.text
    assert posted(db) == [
        ("ana", "es", "America/Sao_Paulo", 0),
        ("jean", "fr", "Europe/Zurich", 0),
        ("li", "zh", "Asia/Shanghai", 0),
    ]
    assert answered(db, webinar) == [Answer.WAITING] * 3
    assert "ana@office.example" in page.text
    assert "Brazil" in page.text
    assert "registrations.invite" in entries(db, subject=webinar.public_id)


def test_the_same_list_twice_invites_nobody_twice(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    """Nor does another spelling, a second name at the address, or one who has registered."""
    make_registration(db, sitting=webinar.sittings[0], name="Li Li", address="li@office.example")
    first = send(secretariat).location
    secretariat.post(f"{first}/confirm")
    more = THREE + "Anna,ANA@Office.example,es,\n"
    second = send(secretariat, more).location
    shown = secretariat.get(second)
    secretariat.post(f"{second}/confirm")
    again = secretariat.post(f"{first}/confirm")

    assert "0 people will be invited; 4 were invited or have registered already" in shown.text
    assert [who for who, *_ in posted(db)] == ["ana", "jean"]
    assert again.status_code == 409


def test_two_lists_read_before_either_is_confirmed(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    first, second = send(secretariat).location, send(secretariat, HEAD + ANA + LI).location
    for here in (first, second):
        secretariat.post(f"{here}/confirm")

    assert len(posted(db)) == len(invitees_of(db, webinar=webinar)) == 3


@pytest.mark.usefixtures("webinar")
def test_the_letter_leads_to_the_form_and_out_of_invitations(
    db: Db, app: WebinarsApp, secretariat: FlaskClient
) -> None:
    invite(secretariat, HEAD + ANA.replace("es", "en"))
    letter = letters(db, kind=INVITATION)[0]
    content = render(app, letter, NOON)

    assert content is not None
    assert content.subject == "Invitation: Assessing needs together"
    for said in (content.text, content.html):
        assert "/webinars/one/register?via=invitation" in said
        assert "São Paulo" in said or "Sao Paulo" in said
        assert "/letters/" in said
    sent = headers_of(app, NOON.replace(hour=15))
    [message] = [one for one in sent.values() if one["To"].endswith("<ana@office.example>")]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_how_each_stands(db: Db, secretariat: FlaskClient, webinar: Webinar) -> None:
    text = HEAD + "".join(f"P{n},p{n}@office.example,en,\n" for n in range(7))
    invite(secretariat, text)
    sent = letters(db, kind=INVITATION)
    for letter in sent[1:]:
        letter.sent_at = NOON
    sent[6].sent_at, sent[6].withdrawn_at = None, NOON
    sitting = webinar.sittings[0]
    make_registration(db, sitting=sitting, name="Somebody", address="P1@office.example")
    gone = make_registration(db, sitting=sitting, name="P2", address="p2@office.example")
    cancel(db, registration=gone, by="otto", now=NOON)
    decline(db, address="p3@office.example", topic="invitations", now=NOON)
    _bounce(db, sent[4])
    db.flush()

    assert answered(db, webinar) == [
        Answer.WAITING,
        Answer.REGISTERED,
        Answer.CANCELLED,
        Answer.DECLINED,
        Answer.RETURNED,
        Answer.HANDED,
        Answer.UNSENT,
    ]
    assert "Remind 1 person who has not answered" in secretariat.get(PATH).text
    told = secretariat.post(f"{PATH}/remind", follow_redirects=True)
    again = secretariat.post(f"{PATH}/remind", follow_redirects=True)
    assert "1 person is reminded." in told.text
    assert "There is nobody to remind" in again.text
    assert posted(db)[7:] == [("p5", "en", "Europe/Zurich", 1)]


def test_the_clock_reminds_once_seven_days_before(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat)
    for letter in letters(db, kind=INVITATION):
        letter.sent_at = NOON
    early = min(one.starts_at for one in webinar.sittings) - timedelta(days=7, minutes=1)
    db.execute(update(Invitee).values(invited_at=early - timedelta(days=3)))
    db.expire_all()
    counts = []
    for when in (early, early + timedelta(minutes=2), early + timedelta(hours=1)):
        remind_silent_invitees(db, now=when)
        counts.append(len(posted(db)))

    assert counts == [3, 6, 6]
    reminder = letters(db, kind=INVITATION)[-1]
    reminder.language = Language.ENGLISH
    content = render(app, reminder, early)
    assert content is not None
    assert content.subject == "Reminder of an invitation: Assessing needs together"


def test_nobody_is_reminded_sooner_than_two_days_after(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat)
    for letter in letters(db, kind=INVITATION):
        letter.sent_at = NOON
    late = min(one.starts_at for one in webinar.sittings) - timedelta(days=1)
    db.execute(update(Invitee).values(invited_at=late - timedelta(days=1)))
    db.expire_all()

    remind_silent_invitees(db, now=late)

    assert len(posted(db)) == 3


def test_who_registers_before_the_letter_leaves_gets_none(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat, HEAD + ANA)
    sitting = webinar.sittings[0]
    make_registration(db, sitting=sitting, name="Ana", address="ana@office.example")

    assert render(app, letters(db, kind=INVITATION)[0], NOON) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "There is nothing in this file."), ("A,B\n1,2\n", "The first row must name the columns")],
)
@pytest.mark.usefixtures("webinar")
def test_a_file_that_cannot_be_taken_is_answered_with_a_sentence(
    secretariat: FlaskClient, text: str, sentence: str
) -> None:
    answer = send(secretariat, text)
    none = secretariat.post(
        f"{PATH}/list", data={"language": "en"}, content_type="multipart/form-data"
    )

    assert answer.status_code == none.status_code == 422
    assert sentence in answer.text
    assert "Choose the file again" in none.text


def test_nobody_is_invited_where_nobody_can_register(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    webinar.registration_closes_at = NOON - timedelta(days=1)
    db.flush()

    assert "Registration for this sitting is closed." in secretariat.get(PATH).text
    assert send(secretariat).status_code == 409


def test_a_list_that_invites_registers_nobody_at_another_page(
    db: Db,
    secretariat: FlaskClient,
    webinar: Webinar,  # noqa: ARG001  (the States)
) -> None:
    list_id = send(secretariat).location.rsplit("/", 1)[-1]

    answers = [
        secretariat.get(f"/secretariat/lists/{list_id}").status_code,
        secretariat.post(f"/secretariat/lists/{list_id}/confirm").status_code,
        secretariat.post(f"/secretariat/lists/{list_id}/drop").status_code,
    ]

    assert answers == [404, 404, 404]
    assert db.query(Registration).count() == 0


def test_a_list_of_another_webinar_is_not_found(
    db: Db,
    secretariat: FlaskClient,
    webinar: Webinar,  # noqa: ARG001  (the first)
) -> None:
    make_webinar(db, slug="two", title="Another")
    here = send(secretariat).location.replace("/one/", "/two/")

    assert secretariat.get(here).status_code == 404
    assert secretariat.post(f"{here}/confirm").status_code == 404


def test_a_list_given_up_invites_nobody(db: Db, secretariat: FlaskClient, webinar: Webinar) -> None:
    here = send(secretariat).location
    secretariat.post(f"{here}/drop")

    assert secretariat.post(f"{here}/confirm").status_code == 409
    assert invitees_of(db, webinar=webinar) == []


def test_a_person_sees_and_erases_the_invitation(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat)
    other = make_webinar(db, slug="two", title="Another")
    mine = make_registration(
        db, sitting=other.sittings[0], name="Ana", address="ana@office.example"
    )
    waiting = send(secretariat).location

    held = copy_for(db, person=mine.person)
    erase(db, person=mine.person, now=NOON)
    db.expire_all()
    listed = db.scalars(select(DelegateList).order_by(DelegateList.id.desc())).first()

    assert held["invitations"] == [
        {
            "webinar": "one",
            "invited": NOON.isoformat(),
            "reminded": None,
            "name": "Ana",
            "address": "ana@office.example",
            "state": "BR",
            "language": "es",
        }
    ]
    assert [one["webinar"] for one in held["lists"]] == ["one"]
    assert [one.name for one in invitees_of(db, webinar=webinar)] == ["", "Jean", "Li"]
    assert [who for who, *_ in posted(db)] == ["", "jean", "li"]
    assert listed is not None
    assert [row["name"] for row in listed.rows] == ["Jean", "Li"]
    assert secretariat.get(waiting).status_code == secretariat.get(PATH).status_code == 200


def test_a_long_list_is_invited_by_the_worker_and_a_killed_one_goes_on(
    fresh_engine: Engine,
) -> None:
    count = AT_ONCE + BATCH + 7
    raw = (HEAD + "".join(f"P {n},p.{n}@office.example,,\n" for n in range(count))).encode()
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=NOON)
        listed = keep_list(
            db,
            sitting=make_webinar(db).sittings[0],
            code=None,
            raw=raw,
            name="long.csv",
            people=people_in(raw, words=WORDS),
            language=Language.ENGLISH,
            members=(),
            by="otto",
            now=NOON,
        )
        invite_list(db, listed=listed, by="otto", now=NOON)
        arguments = db.scalars(select(Job)).one().arguments

    for _ in range(2):
        invite_listed(fresh_engine, arguments, NOON + timedelta(minutes=1))

    with reading(fresh_engine) as db:
        done = db.scalars(select(DelegateList)).one()
        assert (done.state, done.made, done.rows) == (ListState.DONE, count, [])
        assert len(letters(db, kind=INVITATION)) == count
    with unit_of_work(fresh_engine) as db:
        for letter in db.scalars(select(Letter)):
            letter.sent_at = NOON
        webinar = db.scalars(select(Webinar)).one()
        assert remind_invitees(db, webinar=webinar, by="otto", now=NOON) == count


def _bounce(db: Db, letter: Letter) -> None:
    db.add(
        Bounce(
            letter=letter,
            status="5.1.1",
            permanent=True,
            reason="no such user",
            report="0" * 64,
            read_at=NOON,
        )
    )
