"""How each who was invited stands: one reminder, a refusal, and what a person may see."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.conftest import NOON
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from tests.integration.desk.inviting import ANA, HEAD, PATH, answered, invite, posted, send, webinar
from tests.integration.registrations.reading import letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.models import Bounce, Letter
from webinars.outbox.operations import decline
from webinars.privacy.operations import copy_for, erase
from webinars.programme.models import Webinar
from webinars.registrations.letters import INVITATION
from webinars.registrations.models import DelegateList, Invitee
from webinars.registrations.operations import cancel
from webinars.registrations.operations.inviting import (
    remind_silent_invitees,
)
from webinars.registrations.queries.invitees import invitees_of
from webinars.registrations.rules.inviting import Answer
from webinars.web.requests import WebinarsApp

__all__ = ["webinar"]


def test_how_each_stands(db: Db, secretariat: FlaskClient, webinar: Webinar) -> None:
    text = HEAD + "".join(f"P{n},p{n}@office.example,en,\n" for n in range(7))
    invite(secretariat, text)
    sent = letters(db, kind=INVITATION)
    for letter in sent[1:]:
        letter.sent_at = NOON
    sent[6].sent_at, sent[6].withdrawn_at = None, NOON
    sitting = webinar.sittings[0]
    make_registration(db, sitting=sitting, name="Somebody", address="P1@office.example")
    gone = make_registration(db, sitting=sitting, name="P2", address="p2@office.example")
    cancel(db, registration=gone, by="otto", now=NOON)
    decline(db, address="p3@office.example", topic="invitations", now=NOON)
    _bounce(db, sent[4])
    db.flush()

    assert answered(db, webinar) == [
        Answer.WAITING,
        Answer.REGISTERED,
        Answer.CANCELLED,
        Answer.DECLINED,
        Answer.RETURNED,
        Answer.HANDED,
        Answer.UNSENT,
    ]
    assert "Remind 1 person who has not answered" in secretariat.get(PATH).text
    told = secretariat.post(f"{PATH}/remind", follow_redirects=True)
    again = secretariat.post(f"{PATH}/remind", follow_redirects=True)
    assert "1 person is reminded." in told.text
    assert "There is nobody to remind" in again.text
    assert posted(db)[7:] == [("p5", "en", "Europe/Zurich", 1)]


def test_the_clock_reminds_once_seven_days_before(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat)
    for letter in letters(db, kind=INVITATION):
        letter.sent_at = NOON
    early = min(one.starts_at for one in webinar.sittings) - timedelta(days=7, minutes=1)
    db.execute(update(Invitee).values(invited_at=early - timedelta(days=3)))
    db.expire_all()
    counts = []
    for when in (early, early + timedelta(minutes=2), early + timedelta(hours=1)):
        remind_silent_invitees(db, now=when)
        counts.append(len(posted(db)))

    assert counts == [3, 6, 6]
    reminder = letters(db, kind=INVITATION)[-1]
    reminder.language = Language.ENGLISH
    content = render(app, reminder, early)
    assert content is not None
    assert content.subject == "Reminder of an invitation: Assessing needs together"


def test_nobody_is_reminded_sooner_than_two_days_after(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat)
    for letter in letters(db, kind=INVITATION):
        letter.sent_at = NOON
    late = min(one.starts_at for one in webinar.sittings) - timedelta(days=1)
    db.execute(update(Invitee).values(invited_at=late - timedelta(days=1)))
    db.expire_all()

    remind_silent_invitees(db, now=late)

    assert len(posted(db)) == 3


def test_who_registers_before_the_letter_leaves_gets_none(
    db: Db, app: WebinarsApp, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat, HEAD + ANA)
    sitting = webinar.sittings[0]
    make_registration(db, sitting=sitting, name="Ana", address="ana@office.example")

    assert render(app, letters(db, kind=INVITATION)[0], NOON) is None


def test_a_person_sees_and_erases_the_invitation(
    db: Db, secretariat: FlaskClient, webinar: Webinar
) -> None:
    invite(secretariat)
    other = make_webinar(db, slug="two", title="Another")
    mine = make_registration(
        db, sitting=other.sittings[0], name="Ana", address="ana@office.example"
    )
    waiting = send(secretariat).location

    held = copy_for(db, person=mine.person)
    erase(db, person=mine.person, now=NOON)
    db.expire_all()
    listed = db.scalars(select(DelegateList).order_by(DelegateList.id.desc())).first()

    assert held["invitations"] == [
        {
            "webinar": "one",
            "invited": NOON.isoformat(),
            "reminded": None,
            "name": "Ana",
            "address": "ana@office.example",
            "state": "BR",
            "language": "es",
        }
    ]
    assert [one["webinar"] for one in held["lists"]] == ["one"]
    assert [one.name for one in invitees_of(db, webinar=webinar)] == ["", "Jean", "Li"]
    assert [who for who, *_ in posted(db)] == ["", "jean", "li"]
    assert listed is not None
    assert [row["name"] for row in listed.rows] == ["Jean", "Li"]
    assert secretariat.get(waiting).status_code == secretariat.get(PATH).status_code == 200


def _bounce(db: Db, letter: Letter) -> None:
    db.add(
        Bounce(
            letter=letter,
            status="5.1.1",
            permanent=True,
            reason="no such user",
            report="0" * 64,
            read_at=NOON,
        )
    )
