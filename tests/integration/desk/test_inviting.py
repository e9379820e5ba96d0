"""Inviting from a list: shown first, one letter an address, and never twice."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from tests.conftest import NOON
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from tests.integration.desk.inviting import (
    ANA,
    HEAD,
    LI,
    PATH,
    THREE,
    answered,
    invite,
    posted,
    send,
    webinar,
)
from tests.integration.outbox.hands import headers_of
from tests.integration.registrations.reading import entries, letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.models import Job
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.programme.models import Webinar
from webinars.registrations.imports.people import Words, people_in
from webinars.registrations.letters import INVITATION
from webinars.registrations.models import DelegateList, Invitee, ListState, Registration
from webinars.registrations.operations import keep_list
from webinars.registrations.operations.inviting import (
    invite_list,
    remind_invitees,
)
from webinars.registrations.operations.listing import AT_ONCE, BATCH
from webinars.registrations.queries.invitees import invitees_of
from webinars.registrations.rules.inviting import Answer
from webinars.registrations.tasks import invite_listed
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp

__all__ = ["webinar"]

WORDS = Words({"name": "name", "e-mail": "email"}, {}, {})


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
