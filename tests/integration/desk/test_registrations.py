"""The Secretariat's list: narrowed by filters, decided over, and added to on behalf of others."""

import io
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.delegations import make_delegate
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import kinds, letters, states
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar
from webinars.registrations.models import (
    Approval,
    Category,
    ExtraAnswer,
    ExtraKind,
    Registration,
    Source,
)
from webinars.registrations.operations.asking import Wording, ask_more
from webinars.registrations.rules import stand_of
from webinars.web.requests import WebinarsApp

LIST = "/secretariat/registrations"


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db, asks_approval=True, slug="one")


@pytest.fixture
def cast(db: Db, webinar: Webinar) -> dict[str, Registration]:
    """Amina of Kenya, Ana of Brazil, Kenji of an organisation, each a little different."""
    sitting = webinar.sittings[0]
    amina = make_delegate(db, sitting=sitting)
    ana = make_delegate(db, sitting=sitting, name="Ana Exemplo", code="BR")
    ana.language, ana.needs, ana.approval = Language.SPANISH, "live captions", Approval.APPROVED
    kenji = make_registration(
        db,
        sitting=make_webinar(db, slug="two").sittings[0],
        name="Kenji Rei",
        address="kenji@ngo.example",
        category=Category.NGO,
        organisation="Society of 100% Examples",
    )
    kenji.source = Source.ENROLMENT
    db.flush()
    return {"Amina": amina, "Ana": ana, "Kenji": kenji}


def listed(page: str) -> set[str]:
    return {name for name in ("Amina", "Ana", "Kenji") if f"<bdi>{name} " in page}


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"Amina", "Ana", "Kenji"}),
        ({"webinar": "one"}, {"Amina", "Ana"}),
        ({"state": "BR"}, {"Ana"}),
        ({"group": "african-group"}, {"Amina"}),
        ({"group": "african-group", "state": "BR"}, set()),
        ({"category": "ngo"}, {"Kenji"}),
        ({"approval": "pending"}, {"Amina"}),
        ({"approval": "not-asked"}, {"Kenji"}),
        ({"place": "confirmed"}, {"Amina", "Ana", "Kenji"}),
        ({"place": "waiting"}, set()),
        ({"place": "released"}, set()),
        ({"language": "es"}, {"Ana"}),
        ({"needs": "yes"}, {"Ana"}),
        ({"source": "enrolment"}, {"Kenji"}),
        ({"source": "late"}, set()),
        ({"text": "MFANO"}, {"Amina"}),
        ({"text": "kenji@NGO"}, {"Kenji"}),
        ({"text": "100% ex"}, {"Kenji"}),
        ({"text": "100_"}, set()),
        ({"state": "XX", "category": "king", "page": "x"}, {"Amina", "Ana", "Kenji"}),
    ],
)
def test_the_list_is_narrowed(
    secretariat: FlaskClient, query: dict[str, str], expected: set[str]
) -> None:
    page = secretariat.get(LIST, query_string=query)

    assert page.status_code == 200
    assert listed(page.text) == expected


def test_who_has_further_questions_to_answer_is_listed_alone(
    db: Db, secretariat: FlaskClient, webinar: Webinar, cast: dict[str, Registration]
) -> None:
    wording = Wording(Language.ENGLISH, "Your team?", "To form groups")
    more: dict[str, Any] = {"needed": True, "condition": None, "by": "otto", "now": NOON}
    field = ask_more(db, webinar=webinar, kind=ExtraKind.TEXT, wording=wording, **more)
    db.flush()
    said = {"field_id": field.id, "value": "Ours", "asked": "Your team?", "said": "Ours"}
    db.add(ExtraAnswer(registration_id=cast["Ana"].id, **said))
    db.flush()

    page = secretariat.get(LIST, query_string={"further": "open"}).text

    assert listed(page) == {"Amina"}
    asked = secretariat.get("/secretariat/webinars/one/fields").text
    assert f'href="{LIST}?webinar=one&further=open"' in unescape(asked)


def test_a_sitting_narrows_within_its_webinar(
    db: Db, secretariat: FlaskClient, webinar: Webinar, cast: dict[str, Registration]
) -> None:
    other = make_sitting(db, webinar=webinar, starts_at=NOON + timedelta(days=20))
    make_delegate(db, sitting=other, name="Fatou Exemple")
    query = {"webinar": "one", "sitting": webinar.sittings[0].public_id}

    page = secretariat.get(LIST, query_string=query).text

    assert listed(page) == {"Amina", "Ana"}
    assert "Fatou" not in page
    assert len(cast) == 3


def seen(*rows: Registration) -> dict[str, str]:
    return {f"was-{one.public_id}": stand_of(one) for one in rows}


def test_many_of_several_webinars_are_approved_at_once_and_the_filters_stay(
    db: Db, secretariat: FlaskClient, cast: dict[str, Registration]
) -> None:
    kenji = cast["Kenji"]
    kenji.approval = Approval.PENDING
    db.flush()
    both = [cast["Amina"].public_id, kenji.public_id]
    sent = seen(*cast.values()) | {"chosen": both, "back": "approval=pending&text=a%20b"}

    answer = secretariat.post(LIST + "/approve", data=sent)
    db.expire_all()

    assert (answer.status_code, answer.location) == (303, LIST + "?approval=pending&text=a+b")
    assert [one.approval for one in cast.values()] == [Approval.APPROVED] * 3


