"""On one's own page: colleagues, questions to the speakers, a group, the series, other webinars."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.desk.my.pages import ASKED, COLLEAGUE, heading, kinds, link
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.live.models import FloorQuestion
from webinars.live.operations import answer
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp


def test_a_colleague_goes_instead_and_says_yes(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    page = client.post(link(app, mine, "colleague"), data=COLLEAGUE, follow_redirects=True)

    assert heading(page) == "Your colleague goes instead"
    assert "Take the place back" in page.text
    theirs = db.scalars(select(Registration).where(Registration.id != mine.id)).one()
    asked = client.get(link(app, theirs))
    assert heading(asked) == "Do you go instead of a colleague?"
    assert f"{AMINA[0]} passed the place on to you." in asked.text
    answered = client.post(link(app, theirs, "open"), follow_redirects=True)
    assert heading(answered) == "You are registered"
    assert "Take the place back" not in client.get(link(app, mine)).text
    assert client.post(link(app, mine, "take-back")).status_code == 409


def test_a_colleague_who_says_no_gives_the_place_back(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    client.post(link(app, mine, "colleague"), data=COLLEAGUE)
    theirs = db.scalars(select(Registration).where(Registration.id != mine.id)).one()

    client.post(link(app, theirs, "decline"))

    db.expire_all()
    assert heading(client.get(link(app, mine))) == "You are registered"
    assert kinds(db)[-1] == "place_back"


def test_nobody_goes_instead_of_themselves(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    self = {"to-name": AMINA[0], "to-email": AMINA[1].upper(), "to-language": "en"}

    page = client.post(link(app, mine, "colleague"), data=self)

    assert page.status_code == 422
    assert "Write your colleague’s name and address" in page.text.replace("&#39;", "’")
    assert kinds(db) == ["confirmation"]


def test_a_question_is_asked_and_its_answer_read_on_the_page(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    page = client.post(link(app, mine, "questions"), data=ASKED, follow_redirects=True)

    assert "Not read yet. The answer will stand here." in page.text
    question = db.scalars(select(FloorQuestion)).one()
    assert (question.text, question.language, question.named) == ("Who pays?", "fr", True)
    words = "L’office."
    answer(db, question=question, text=words, language=Language.FRENCH, by="otto", now=NOON)
    assert "L’office." in client.get(link(app, mine)).text


def test_nobody_takes_back_the_question_of_another(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)
    other = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    client.post(link(app, mine, "questions"), data=ASKED)
    question = db.scalars(select(FloorQuestion)).one()
    where = ("questions", question.public_id, "take-back")

    assert client.post(link(app, other, *where)).status_code == 404
    assert client.post(link(app, mine, *where)).status_code == 303


def test_who_joined_says_how_many_watched(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    app.clock = lambda: TENTH_OF_MARCH + timedelta(minutes=5)
    assert "Did others watch with you?" not in client.get(link(app, mine)).text
    client.post(link(app, mine, purpose=Purpose.JOIN))

    faulty = client.post(link(app, mine, "viewers"), data={"v-viewers": "40"})
    assert "Write where so many watched together." in faulty.text
    assert 'value="40"' in faulty.text
    page = client.post(link(app, mine, "viewers"), data={"v-viewers": "12"}, follow_redirects=True)

    assert "Viewers declared: 12." in page.text


def test_the_whole_series_is_wished_for_and_ended(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    page = client.post(link(app, mine, "series"), follow_redirects=True)
    assert "We register you for each webinar of the series as it opens." in page.text

    ended = client.post(link(app, mine, "series", "end"), follow_redirects=True)
    assert "Register me for the whole series" in ended.text


def test_other_registrations_are_named_without_their_keys_and_of_the_same_person_alone(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    mine = make_registration(db, sitting=make_sitting(db), proven=False)
    second = make_webinar(db, title="The second")
    theirs = make_webinar(db, title="Of somebody else")
    other = make_registration(db, sitting=second.sittings[0], proven=False)
    make_registration(db, sitting=theirs.sittings[0], name=JUMA[0])
    assert "The second" not in client.get(link(app, mine)).text

    page = client.post(link(app, mine, "open"), follow_redirects=True)

    assert "The second" in page.text
    assert "Of somebody else" not in page.text
    assert link(app, other) not in page.text
