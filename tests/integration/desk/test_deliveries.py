"""What became of each letter, at the webinar's desk and for one registration."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from webinars.database import Db
from webinars.outbox.imports import Report
from webinars.outbox.operations import mark_failed, mark_sent, take_report
from webinars.programme.models import Webinar


@pytest.fixture
def webinar(db: Db) -> Webinar:
    """A webinar with three letters: one came back, one was given up, one waits."""
    sitting = make_sitting(db)
    for name, address in (AMINA, JUMA, ("Li Na", "li.na@office.example")):
        make_registration(db, sitting=sitting, name=name, address=address)
    other = make_registration(db, sitting=make_sitting(db), name="Elsewhere")
    first, second, _, _ = letters(db)
    mark_sent(first, now=NOON)
    mark_failed(second, error="recipient refused: 550", final=True, now=NOON)
    db.flush()
    report = Report((first.public_id,), "5.1.1", "550 user unknown", "d" * 64)
    assert take_report(db, report=report, now=NOON)
    assert other.webinar is not sitting.webinar
    return sitting.webinar


def test_the_list_tells_how_each_letter_fared(secretariat: FlaskClient, webinar: Webinar) -> None:
    page = secretariat.get(f"/secretariat/webinars/{webinar.slug}/deliveries").text

    assert "<h1>3 letters</h1>" in page
    assert page.count(">Confirmation</th>") == 3
    assert "Does not arrive:" in page
    assert "5.1.1 550 user unknown" in page
    assert "recipient refused: 550" in page
    assert AMINA[1] not in page
    assert "am…@" in page
    assert "Elsewhere" not in page


@pytest.mark.parametrize(
    ("only", "name"), [("bounced", AMINA[0]), ("failed", JUMA[0]), ("waiting", "Li Na")]
)
def test_it_can_be_asked_for_some_alone(
    secretariat: FlaskClient, webinar: Webinar, only: str, name: str
) -> None:
    page = secretariat.get(f"/secretariat/webinars/{webinar.slug}/deliveries?only={only}").text

    assert "<h1>1 letter</h1>" in page
    assert name in page


def test_and_for_one_registration(db: Db, secretariat: FlaskClient, webinar: Webinar) -> None:
    about = letters(db)[0].about
    page = secretariat.get(f"/secretariat/webinars/{webinar.slug}/deliveries?about={about}").text

    assert "<h1>1 letter</h1>" in page
    assert f"About the registration of {AMINA[0]}" in page
    elsewhere = letters(db)[3].about
    other = f"/secretariat/webinars/{webinar.slug}/deliveries?about={elsewhere}"
    assert "<h1>0 letters</h1>" in secretariat.get(other).text


def test_the_desk_says_that_letters_came_back(secretariat: FlaskClient, webinar: Webinar) -> None:
    page = secretariat.get(f"/secretariat/webinars/{webinar.slug}").text

    assert "1 came back" in page
    assert f"/secretariat/webinars/{webinar.slug}/deliveries?only=bounced" in page


def test_only_the_secretariat_sees_it(evaluator: FlaskClient, webinar: Webinar) -> None:
    assert evaluator.get(f"/secretariat/webinars/{webinar.slug}/deliveries").status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_as_many_queries_however_long(
    db: Db, secretariat: FlaskClient, queries: list[str], people: int
) -> None:
    sitting = make_sitting(db)
    for number in range(people):
        make_registration(
            db, sitting=sitting, name=f"P {number}", address=f"p{number}@office.example"
        )
    db.flush()
    queries.clear()

    secretariat.get(f"/secretariat/webinars/{sitting.webinar.slug}/deliveries")

    assert len(queries) <= 12
