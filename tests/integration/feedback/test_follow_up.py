"""Three and six months later: asked once, of those alone who came and agreed to it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.feedback import make_invitations
from tests.factories.following import BEFORE, came, make_past_sitting, person
from tests.integration.outbox.hands import headers_of
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.indicators import figures, open_tables
from webinars.evaluation.operations import take_snapshot
from webinars.feedback.instruments import load_all
from webinars.feedback.models import Invitation, InvitedBy, QuestionnaireKind, Response
from webinars.feedback.operations import answer
from webinars.feedback.tasks import follow_up
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.operations import decline
from webinars.people.operations import merge
from webinars.privacy.operations import copy_for, erase
from webinars.programme.models import Sitting, WebinarState
from webinars.registrations.models import ConsentKind
from webinars.registrations.operations import agree
from webinars.web.requests import WebinarsApp


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_past_sitting(db)


def asked(db: Db) -> list[tuple[int, QuestionnaireKind]]:
    db.expire_all()
    rows = db.scalars(select(Invitation).order_by(Invitation.id))
    return [(one.registration_id, one.questionnaire.kind) for one in rows]


def test_each_is_asked_once_after_three_and_once_after_six_months(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    mine = person(db, sitting, 1).id
    came(db, sitting, 1)
    early = NOON - timedelta(hours=2)

    told = [follow_up(app.engine, at) for at in (early, NOON, NOON + timedelta(days=1))]
    six = datetime(2027, 6, 1, 12, tzinfo=UTC)
    told += [follow_up(app.engine, at) for at in (six, six + timedelta(days=29))]

    assert told == [None, "1 asked what they used", None, "1 asked what they used", None]
    assert asked(db) == [
        (mine, QuestionnaireKind.THREE_MONTHS),
        (mine, QuestionnaireKind.SIX_MONTHS),
    ]
    posted = db.scalars(select(Letter.address).where(Letter.kind == "feedback.follow_up")).all()
    assert posted == ["person.1@office.example"] * 2
    assert set(db.scalars(select(Invitation.invited_by))) == {InvitedBy.FOLLOW_UP}


def test_nobody_is_asked_who_did_not_come_or_did_not_agree(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    mine = person(db, sitting, 1).id
    person(db, sitting, 2, consents=frozenset({ConsentKind.NEWS}))
    person(db, sitting, 3)
    withdrawn = person(db, sitting, 4)
    agree(db, registration=withdrawn, consents=frozenset(), by="test", now=BEFORE)
    person(db, sitting, 5, proven=False)
    erased = person(db, sitting, 6)
    came(db, sitting, 1, 2, 4, 5, 6)
    erase(db, person=erased.person, now=BEFORE)
    db.flush()

    follow_up(app.engine, NOON)

    assert asked(db) == [(mine, QuestionnaireKind.THREE_MONTHS)]
    assert db.scalars(select(Letter.address).where(Letter.kind == "feedback.follow_up")).all() == [
        "person.1@office.example"
    ]


def test_a_cancelled_webinar_and_one_long_past_ask_nothing(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    person(db, sitting, 1)
    came(db, sitting, 1)

    assert follow_up(app.engine, NOON + timedelta(days=31)) is None
    assert follow_up(app.engine, datetime(2027, 7, 2, tzinfo=UTC)) is None
    sitting.webinar.state, sitting.webinar.cancelled_at = WebinarState.CANCELLED, NOON
    db.flush()
    assert follow_up(app.engine, NOON) is None
    assert asked(db) == []


def test_who_counts_as_one_is_asked_once(db: Db, app: WebinarsApp, sitting: Sitting) -> None:
    first, second = person(db, sitting, 1), person(db, sitting, 2)
    came(db, sitting, 1, 2)
    follow_up(app.engine, NOON)
    assert len(asked(db)) == 2
    db.execute(delete(Invitation).where(Invitation.registration_id == second.id))
    merge(db, kept=first.person, merged=second.person, reason="One person", by="test", now=NOON)
    db.flush()

    follow_up(app.engine, NOON)

    assert asked(db) == [(first.id, QuestionnaireKind.THREE_MONTHS)]


def test_the_letter_waits_for_morning_and_for_nobody_who_changed_their_mind(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    kept = person(db, sitting, 1, language=Language.FRENCH, zone="Pacific/Auckland")
    back = person(db, sitting, 2)
    person(db, sitting, 3)
    came(db, sitting, 1, 2, 3)
    db.execute(delete(Letter))
    follow_up(app.engine, NOON)
    db.expire_all()
    agree(db, registration=back, consents=frozenset(), by="test", now=NOON)
    decline(db, address="person.3@office.example", topic="follow-up", now=NOON)
    db.flush()

    assert headers_of(app, NOON) == {}  # one in the morning in Auckland
    [message] = headers_of(app, NOON + timedelta(hours=9)).values()

    assert message["To"] == "Person 1 <person.1@office.example>"
    subject = str(message["Subject"]).replace("\u202f", " ")
    assert subject.startswith("Trois mois après : qu’avez-vous utilisé ?")
    body = message.get_body(("plain",))
    assert body is not None
    invitation = db.scalars(select(Invitation).filter_by(registration_id=kept.id)).one()
    token = app.keyring.token(Purpose.FEEDBACK, invitation.public_id, 1)
    assert f"/feedback/{token}?lang=fr" in body.get_content()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (QuestionnaireKind.THREE_MONTHS, "Three months later: five questions"),
        (QuestionnaireKind.SIX_MONTHS, "Six months later: five questions"),
    ],
)
def test_each_kind_is_asked_and_answered_on_its_page(
    db: Db, app: WebinarsApp, client: FlaskClient, kind: QuestionnaireKind, sentence: str
) -> None:
    invitation = make_invitations(db, kind=kind)[0]
    page = "/feedback/" + app.keyring.token(Purpose.FEEDBACK, invitation.public_id, 1)
    given = {"applied": "yes", "used": ["practice", "training"], "colleagues": "told"}

    shown = client.get(page).text
    wrong = client.post(page, data={"applied": "perhaps"}).status_code
    sent = client.post(page, data=given).status_code
    again = client.post(page, data=given).status_code

    assert sentence in shown
    assert "Fewer than five people are asked" in shown
    for question in invitation.questionnaire.questions:
        assert next(one.label for one in question.texts if one.language == "en") in shown
    assert (wrong, sent, again) == (422, 200, 409)
    kept = {one.identity: one.value for one in db.scalars(select(Response)).one().answers}
    assert kept == given | {"used": "practice training"}


def test_among_five_who_are_asked_the_warning_is_needless(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    invitation = make_invitations(db, 5, kind=QuestionnaireKind.SIX_MONTHS)[4]
    page = "/feedback/" + app.keyring.token(Purpose.FEEDBACK, invitation.public_id, 1)

    assert "Fewer than five" not in client.get(page).text


def test_classes_are_coarsened_among_those_who_are_asked_the_same(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    """Those asked after the webinar do not hide the few who are asked months later."""
    make_invitations(db, 6, webinar=sitting.webinar)
    for number in range(3):
        person(db, sitting, number)
    came(db, sitting, *range(3))

    follow_up(app.engine, NOON)

    later = select(Invitation).where(Invitation.invited_by == InvitedBy.FOLLOW_UP)
    stamps = [(one.group, one.category, one.language) for one in db.scalars(later)]
    assert stamps == [("", "", "")] * 3


def test_the_indicator_of_application_counts_those_who_applied(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    for number in range(6):
        person(db, sitting, number)
    came(db, sitting, *range(6))
    follow_up(app.engine, NOON)
    invited = list(db.scalars(select(Invitation).order_by(Invitation.id)))
    for one, value in zip(invited, ("yes", "yes", "yes", "not-yet", "no"), strict=False):
        answer(db, invitation=one, answers={"applied": value}, keyring=app.keyring, now=NOON)
    for letter in db.scalars(select(Letter).where(Letter.kind == "feedback.follow_up")):
        letter.sent_at = NOON
    db.flush()

    snapshot = take_snapshot(app.engine, place_of(app), by="test", now=NOON)
    assert snapshot is not None
    folder = app.settings.data / "snapshots" / str(snapshot.cut)
    bench = open_tables(folder, at=NOON)
    found = {(f.indicator, f.by, f.measure): (f.n, f.d) for f in figures(bench, folder)}
    bench.close()

    assert found[19, "", "three-months"] == (3, 5)
    assert found[12, "", "three-months"] == (5, 6)


def test_the_secretariat_reads_each_questionnaire_before_it_is_sent(
    db: Db, client: FlaskClient
) -> None:
    load_all(db, now=NOON)
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))

    pages = [
        client.get(f"/secretariat/questionnaire{which}")
        for which in ("", "?kind=three-months", "?kind=six-months", "?kind=never")
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    assert ["applied" in page.text for page in pages[:3]] == [False, True, True]
    assert 'href="/secretariat/questionnaire?kind=six-months"' in pages[1].text


def test_erasure_takes_the_address_out_of_letters_and_ends_the_link(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting
) -> None:
    mine = person(db, sitting, 1)
    came(db, sitting, 1)
    follow_up(app.engine, NOON)
    db.expire_all()
    invitation = db.scalars(select(Invitation)).one()
    page = "/feedback/" + app.keyring.token(Purpose.FEEDBACK, invitation.public_id, 1)
    assert client.get(page).status_code == 200
    held = copy_for(db, person=mine.person)["questionnaires"]
    assert held == [
        {
            "webinar": sitting.webinar.slug,
            "questionnaire": "three-months",
            "asked": NOON.isoformat(),
            "classes": {},  # nobody is alike
        }
    ]

    erase(db, person=mine.person, now=NOON)
    db.flush()

    letter = db.scalars(select(Letter).where(Letter.kind == "feedback.follow_up")).one()
    assert (letter.address, letter.withdrawn_at) == ("", NOON)
    assert client.get(page).status_code == 404
