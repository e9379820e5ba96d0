"""The Secretariat's page of questions: shown, answered, hidden; what was written is kept."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import NOON, make_sitting
from tests.factories.registrations import make_registration
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.live.models import FloorQuestion
from webinars.live.operations import ask


@pytest.fixture
def question(db: Db) -> FloorQuestion:
    mine = make_registration(db, sitting=make_sitting(db))
    words = "<b>Who</b> pays?"
    return ask(db, registration=mine, text=words, language=Language.FRENCH, named=False, now=NOON)


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


def page_of(question: FloorQuestion, *more: str) -> str:
    slug = question.registration.webinar.slug
    return "/".join([f"/secretariat/webinars/{slug}/questions", *more])


def test_a_question_is_answered_and_hidden_again(
    officer: FlaskClient, question: FloorQuestion
) -> None:
    key = question.public_id
    page = officer.get(page_of(question))
    assert "&lt;b&gt;Who&lt;/b&gt; pays?" in page.text
    assert 'lang="fr"' in page.text
    assert "Without a name." in page.text

    said = {f"{key}-answer": "The office.", f"{key}-language": "en"}
    answered = officer.post(page_of(question, key, "answer"), data=said, follow_redirects=True)

    assert "Answered and shown." in answered.text
    because = {f"{key}-reason": "It names a person."}
    hidden = officer.post(page_of(question, key, "hide"), data=because, follow_redirects=True)
    assert "Hidden: It names a person." in hidden.text
    shown = officer.post(page_of(question, key, "show"), follow_redirects=True)
    assert "Answered and shown." in shown.text


def test_an_empty_answer_is_asked_again(officer: FlaskClient, question: FloorQuestion) -> None:
    answer = officer.post(page_of(question, question.public_id, "answer"), data={})

    assert answer.status_code == 422
    assert "Write the answer." in answer.text


def test_two_who_answer_at_once_read_each_other_first(
    officer: FlaskClient, question: FloorQuestion
) -> None:
    key, here = question.public_id, page_of(question, question.public_id, "answer")
    said = {f"{key}-answer": "The office.", f"{key}-language": "en"}
    seen = {f"{key}-seen": _print_in(officer.get(page_of(question)).text)}
    officer.post(here, data=said | seen)

    late = officer.post(here, data=said | seen | {f"{key}-answer": "The State."})
    again = {f"{key}-answer": "The State.", f"{key}-seen": _print_in(late.text)}

    assert late.status_code == 422
    assert "Somebody else answered while you wrote: “The office.”" in unescape(late.text)
    assert ">\nThe State.</textarea>" in late.text
    assert officer.post(here, data=said | again).status_code == 303


def _print_in(page: str) -> str:
    found = re.search(r'-seen" value="([0-9a-f]{16})"', page)
    assert found
    return found[1]


def test_a_question_of_another_webinar_is_not_found_here(
    db: Db, officer: FlaskClient, question: FloorQuestion
) -> None:
    slug = make_sitting(db).webinar.slug
    path = f"/secretariat/webinars/{slug}/questions/{question.public_id}/show"

    assert officer.post(path).status_code == 404


def test_nobody_else_sees_the_questions(
    db: Db, client: FlaskClient, question: FloorQuestion
) -> None:
    assert client.get(page_of(question)).status_code == 303

    sign_in(client, db, make_account(db, role=Role.EVALUATOR))
    assert client.get(page_of(question)).status_code == 403
