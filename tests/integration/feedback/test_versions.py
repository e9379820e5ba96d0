"""The Secretariat writes the next version of a questionnaire; a used one is never changed."""

import re

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.feedback import make_instrument, make_invitations
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.evaluation.tables.feedback import TABLES
from webinars.feedback.models import Questionnaire, QuestionnaireKind
from webinars.feedback.operations.versions import begin_version
from webinars.feedback.queries import newest_questionnaire, versions_of
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Keyring
from webinars.web.requests import WebinarsApp

PACE = {"identity": "pace", "kind": "scale"} | {
    f"label_{language}": f"Well paced? ({language})" for language in Language
}


@pytest.fixture
def used(db: Db) -> Questionnaire:
    return make_instrument(db)


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    return client


@pytest.fixture
def draft(db: Db, used: Questionnaire) -> Questionnaire:
    return begin_version(db, kind=used.kind, by="officer", now=NOON)


def here(version: Questionnaire, rest: str = "") -> str:
    return f"/secretariat/questionnaires/{version.public_id}{rest}"


def newest(db: Db) -> Questionnaire:
    found = newest_questionnaire(db, kind=QuestionnaireKind.AFTER)
    assert found is not None
    return found


def identities(version: Questionnaire) -> list[str]:
    return [one.identity for one in version.questions]


def test_a_version_is_written_and_asked_from_then_on(
    db: Db, used: Questionnaire, officer: FlaskClient
) -> None:
    """Begun, a question out and one in, moved, used: who was asked before answers as asked."""
    earlier = make_invitations(db, 1)[0]
    begun = officer.post("/secretariat/questionnaires/after/begin")
    draft = versions_of(db, kind=used.kind)[0]
    assert begun.headers["Location"].endswith(here(draft))
    assert officer.post(here(draft, "/questions/other/remove")).status_code == 303
    assert officer.post(here(draft, "/questions/new"), data=PACE).status_code == 303
    assert officer.post(here(draft, "/questions/pace/move"), data={"to": "up"}).status_code == 303
    assert newest(db).version == 1

    assert officer.post(here(draft, "/use")).status_code == 303

    db.expire_all()
    assert newest(db).version == 2
    assert identities(newest(db))[-2:] == ["pace", identities(used)[-1]]
    assert "other" in identities(used)
    assert earlier.questionnaire_id == used.id


def test_a_used_version_is_never_changed(officer: FlaskClient, used: Questionnaire) -> None:
    for rest in ("/questions/other/remove", "/questions/other/move", "/discard", "/use"):
        assert officer.post(here(used, rest)).status_code == 409, rest
    changed = officer.post(here(used, "/questions/relevance"), data={"label_en": "Another?"})
    assert changed.status_code == 409


def test_two_officers_begin_one_draft(db: Db, used: Questionnaire) -> None:
    first, second = (begin_version(db, kind=used.kind, by="officer", now=NOON) for _ in range(2))

    assert first is second
    assert len(versions_of(db, kind=used.kind)) == 2


def test_what_is_missing_is_told_and_keeps_it_from_use(
    db: Db, draft: Questionnaire, officer: FlaskClient
) -> None:
    officer.post(here(draft, "/questions/new"), data={**PACE, "label_ru": "", "label_zh": ""})

    page = officer.get(here(draft)).text
    assert "pace</bdi> has no words in: 中文, Русский." in page
    assert 'href="' + here(draft, "/use") not in page
    assert officer.post(here(draft, "/use"), data={"sure": "yes"}).status_code == 409
    assert newest(db).version == 1


def test_a_question_reworded_in_one_language_is_looked_at(
    db: Db, draft: Questionnaire, officer: FlaskClient
) -> None:
    page = officer.get(here(draft, "/questions/relevance")).text
    words = dict(re.findall(r'name="(label_\w\w|hint_\w\w)"[^>]*? value="([^"]*)"', page))
    assert len(words) == 6
    officer.post(here(draft, "/questions/relevance"), data={**words, "label_fr": "Autre chose"})

    told = officer.get(here(draft, "/use")).text
    assert "relevance</bdi> was reworded in some languages only (Français)" in told
    assert officer.post(here(draft, "/use")).status_code == 422
    assert officer.post(here(draft, "/use"), data={"sure": "yes"}).status_code == 303
    db.expire_all()
    assert newest(db).version == 2


def test_more_than_eight_are_asked_only_on_purpose(
    draft: Questionnaire, officer: FlaskClient
) -> None:
    officer.post(here(draft, "/questions/new"), data=PACE)

    assert "More than eight questions" in officer.get(here(draft)).text
    refused = officer.post(here(draft, "/use"))
    assert refused.status_code == 422
    assert "Say that you have looked" in refused.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"identity": "Well paced"}, "small letters, digits and hyphens"),
        ({"identity": "relevance"}, "a question of this name"),
        ({"identity": "applied"}, "asked “applied” in another way"),
        ({"kind": "choice", "options_en": "yes\nno"}, "two options or more"),
        ({"label_en": ""}, "Write something here"),
        ({"label_fr": "x" * 100_000}, "300"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_lost(
    draft: Questionnaire, officer: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    answer = officer.post(here(draft, "/questions/new"), data={**PACE, **said})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Well paced? (es)" in answer.text
    assert "pace" not in identities(draft)


def test_a_draft_is_given_up(db: Db, draft: Questionnaire, officer: FlaskClient) -> None:
    assert officer.get(here(draft, "/discard")).status_code == 200
    assert officer.post(here(draft, "/discard")).status_code == 303

    assert [one.version for one in versions_of(db, kind=draft.kind)] == [1]
    assert officer.get(here(draft)).status_code == 404


def test_a_draft_is_no_evidence(
    db: Db, app: WebinarsApp, draft: Questionnaire, officer: FlaskClient
) -> None:
    officer.post(here(draft, "/questions/new"), data=PACE)

    keyring: Keyring = app.keyring
    for table in TABLES:
        if table.name in {"items", "labels"}:
            assert not [row for row in table.rows(db, keyring) if "after-2" in row]


def test_all_languages_stand_side_by_side(used: Questionnaire, officer: FlaskClient) -> None:
    page = officer.get("/secretariat/questionnaire").text

    assert 'dir="rtl"' in page
    for question in used.questions:
        for text in question.texts:
            assert text.label in page.replace("&#39;", "'")


def test_only_the_secretariat_writes(db: Db, client: FlaskClient, draft: Questionnaire) -> None:
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    assert client.get(here(draft)).status_code == 403
    assert client.post(here(draft, "/use")).status_code == 403
