"""The Secretariat's first page: what waits for a decision, and what can still be taken back."""

from datetime import timedelta

from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.desk import make_full_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar
from webinars.programme.operations import Slot
from webinars.programme.operations.topics import TopicWords, Voice, propose_topic
from webinars.registrations.models import Approval, Audience
from webinars.registrations.operations import reschedule_announced
from webinars.registrations.operations.messaging import Said, draft_message, send_message

PAGE = "/secretariat/"


def asking(db: Db) -> Webinar:
    webinar = make_full_webinar(db, sittings=1)
    webinar.asks_approval = True
    db.flush()
    return webinar


def test_what_waits_for_a_decision_is_counted_and_leads_to_its_page(
    db: Db, secretariat: FlaskClient
) -> None:
    sitting = asking(db).sittings[0]
    assert "Waits for a decision" not in secretariat.get(PAGE).text
    made = make_registration(db, sitting=sitting)
    words = TopicWords(Language.ENGLISH, "Costs of small offices")
    propose_topic(db, voice=Voice("a" * 26), words=words, now=NOON)

    page = secretariat.get(PAGE).text

    assert made.approval is Approval.PENDING
    assert "/secretariat/registrations?approval=pending" in page
    assert "/secretariat/topics" in page
    assert "/secretariat/proposals" not in page.partition("decide")[2].partition("</ul>")[0]
    made.approval = Approval.APPROVED
    db.flush()
    assert "approval=pending" not in secretariat.get(PAGE).text


def test_a_change_and_a_message_show_for_two_minutes(db: Db, secretariat: FlaskClient) -> None:
    webinar = make_full_webinar(db, sittings=1)
    sitting = webinar.sittings[0]
    make_registration(db, sitting=sitting)
    slot = Slot(sitting.announced_start + timedelta(hours=1), sitting.zone, sitting.minutes)
    reschedule_announced(db, sitting=sitting, slot=slot, reason="Room.", by="otto", now=NOON)
    said = {Language.ENGLISH: Said("One thing", "Bring a question.")}
    message = draft_message(
        db, webinar=webinar, audience=Audience.EVERYBODY, words=said, by="otto", now=NOON
    )
    send_message(db, message=message, by="otto", now=NOON)

    page = secretariat.get(PAGE).text

    assert "Can still be taken back" in page
    assert f"/secretariat/webinars/{webinar.slug}/undo/" in page
    assert f"/secretariat/webinars/{webinar.slug}/messages/{message.public_id}" in page
