"""On one's own page: wishes, consents, name and sitting are changed, and all can be undone."""

import icalendar
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.desk.my.pages import WISHES, heading, kinds, link
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.registrations.models import ConsentKind, Registration
from webinars.registrations.operations import cancel, cancel_sitting_announced
from webinars.registrations.rules import agreed, is_proven, standing_place
from webinars.web.requests import WebinarsApp


def test_wishes_are_changed(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)

    answer = client.post(link(app, mine, "wishes"), data=WISHES)

    db.expire_all()
    assert (answer.status_code, answer.location) == (303, f"{link(app, mine)}?done=changed")
    assert (mine.language, mine.zone) == (Language.FRENCH, "Asia/Omsk")
    assert (mine.needs, mine.viewers) == ("Large slides", 2)
    assert is_proven(mine)


@pytest.mark.parametrize(
    ("language", "cities"),
    [
        ("fr", ["Douchanbé", "Dublin", "Éfaté", "El Salvador", "Erevan"]),
        ("zh", ["阿比让", "北京", "东京"]),
    ],
)
def test_cities_stand_in_the_order_of_the_language(
    db: Db, client: FlaskClient, app: WebinarsApp, language: str, cities: list[str]
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    page = client.get(link(app, mine), query_string={"lang": language}).text

    found = [page.find(f">{city}</option>") for city in cities]
    assert -1 not in found
    assert found == sorted(found)


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
    refused = client.post(link(app, mine, "cancel"))

    assert refused.status_code == 409
    assert f'<a class="btn" href="{link(app, mine)}">Back to the page</a>' in refused.text
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
