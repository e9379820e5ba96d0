"""Agenda, rehearsals and materials: at the desk, on the page, and by personal links."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.appearing import make_asked, page_of
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.programme.models import (
    AgendaItem,
    Appearance,
    Audience,
    Material,
    Rehearsal,
    Webinar,
)
from webinars.programme.operations import confirm_appearance
from webinars.registrations.operations import cancel
from webinars.web.requests import WebinarsApp

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
REHEARSAL = {
    "day": "2027-03-08",
    "hour": "10:00",
    "zone": "Europe/Zurich",
    "minutes": "30",
    "note": "Bring slides",
}


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db, slug="one", sittings=2)


def bring(client: FlaskClient, *, content: bytes = PDF, **over: str) -> int:
    said = {"title_en": "Slides", "title_fr": "Diapositives", "audience": "public"} | over
    answer = client.post(
        "/secretariat/webinars/one/materials",
        data=said | {"language": "pt", "file": (BytesIO(content), "my slides.exe")},
    )
    return answer.status_code


def test_the_agenda_is_written_ordered_and_shown_in_the_nearest_language(
    db: Db, secretariat: FlaskClient, client: FlaskClient, webinar: Webinar
) -> None:
    home = "/secretariat/webinars/one/agenda"
    for title, minutes in (("Opening", "10"), ("Three offices", "60")):
        told = {"title_en": title, "minutes": minutes, "who": "Li Shili"}
        assert secretariat.post(home, data=told).status_code == 303
    second = db.scalars(select(AgendaItem).order_by(AgendaItem.position.desc())).first()
    assert second is not None

    secretariat.post(f"{home}/{second.public_id}/earlier")
    told = {"title_fr": "Trois offices", "title_en": "Three offices", "minutes": "55"}
    secretariat.post(f"{home}/{second.public_id}", data=told)

    page = client.get(f"/webinars/{webinar.slug}?lang=fr").text
    assert page.index("Trois offices") < page.index('<p lang="en" dir="ltr">Opening</p>')
    assert "1 h 5 min" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "1 h 30 min" in secretariat.get(home).text.replace("\u202f", " ").replace("\xa0", " ")
    assert f'href="{home}/{second.public_id}/remove"' in secretariat.get(home).text
    assert (
        "<h1>Take the item off the agenda?"
        in secretariat.get(f"{home}/{second.public_id}/remove").text
    )
    secretariat.post(f"{home}/{second.public_id}/remove")
    assert [row.texts[0].title for row in db.scalars(select(AgendaItem))] == ["Opening"]


def test_two_who_mend_the_same_item_see_each_other(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    home = f"/secretariat/webinars/{webinar.slug}/agenda"
    told = {"title_en": "Opening", "minutes": "10"}
    secretariat.post(home, data=told)
    here = f"{home}/{db.scalars(select(AgendaItem.public_id)).one()}"
    shown = re.search(r'name="seen" value="([0-9a-f]{16})"', secretariat.get(here).text)
    assert shown
    secretariat.post(here, data=told | {"who": "Li Shili", "seen": shown[1]})

    late = secretariat.post(here, data=told | {"who": "Amina Mfano", "seen": shown[1]})

    assert late.status_code == 422
    assert "Somebody else changed this while you wrote." in late.text
    assert 'value="Amina Mfano"' in late.text


def test_an_item_needs_a_title_and_minutes_and_loses_nothing(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    home = f"/secretariat/webinars/{webinar.slug}/agenda"

    refused = secretariat.post(home, data={"minutes": "20", "who": "Somebody"})
    too_long = secretariat.post(home, data={"title_en": "A", "minutes": "9999"})

    assert (refused.status_code, too_long.status_code) == (422, 422)
    assert "Write a title." in refused.text
    assert 'value="Somebody"' in refused.text
    assert db.scalars(select(AgendaItem)).all() == []


def test_a_rehearsal_is_set_seen_by_those_who_appear_alone_and_called_off(
    *, db: Db, app: WebinarsApp, secretariat: FlaskClient, client: FlaskClient, webinar: Webinar
) -> None:
    ana = make_asked(db, webinar=webinar)

    assert (
        secretariat.post("/secretariat/webinars/one/rehearsals", data=REHEARSAL).status_code == 303
    )
    late = REHEARSAL | {"day": "2027-03-20"}
    assert secretariat.post("/secretariat/webinars/one/rehearsals", data=late).status_code == 422

    assert "Bring slides" in client.get(page_of(app, ana) + "?lang=en").text
    assert "Bring slides" not in client.get("/webinars/one").text
    (row,) = db.scalars(select(Rehearsal))
    secretariat.post(f"/secretariat/webinars/one/rehearsals/{row.public_id}/cancel")
    assert "Bring slides" not in client.get(page_of(app, ana) + "?lang=en").text


def test_a_public_material_is_named_with_its_weight_and_fetched(
    db: Db, secretariat: FlaskClient, client: FlaskClient, webinar: Webinar
) -> None:
    assert bring(secretariat) == 303
    (row,) = db.scalars(select(Material))
    assert (row.name, row.file.media_type) == ("my slides.exe.pdf", "application/pdf")

    page = client.get(f"/webinars/{webinar.slug}?lang=fr")
    assert "Diapositives</a>" in page.text
    assert "256 kbit/s" in page.text or "256 kb" in page.text
    answer = client.get(f"/materials/{row.public_id}/any-name.pdf")

    assert answer.data == PDF
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    secretariat.post(f"/secretariat/materials/{row.public_id}/withdraw")
    assert client.get(f"/materials/{row.public_id}/x").status_code == 410


@pytest.mark.parametrize("content", [b"", b"MZ\x90\0" + b"\0" * 64, b"<html><script></script>"])
def test_a_file_that_will_not_do_is_explained_and_leaves_nothing(
    db: Db, secretariat: FlaskClient, webinar: Webinar, content: bytes
) -> None:
    assert webinar.slug == "one"
    assert bring(secretariat, content=content) == 422
    assert db.scalars(select(Material)).all() == []


def test_the_same_file_is_not_taken_twice(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    assert webinar.slug == "one"
    assert [bring(secretariat), bring(secretariat)] == [303, 422]
    assert len(db.scalars(select(Material)).all()) == 1


def test_a_material_for_those_who_register_opens_by_their_link_alone(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    stranger = app.test_client()
    bring(secretariat, audience="registrants")
    (row,) = db.scalars(select(Material))
    mine = make_registration(db, sitting=webinar.sittings[0])
    token = app.keyring.token(Purpose.MY, mine.public_id, mine.generation)
    own = f"/my/{token}/materials/{row.public_id}/slides.pdf"

    assert stranger.get(f"/materials/{row.public_id}/x").status_code == 404
    assert "Slides" in stranger.get("/webinars/one").text
    assert f"/materials/{row.public_id}/" not in stranger.get("/webinars/one").text
    assert f"/my/{token}/materials/{row.public_id}/" in stranger.get(f"/my/{token}").text
    assert stranger.get(own).data == PDF
    assert secretariat.get(f"/materials/{row.public_id}/x").data == PDF

    cancel(db, registration=mine, by="test", now=NOON)
    db.flush()
    assert stranger.get(own).status_code == 404


def test_slides_that_a_speaker_sends_wait_until_they_are_published(
    *, db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    ana, stranger = make_asked(db, webinar=webinar), app.test_client()
    confirm_appearance(db, appearance=ana, now=NOON)
    own = page_of(app, ana)

    sent = stranger.post(
        f"{own}/slides",
        data={"title": "Mis láminas", "language": "es", "file": (BytesIO(PDF), "a.pdf")},
    )

    assert sent.status_code == 303
    (row,) = db.scalars(select(Material))
    assert (row.audience, row.appearance_id, row.language) == (Audience.DESK, ana.id, "es")
    assert stranger.get(f"/materials/{row.public_id}/x").status_code == 404
    assert stranger.get(f"{own}/materials/{row.public_id}/a.pdf").data == PDF
    assert "Sent by Ana Ejemplo" in secretariat.get("/secretariat/webinars/one/materials").text
    secretariat.post(
        f"/secretariat/materials/{row.public_id}",
        data={"title_es": "Mis láminas", "language": "es", "audience": "public"},
    )
    assert stranger.get(f"/materials/{row.public_id}/x").data == PDF
    assert stranger.post(f"{own}/slides/{row.public_id}/back").status_code == 303
    assert stranger.get(f"/materials/{row.public_id}/x").status_code == 410


def test_nobody_takes_back_what_another_sent(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    ana: Appearance = make_asked(db, webinar=webinar)
    bring(secretariat)
    (row,) = db.scalars(select(Material))

    back = app.test_client().post(f"{page_of(app, ana)}/slides/{row.public_id}/back")

    assert back.status_code == 404
    assert row.withdrawn_at is None
