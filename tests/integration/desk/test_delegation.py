"""The focal point's pages: one's own State, while one's term runs, and what can be done there."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.accounts import make_account
from tests.factories.delegations import browser_of, make_delegate, make_focal_point
from tests.factories.programme import make_webinar
from tests.integration.registrations.reading import kinds, letters, states
from webinars.accounts.models import Account, Role
from webinars.app.letters import render
from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.registrations.models import Approval, Registration, Source
from webinars.registrations.rules import stand_of
from webinars.web.requests import WebinarsApp

TODAY = NOON.date()


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db, asks_approval=True)


@pytest.fixture
def juma(db: Db, webinar: Webinar) -> Account:  # noqa: ARG001  (the States come with it)
    return make_focal_point(db)


@pytest.fixture
def focal(db: Db, app: WebinarsApp, juma: Account) -> FlaskClient:
    return browser_of(app, db, juma)


def here(webinar: Webinar) -> str:
    return f"/states/KE/webinars/{webinar.slug}"


def seen(*rows: Registration) -> dict[str, str]:
    return {f"was-{one.public_id}": stand_of(one) for one in rows}


def test_the_first_page_counts_how_many_stand_how(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    make_delegate(db, sitting=webinar.sittings[0])
    make_delegate(db, sitting=webinar.sittings[0], name="Fatou Exemple")

    page = focal.get("/states/mine", follow_redirects=True)

    assert "Awaiting approval: 2" in page.text
    assert "2 await you" in page.text


@pytest.mark.usefixtures("webinar")
def test_the_last_day_of_a_term_still_counts(db: Db, app: WebinarsApp) -> None:
    last = browser_of(app, db, make_focal_point(db, ends_on=TODAY))
    over = browser_of(app, db, make_focal_point(db, code="BR", ends_on=TODAY - timedelta(days=1)))

    assert last.get("/states/KE").status_code == 200
    assert [over.get(p).status_code for p in ("/states/mine", "/states/BR")] == [403, 403]


@pytest.mark.usefixtures("webinar")
def test_others_who_sign_in_see_no_delegation(db: Db, app: WebinarsApp) -> None:
    otto = browser_of(app, db, make_account(db, role=Role.SECRETARIAT))

    assert otto.get("/states/KE").status_code == 403


def test_who_is_ticked_is_approved(db: Db, focal: FlaskClient, webinar: Webinar) -> None:
    amina = make_delegate(db, sitting=webinar.sittings[0])
    fatou = make_delegate(db, sitting=webinar.sittings[0], name="Fatou Exemple")

    answer = focal.post(
        here(webinar) + "/approve",
        data=seen(amina, fatou) | {"chosen": amina.public_id},
        follow_redirects=True,
    )

    db.expire_all()
    assert "Approved: 1 registration." in answer.text
    assert [amina.approval, fatou.approval] == [Approval.APPROVED, Approval.PENDING]


def test_a_rejection_without_a_reason_keeps_the_ticks_and_does_nothing(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    amina = make_delegate(db, sitting=webinar.sittings[0])

    answer = focal.post(
        here(webinar) + "/reject", data=seen(amina) | {"chosen": amina.public_id, "reason": ""}
    )

    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert "checked" in answer.text
    assert amina.approval is Approval.PENDING


def test_the_second_of_two_focal_points_is_told_what_the_first_did(
    db: Db, app: WebinarsApp, focal: FlaskClient, webinar: Webinar
) -> None:
    amina = make_delegate(db, sitting=webinar.sittings[0])
    fatou = make_delegate(db, sitting=webinar.sittings[0], name="Fatou Exemple")
    page = seen(amina, fatou)
    numbers = {f"rank-{amina.public_id}": "2", f"rank-{fatou.public_id}": "1"}
    second = browser_of(app, db, make_focal_point(db, code="BR"))
    focal.post(here(webinar), data=page | {f"rank-{amina.public_id}": "1"})

    answer = focal.post(here(webinar), data=page | numbers)
    db.expire_all()
    again = numbers | seen(amina, fatou)
    mended = focal.post(here(webinar), data=again)

    assert answer.status_code == 409
    assert "Somebody else changed this delegation" in answer.text
    assert "changed by Juma Sampuli" in answer.text
    assert 'value="2"' in answer.text  # what was written is still there
    assert second.get(here(webinar)).status_code == 403
    assert mended.status_code == 303
    db.expire_all()
    assert [fatou.focal_rank, amina.focal_rank] == [1, 2]


def test_a_button_moves_one_up_without_a_script(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    amina = make_delegate(db, sitting=webinar.sittings[0])
    fatou = make_delegate(db, sitting=webinar.sittings[0], name="Fatou Exemple")

    focal.post(here(webinar), data=seen(amina, fatou) | {"up": fatou.public_id})
    db.expire_all()

    assert [fatou.focal_rank, amina.focal_rank] == [1, 2]


def test_a_colleague_is_registered_and_hears_by_whom(
    db: Db, app: WebinarsApp, focal: FlaskClient, webinar: Webinar, juma: Account
) -> None:
    sitting = webinar.sittings[0]
    colleague = {
        "name": "Kofi Mfano",
        "email": "kofi@office.example",
        "language": "fr",
        "sitting": sitting.public_id,
    }

    answer = focal.post(here(webinar) + "/nominate", data=colleague)
    [kofi] = db.query(Registration).all()
    content = render(app, letters(db)[0], NOON)

    assert answer.status_code == 303
    assert (kofi.source, kofi.registered_by) == (Source.FOCAL_POINT, juma.public_id)
    assert (kofi.state_code, kofi.approval) == ("KE", Approval.APPROVED)
    assert content is not None
    assert "Juma Sampuli" in content.text
    assert "/erase" in content.text
    assert kinds(db) == ["notice"]


def test_nominating_twice_does_nothing_twice_and_answers_alike(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    sent = {
        "name": "Kofi Mfano",
        "email": "kofi@office.example",
        "language": "en",
        "sitting": webinar.sittings[0].public_id,
    }

    answers = [focal.post(here(webinar) + "/nominate", data=sent) for _ in range(2)]

    assert [one.headers["Location"] for one in answers] == [here(webinar)] * 2
    assert db.query(Registration).count() == 1


def test_a_place_is_released_after_a_question(db: Db, focal: FlaskClient, webinar: Webinar) -> None:
    amina = make_delegate(db, sitting=webinar.sittings[0])
    address = f"/states/KE/registrations/{amina.public_id}/release"

    asked = focal.get(address)
    before = states(amina)
    done = focal.post(address)
    db.expire_all()

    assert "Amina Mfano" in asked.text
    assert before == ["confirmed"]
    assert done.status_code == 303
    assert states(amina) == [None]
    assert amina.cancelled_at == NOON
    assert kinds(db)[-1] == "cancelled"


def test_a_delegation_takes_the_same_queries_however_many(
    db: Db, focal: FlaskClient, webinar: Webinar, queries: list[str]
) -> None:
    counts = []
    focal.get(here(webinar))
    for name in ("Amina Mfano", "Fatou Exemple", "Kofi Mfano"):
        make_delegate(db, sitting=webinar.sittings[0], name=name)
        db.expire_all()
        queries.clear()
        focal.get(here(webinar))
        counts.append(len(queries))

    assert len(set(counts)) == 1


def test_a_colleague_goes_instead_and_the_place_stays_in_the_delegation(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    webinar.asks_approval = False
    amina = make_delegate(db, sitting=webinar.sittings[0])
    address = f"/states/KE/registrations/{amina.public_id}/substitute"

    asked = focal.get(address)
    done = focal.post(
        address, data={"name": "Kofi Mfano", "email": "kofi@office.example", "language": "en"}
    )
    db.expire_all()
    [kofi] = [one for one in db.query(Registration) if one is not amina]

    assert "Amina Mfano" in asked.text
    assert done.status_code == 303
    assert states(amina, kofi) == [None, "confirmed"]
    assert (kofi.state_code, kofi.source) == ("KE", Source.FOCAL_POINT)


def test_an_address_to_which_a_letter_was_given_up_is_reported(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    make_delegate(db, sitting=webinar.sittings[0])
    letters(db)[0].failed_at = NOON
    db.flush()

    assert "Letters to this address come back." in focal.get(here(webinar)).text


def test_nobody_is_led_to_register_where_one_cannot(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    webinar.registration_closes_at = NOON - timedelta(hours=1)
    db.flush()

    page = focal.get(here(webinar)).text

    assert f"{here(webinar)}/nominate" not in page
    assert "Registration is not open now." in page


def test_the_topics_of_a_state_lead_back_to_it(focal: FlaskClient) -> None:
    page = focal.get("/states/KE/topics")

    assert page.status_code == 200
    assert 'href="/states/KE"' in page.text


def test_of_a_webinar_that_is_over_nobody_is_awaited(
    db: Db, focal: FlaskClient, webinar: Webinar
) -> None:
    assert "Nobody yet." in focal.get("/states/KE").text
    [sitting] = webinar.sittings
    sitting.starts_at, sitting.ends_at = NOON - timedelta(hours=2), NOON - timedelta(hours=1)
    db.flush()

    for page in ("/states/KE", here(webinar)):
        assert "Nobody was registered." in focal.get(page).text