def test_a_rejection_asks_for_a_reason_in_each_language_first(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, cast: dict[str, Registration]
) -> None:
    amina, ana = cast["Amina"], cast["Ana"]
    sent = seen(amina, ana) | {"chosen": [amina.public_id, ana.public_id]}

    asked = secretariat.post(LIST + "/reject", data=sent)
    missing = secretariat.post(
        LIST + "/reject", data=sent | {"confirmed": "1", "words-en": "Too late."}
    )
    done = secretariat.post(
        LIST + "/reject",
        data=sent | {"confirmed": "1", "words-en": "Too late.", "reason": "few-places"},
    )
    db.expire_all()
    told = [render(app, one, NOON) for one in letters(db, kind="registrations.rejected")]

    assert 'name="words-en"' in asked.text
    assert 'name="words-es"' in asked.text
    assert missing.status_code == 422
    assert "Too late." in missing.text
    assert done.status_code == 303
    assert [one.approval for one in (amina, ana)] == [Approval.REJECTED] * 2
    assert "Too late." in told[0].text  # type: ignore[union-attr]
    assert "Hay muy pocas plazas" in told[1].text  # type: ignore[union-attr]


def test_what_changed_meanwhile_is_told_and_nothing_is_done(
    db: Db, secretariat: FlaskClient, cast: dict[str, Registration]
) -> None:
    amina = cast["Amina"]
    sent = seen(amina) | {"chosen": amina.public_id}
    secretariat.post(LIST + "/approve", data=sent)

    late = secretariat.post(LIST + "/reject", data=sent | {"confirmed": "1", "words-en": "No."})
    db.expire_all()

    assert late.status_code == 409
    assert "Somebody else changed these" in late.text
    assert "changed by Otto Muster" in late.text
    assert amina.approval is Approval.APPROVED


BEHALF = {
    "name": "Fatou Exemple",
    "email": "fatou@office.example",
    "category": "state",
    "state": "SN",
    "language": "fr",
}


def test_the_secretariat_registers_somebody_who_hears_of_it(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    sitting = webinar.sittings[0].public_id

    answer = secretariat.post(
        "/secretariat/webinars/one/register", data=BEHALF | {"sitting": sitting}
    )
    fatou = db.scalars(select(Registration)).one()

    assert answer.status_code == 303
    assert (fatou.source, fatou.state_code, fatou.approval) == (
        Source.SECRETARIAT,
        "SN",
        Approval.APPROVED,
    )
    assert kinds(db) == ["notice"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"state": ""}, "Choose the State whose delegation you belong to."),
        ({"category": "igo"}, "Write the name of your organisation."),
        ({"email": "fatou"}, "Write it in full"),
    ],
)
def test_what_is_missing_is_said(
    db: Db, secretariat: FlaskClient, webinar: Webinar, wrong: dict[str, str], sentence: str
) -> None:
    sent = BEHALF | {"sitting": webinar.sittings[0].public_id} | wrong

    answer = secretariat.post("/secretariat/webinars/one/register", data=sent)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.scalars(select(Registration)).all() == []


def test_who_came_without_a_registration_is_noted_and_marked(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    """Also where all places were taken: the person was in the room."""
    begun = NOON - timedelta(minutes=30)
    sitting = make_sitting(db, webinar=webinar, starts_at=begun, capacity=1)
    make_registration(db, sitting=sitting, now=NOON - timedelta(days=1))
    sent = BEHALF | {"sitting": sitting.public_id}

    answer = secretariat.post("/secretariat/webinars/one/register", data=sent)
    db.expire_all()
    fatou = db.scalars(select(Registration).filter_by(state_code="SN")).one()
    page = secretariat.get(LIST, query_string={"source": "late"}).text

    assert answer.status_code == 303
    assert states(fatou) == ["confirmed"]
    assert fatou.registered_at > sitting.starts_at
    assert "walk-in: after the start" in page
    assert "Fatou Exemple" in page
    assert "Amina" not in page


def test_the_secretariats_list_names_the_state_of_each_row(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    text = (
        "Name,E-mail,State,Organisation\nA,a@x.example,Kenya,\nB,b@x.example,BRA,\n"
        "C,c@x.example,,Society\nD,d@x.example,Atlantis,\n"
    )
    sent = {
        "file": (io.BytesIO(text.encode()), "list.csv"),
        "sitting": webinar.sittings[0].public_id,
        "language": "en",
    }

    here = secretariat.post("/secretariat/webinars/one/list", data=sent).location
    page = secretariat.get(here)
    done = secretariat.post(here + "/confirm", follow_redirects=True)
    found = db.scalars(select(Registration).order_by(Registration.id)).all()

    assert "“Atlantis” is no State that we know." in page.text
    assert "3 people were registered" in done.text
    assert [(one.category, one.state_code) for one in found] == [
        (Category.STATE, "KE"),
        (Category.STATE, "BR"),
        (Category.OTHER, None),
    ]


def test_a_focal_points_list_is_not_the_secretariats(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    assert secretariat.get("/secretariat/lists/unknown").status_code == 404
    assert db.scalars(select(Registration)).all() == []
    assert webinar.slug == "one"
