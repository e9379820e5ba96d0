"""Letters before they leave: read in each language, tried on oneself, worded anew."""

import base64
import hashlib
import re

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.programme import make_text, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.outbox.hands import headers_of
from tests.integration.registrations.reading import letters
from webinars.app.rooms import LETTERS, SORTS
from webinars.database import Db
from webinars.kernel.languages import Language, direction
from webinars.outbox.models import Wording
from webinars.outbox.rules import part_of
from webinars.people.models import Person
from webinars.programme.models import Webinar
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

NEEDS_A_CASE = frozenset(
    kind for kind in SORTS if kind.startswith(("accounts.", "evaluation.", "programme."))
) | {
    "recordings.harmed",
    "registrations.arranged",
    "registrations.message",
    "registrations.message_test",
    "registrations.passed_on",
    "registrations.handed",
    "registrations.taken_back",
    "registrations.links",
}
SHOWN = sorted(set(SORTS) - NEEDS_A_CASE)
CONFIRMATION = "/secretariat/letters/registrations.confirmation"
DEAR = "Dear %(name)s,"


@pytest.fixture
def webinar(db: Db) -> Webinar:
    webinar = make_webinar(db, title="What a small office needs", sittings=2)
    webinar.texts.append(make_text(title="ما يحتاج إليه المكتب", language=Language.ARABIC))
    db.flush()
    return webinar


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", SHOWN)
def test_each_kind_is_shown_about_nobody(
    db: Db, secretariat: FlaskClient, webinar: Webinar, kind: str, language: str
) -> None:
    address = f"/secretariat/letters/{kind}/{language}?webinar={webinar.slug}"

    page = secretariat.get(address)
    html = secretariat.get(address.replace("?", "/page?"))

    assert page.status_code == html.status_code == 200
    assert "needs a real case" not in page.text
    assert 'name="words"' in page.text
    spoken = Language(language)
    assert f'<html lang="{spoken}" dir="{direction(spoken)}">' in html.text
    assert not re.search(r"/(my|join|letters|offer|feedback)/a[a-z2-7]{20}", html.text)
    assert db.query(Registration).count() == db.query(Person).count() == 0


@pytest.mark.parametrize("kind", sorted(NEEDS_A_CASE))
def test_what_needs_a_real_case_says_so(
    secretariat: FlaskClient, webinar: Webinar, kind: str
) -> None:
    page = secretariat.get(f"/secretariat/letters/{kind}/en?webinar={webinar.slug}")

    assert page.status_code == 200
    assert "needs a real case" in page.text


def test_every_kind_has_a_name_and_a_topic_that_is_known() -> None:
    assert set(LETTERS) - set(SORTS) == {"outbox.trial"}


def test_the_list_leads_to_each_in_the_readers_language(
    secretariat: FlaskClient, webinar: Webinar
) -> None:
    page = secretariat.get(f"/secretariat/letters?webinar={webinar.slug}&lang=fr").text

    for kind in SORTS:
        assert f'href="/secretariat/letters/{kind}/fr?webinar={webinar.slug}"' in page


def test_without_a_webinar_there_is_nothing_to_show(secretariat: FlaskClient) -> None:
    assert "needs a real case" in secretariat.get(f"{CONFIRMATION}/en").text
    assert secretariat.get(f"{CONFIRMATION}/en/page").status_code == 404
    assert secretariat.get("/secretariat/letters/nothing/en").status_code == 404
    assert secretariat.get(f"{CONFIRMATION}/xx").status_code == 404


def test_its_page_has_its_own_style_and_no_other(
    secretariat: FlaskClient, webinar: Webinar
) -> None:
    page = secretariat.get(f"{CONFIRMATION}/en/page?webinar={webinar.slug}")

    [style] = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_a_trial_goes_to_who_asks_and_to_nobody_else(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    address = f"{CONFIRMATION}/ar/trial?webinar={webinar.slug}"

    assert secretariat.post(address).status_code == 303

    [message] = headers_of(app, NOON).values()
    assert message["To"] == "Otto Muster <otto.muster@example.org>"
    assert "ما يحتاج إليه المكتب" in message["Subject"]
    body = message.get_body(("html",))
    assert body is not None
    assert 'dir="rtl"' in body.get_content()
    assert [letter.kind for letter in letters(db)] == ["outbox.trial"]


def say(client: FlaskClient, webinar: Webinar, **fields: str) -> int:
    address = f"{CONFIRMATION}/en?webinar={webinar.slug}"
    return client.post(address, data={"part": part_of(DEAR)} | fields).status_code


def test_a_sentence_is_worded_anew_and_taken_back(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    address = f"{CONFIRMATION}/en?webinar={webinar.slug}"
    assert say(secretariat, webinar, words="Good day %(name)s!") == 303

    page = secretariat.get(address).text
    assert "Good day Amina Mfano!" in page
    assert "Ours: <bdi>Dear %(name)s,</bdi>" in page
    assert "Otto Muster" in page
    assert "English: 1 edit" in secretariat.get("/secretariat/letters").text

    assert say(secretariat, webinar, ours="1") == 303
    assert "Dear Amina Mfano" in secretariat.get(address).text
    assert "ours again" in secretariat.get(address).text
    assert db.query(Wording).count() == 2


def test_a_refused_sentence_is_kept_on_the_page_with_the_reason(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    address = f"{CONFIRMATION}/en?webinar={webinar.slug}"

    page = secretariat.post(address, data={"part": part_of(DEAR), "words": "Hello %(nom)s"})

    assert page.status_code == 422
    assert "%(nom)s is not known here. The sentence may use: %(name)s." in page.text
    assert ">Hello %(nom)s</textarea>" in page.text
    assert db.query(Wording).count() == 0
    unknown = secretariat.post(address, data={"part": "nothing", "words": "x"})
    assert unknown.status_code == 404


def test_real_letters_say_the_new_words(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    say(secretariat, webinar, words="Good day %(name)s!")
    make_registration(db, sitting=webinar.sittings[0])

    [message] = headers_of(app, NOON).values()

    body = message.get_body(("plain",))
    assert body is not None
    assert "Good day Amina Mfano!" in body.get_content()


def test_only_the_secretariat_words_letters(
    evaluator: FlaskClient, client: FlaskClient, webinar: Webinar
) -> None:
    assert evaluator.get(f"{CONFIRMATION}/en").status_code == 403
    assert say(evaluator, webinar, words="x") == 403
    assert client.get(f"{CONFIRMATION}/en").status_code == 303
