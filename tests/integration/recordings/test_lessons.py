"""What was learned stands beside the recording, in each language, and the search finds it."""

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from tests.factories.recordings import make_public
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.recordings.models import Recording
from webinars.recordings.rules.written import print_of
from webinars.web.requests import WebinarsApp

ENGLISH = "Ask the registry first.\n\nWrite to the office of Ruritania."
ARABIC = "اسأل السجل أولا."


@pytest.fixture
def recording(db: Db, app: WebinarsApp) -> Recording:
    return make_public(db, app.extensions["store"])


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    return client


def desk(recording: Recording) -> str:
    return f"/secretariat/sittings/{recording.sitting.public_id}/recording/lessons"


def told(db: Db, recording: Recording, **texts: str) -> dict[str, str]:
    db.refresh(recording)
    return {"seen": print_of(recording.lessons), **texts}


def test_they_are_read_in_the_own_language_or_the_nearest(
    db: Db, recording: Recording, officer: FlaskClient
) -> None:
    kept = officer.post(desk(recording), data=told(db, recording, en=ENGLISH, ar=ARABIC))
    assert kept.status_code == 303

    page = f"/recordings/{recording.slug}"
    assert "<p>Ask the registry first.</p>" in officer.get(page).text
    assert ARABIC in officer.get(page + "?lang=ar").text
    russian = officer.get(page + "?lang=ru").text  # has none of its own: English, marked so
    assert '<p lang="en" dir="ltr">Ask the registry first.</p>' in russian
    assert "Ask the registry first." in officer.get(desk(recording)).text


def test_without_any_the_page_says_nothing_of_them(
    db: Db, recording: Recording, officer: FlaskClient
) -> None:
    officer.post(desk(recording), data=told(db, recording, en=ENGLISH))
    officer.post(desk(recording), data=told(db, recording, en="  "))

    db.refresh(recording)
    assert recording.lessons == {}
    assert "Lessons" not in officer.get(f"/recordings/{recording.slug}").text


def test_of_two_officers_the_second_is_told_and_loses_nothing(
    db: Db, recording: Recording, officer: FlaskClient
) -> None:
    before = told(db, recording)
    officer.post(desk(recording), data=told(db, recording, en=ENGLISH))

    second = officer.post(desk(recording), data=before | {"fr": "Autre chose."})

    assert second.status_code == 409
    assert "Ask the registry first." in second.text
    assert "Autre chose." in second.text
    db.refresh(recording)
    assert "fr" not in recording.lessons


def test_a_page_too_long_is_refused_and_stays_written(
    db: Db, recording: Recording, officer: FlaskClient
) -> None:
    long = "a" * 5_000

    answer = officer.post(desk(recording), data=told(db, recording, en=long))

    assert answer.status_code == 422
    assert long in answer.text
    assert recording.lessons == {}


def test_the_evaluator_does_not_write_them(
    db: Db, client: FlaskClient, recording: Recording
) -> None:
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    assert client.get(desk(recording)).status_code == 403
