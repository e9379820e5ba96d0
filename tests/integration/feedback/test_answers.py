"""Answers: once each, in any language, and nobody can link them to a name."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from tests.conftest import NOON
from tests.factories.feedback import in_classes, make_invitations, make_registrations
from webinars.database import Db
from webinars.database.model import Model
from webinars.feedback.models import Answer, Invitation, InvitedBy, Response, Spent
from webinars.feedback.operations import COUNTED, invite, record_root
from webinars.journal.models import Entry
from webinars.kernel.tokens import Purpose, digest_of
from webinars.outbox.models import Letter
from webinars.web.requests import WebinarsApp

ANSWERS = {"relevance": "5", "satisfaction": "4", "recommend": "9", "comment": "Keep the hours."}


def address_of(app: WebinarsApp, invitation: Invitation) -> str:
    return "/feedback/" + app.keyring.token(Purpose.FEEDBACK, invitation.public_id, 1)


def test_an_answer_is_kept_once(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    page = address_of(app, make_invitations(db)[0])

    first = client.post(page, data=ANSWERS)
    again = client.post(page, data=ANSWERS)
    looked = client.get(page)

    assert [first.status_code, again.status_code, looked.status_code] == [200, 409, 409]
    assert db.scalar(select(func.count()).select_from(Response)) == 1
    assert dict(db.execute(select(Answer.identity, Answer.value)).all()) == ANSWERS


def test_looking_at_the_page_answers_nothing(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    page = address_of(app, make_invitations(db)[0])

    for _ in range(3):
        assert client.get(page).status_code == 200
    assert db.scalar(select(func.count()).select_from(Spent)) == 0


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_the_questions_stand_in_each_language(
    db: Db, app: WebinarsApp, client: FlaskClient, language: str
) -> None:
    invitation = make_invitations(db)[0]

    page = client.get(address_of(app, invitation), query_string={"lang": language}).text

    if language == "en":
        assert page.count("optional") == 1  # said above all questions, not at each
    for question in invitation.questionnaire.questions:
        label = next(words.label for words in question.texts if words.language == language)
        assert label in page


def test_the_receipt_is_shown_once_and_only_its_trace_is_kept(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    answer = client.post(address_of(app, make_invitations(db)[0]), data=ANSWERS)
    receipt = answer.text.partition('class="receipt" dir="ltr">')[2].partition("<")[0]

    assert db.scalars(select(Response.receipt_digest)).one() == digest_of(receipt)


def test_the_eleven_figures_say_which_end_is_which(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    page = client.get(address_of(app, make_invitations(db)[0])).text

    assert all(
        words in page for words in (">0, not at all likely<", ">9<", ">10, extremely likely<")
    )


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "One answer is enough"),
        ({"relevance": "6"}, "Choose one of the answers offered"),
        ({"relevance": "5", "comment": "x" * 100_000}, "Use at most 2000 characters"),
    ],
)
def test_what_is_no_answer_gets_a_sentence_and_keeps_the_link_good(
    db: Db, app: WebinarsApp, client: FlaskClient, sent: dict[str, str], sentence: str
) -> None:
    page = address_of(app, make_invitations(db)[0])

    refused = client.post(page, data=sent)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert client.post(page, data=ANSWERS).status_code == 200


def test_after_closing_nothing_is_taken(db: Db, app: WebinarsApp, client: FlaskClient) -> None:
    page = address_of(app, make_invitations(db)[0])
    app.clock = lambda: NOON + timedelta(days=14)

    assert [client.get(page).status_code, client.post(page, data=ANSWERS).status_code] == [410, 410]


def test_a_forged_or_foreign_token_opens_nothing(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    invitation = make_invitations(db)[0]
    good = app.keyring.token(Purpose.FEEDBACK, invitation.public_id, 1)
    forged = [
        good[:-1] + ("a" if good[-1] != "a" else "b"),
        app.keyring.token(Purpose.MY, invitation.public_id, 1),
        "x",
    ]

    assert [client.get(f"/feedback/{token}").status_code for token in forged] == [404, 404, 404]


def test_everybody_is_invited_once_whoever_asks(db: Db) -> None:
    first = make_invitations(db, 6)
    webinar = first[0].webinar
    asked = [i.registration for i in first] + make_registrations(db, webinar, 2, language="fr")
    people = in_classes(asked, "apg")

    assert (
        invite(db, webinar=webinar, registrations=people, invited_by=InvitedBy.SIGN_OFF, now=NOON)
        == 2
    )
    db.flush()
    assert db.scalar(select(func.count()).select_from(Letter)) == 8


def test_every_table_together_links_no_answer_to_a_name(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    """The attacker holds every table. Of seven invited, one answered: which one must stay open.

    Every row written by the answer is compared with every value that stands in
    a row about an invitation, a registration, a person or a letter.
    """
    invitations = make_invitations(db, 7)
    before = {table.name: _rows(db, table.name) for table in Model.metadata.sorted_tables}
    client.post(address_of(app, invitations[3]), data=ANSWERS)
    after = {table.name: _rows(db, table.name) for table in Model.metadata.sorted_tables}

    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"feedback_spent", "feedback_response", "feedback_answer"}
    written = {str(value) for name in changed for row in after[name] for value in row}
    telling = {
        str(value)
        for name in (
            "feedback_invitation",
            "registration",
            "person",
            "address",
            "letter",
            "journal_entry",
            "journal_detail",
        )
        for row in after[name]
        for value in row
    }
    alike = {str(invitations[0].webinar_id), str(invitations[0].questionnaire_id)}
    shared = written & telling - alike - {"", "4", "5", "9"}  # and the marks that were answered
    assert shared == {"african-group", "ngo", "en"}  # carried by all seven invitations alike
    assert len({(i.group, i.category, i.language) for i in invitations}) == 1


def test_rows_do_not_stand_in_the_order_of_arrival(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    if db.get_bind().dialect.name != "sqlite":
        pytest.skip("hidden row numbers are SQLite's affair")
    for invitation in make_invitations(db, 6):
        client.post(address_of(app, invitation), data=ANSWERS)

    for name, key in (("feedback_spent", "mark"), ("feedback_response", "key")):
        rows = db.execute(text(f"SELECT {key} FROM {name}")).scalars().all()  # noqa: S608  (names of this test)
        assert rows == sorted(rows)


def test_number_and_root_enter_the_journal_when_they_have_grown(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    client.post(address_of(app, make_invitations(db)[0]), data=ANSWERS)

    assert [record_root(db, now=NOON), record_root(db, now=NOON)] == [True, False]
    db.flush()
    assert db.scalar(select(func.count()).where(Entry.kind == COUNTED)) == 1


def _rows(db: Db, table: str) -> list[tuple[object, ...]]:
    db.flush()
    return sorted((tuple(row) for row in db.execute(text(f"SELECT * FROM {table}"))), key=str)  # noqa: S608
