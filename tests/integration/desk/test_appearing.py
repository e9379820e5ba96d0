"""The page of somebody who appears, and her own way into the room."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.factories.appearing import ANA, make_asked, page_of
from tests.factories.desk import make_recording
from tests.factories.programme import TENTH_OF_MARCH
from webinars.app.letters import render
from webinars.database import Db
from webinars.journal.models import Detail, Entry
from webinars.kernel.tokens import Purpose
from webinars.live.models import AppearanceJoin, Intent
from webinars.outbox.models import Letter
from webinars.people.models import Person
from webinars.privacy.operations import copy_for, erase
from webinars.programme.models import Appearance, Rehearsal
from webinars.web.requests import WebinarsApp


@pytest.fixture
def ana(db: Db) -> Appearance:
    return make_asked(db)


def test_opening_the_page_changes_nothing(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    before = db.scalar(select(func.count()).select_from(Entry))

    page = client.get(page_of(app, ana) + "?lang=en")

    assert "<h1>Will you take part?</h1>" in page.text
    assert "Yes, I take part</button>" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    db.refresh(ana)
    assert (ana.confirmed_at, ana.declined_at) == (None, None)
    assert db.scalar(select(func.count()).select_from(Entry)) == before


def test_the_letter_leads_to_the_page(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    letter = db.scalars(select(Letter).where(Letter.about == ana.public_id)).one()

    content = render(app, letter, NOON)

    assert content is not None
    link = next(word for word in content.text.split() if "/appearances/" in word)
    assert link in content.html.replace("&amp;", "&")
    assert "Lima" in content.text
    assert client.get(link.removeprefix(app.settings.base_url)).status_code == 200


def test_one_button_says_yes(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    page = client.post(page_of(app, ana) + "/confirm", follow_redirects=True)

    assert "<h1>You take part</h1>" in page.text
    assert page_of(app, ana, Purpose.JOIN) in page.text
    db.refresh(ana)
    assert ana.confirmed_at == NOON


def test_whoever_declines_leaves_the_public_page(
    app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    public = f"/webinars/{ana.webinar.slug}"
    assert ANA.name in client.get(public).text

    client.post(page_of(app, ana) + "/decline", data={"words": "On leave"})

    app.clock = lambda: NOON + timedelta(seconds=2)  # a kept copy may be one second old
    assert ANA.name not in client.get(public).text
    assert client.post(page_of(app, ana) + "/confirm").status_code == 303
    app.clock = lambda: NOON + timedelta(seconds=4)
    assert ANA.name in client.get(public).text


def test_what_she_writes_is_shown_in_the_nearest_language(
    app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    for language, words in (("fr", "Cheffe"), ("en", "Head of co-operation")):
        told = {"language": language, "function": words, "biography": "<b>Bold</b>"}
        assert client.post(page_of(app, ana) + "/about", data=told).status_code == 303

    shown = {
        language: client.get(f"/webinars/{ana.webinar.slug}?lang={language}").text
        for language in ("en", "fr", "es", "ar")
    }
    assert "Head of co-operation" in shown["en"]
    assert "Cheffe" in shown["fr"]
    assert "Jefa de cooperación" in shown["es"]
    assert '<p lang="en" dir="ltr">Head of co-operation</p>' in shown["ar"]
    assert "<b>Bold" not in shown["en"]


def test_a_consent_is_given_and_taken_back_until_something_is_public(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    consent = page_of(app, ana) + "/consent"
    client.post(consent)
    assert "You agreed on 1 March 2027" in client.get(page_of(app, ana) + "?lang=en").text

    client.post(consent, data={"back": "1"})
    db.refresh(ana)
    assert ana.consented_recording_at is None

    client.post(consent)
    make_recording(db, sitting=ana.webinar.sittings[0])
    late = client.post(consent, data={"back": "1"})

    assert late.status_code == 409
    db.refresh(ana)
    assert ana.consented_recording_at == NOON


def test_a_token_of_another_purpose_or_of_the_past_opens_nothing(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    old = page_of(app, ana)
    foreign = page_of(app, ana, Purpose.JOIN).replace("/join/", "/appearances/")
    assert client.get(foreign).status_code == 404

    ana.generation += 1
    db.flush()

    assert client.get(old).status_code == 404
    assert client.post(old + "/confirm").status_code == 404


@pytest.mark.parametrize(
    ("minutes", "title"),
    [
        (-31, "The room opens in 1 minute"),
        (-30, "The room is open for you"),
        (89, "The room is open for you"),
        (60 * 24, "This webinar is over"),
    ],
)
def test_the_gate_lets_her_in_before_the_others(
    *, app: WebinarsApp, client: FlaskClient, ana: Appearance, minutes: int, title: str
) -> None:
    app.clock = lambda: TENTH_OF_MARCH + timedelta(minutes=minutes)

    page = client.get(page_of(app, ana, Purpose.JOIN) + "?lang=en")

    assert f"<h1>{title}</h1>" in page.text
    assert "rooms.example" not in page.text


def test_her_press_leads_to_the_room_and_counts_nobody(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    app.clock = lambda: TENTH_OF_MARCH - timedelta(minutes=20)

    answer = client.post(page_of(app, ana, Purpose.JOIN))

    assert answer.headers["Refresh"] == "0; url=https://rooms.example/j/1"
    assert "counted once" not in answer.text
    joined = db.scalars(select(AppearanceJoin)).one()
    assert joined.sitting_id == ana.webinar.sittings[0].id
    assert db.scalars(select(Intent)).all() == []


def test_a_rehearsal_opens_the_same_gate(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    starts = TENTH_OF_MARCH - timedelta(days=2)
    ana.webinar.rehearsals.append(
        Rehearsal(
            announced_start=starts.replace(tzinfo=None) + timedelta(hours=1),
            zone="Europe/Zurich",
            minutes=30,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=30),
        )
    )
    db.flush()
    app.clock = lambda: starts - timedelta(minutes=10)

    assert client.post(page_of(app, ana, Purpose.JOIN)).status_code == 200
    assert db.scalars(select(AppearanceJoin)).one().sitting_id is None
    assert "Rehearsal" in client.get(page_of(app, ana) + "?lang=en").text


def test_before_the_hour_the_press_leads_back_to_the_gate(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    assert client.post(page_of(app, ana, Purpose.JOIN)).status_code == 303
    assert db.scalars(select(AppearanceJoin)).all() == []


def test_the_secretariat_sees_how_each_answered_and_asks_again(
    secretariat: FlaskClient, ana: Appearance
) -> None:
    here = f"/secretariat/webinars/{ana.webinar.slug}/appearances"
    page = secretariat.get(here)
    assert "Asked on 23 February, no answer yet" in page.text

    secretariat.post(f"{here}/{ana.public_id}/invite")
    secretariat.post(
        f"{here}/{ana.public_id}/replace",
        data={"part": "speaker", "name": "Bo", "address": "bo@office.example"},
    )
    page = secretariat.post(f"{here}/invite", follow_redirects=True)

    assert "1 letter leaves." in page.text
    assert "No longer takes part" in page.text
    refused = secretariat.post(here, data={"part": "speaker", "name": "Cy", "address": "cy"})
    assert refused.status_code == 422
    assert "the address is not complete" in refused.text


def test_erasure_takes_her_off_every_page_and_leaves_the_part(
    db: Db, app: WebinarsApp, client: FlaskClient, ana: Appearance
) -> None:
    person = db.get_one(Person, ana.person_id)
    assert copy_for(db, person=person)["appearances"][0]["address"] == ANA.address
    own = page_of(app, ana)

    erase(db, person=person, now=NOON)

    assert (ana.name, ana.address, ana.texts) == ("", "", [])
    assert client.get(own).status_code == 404
    assert ANA.name not in client.get(f"/webinars/{ana.webinar.slug}").text
    assert all(ANA.name not in str(row.content) for row in db.scalars(select(Detail)))
    assert db.scalars(select(Letter).where(Letter.about == ana.public_id)).one().address == ""
