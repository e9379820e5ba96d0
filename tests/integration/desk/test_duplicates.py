"""Possible duplicates: suggested, merged with a reason, undone exactly."""

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.people.models import Merge
from webinars.people.queries import family, follow
from webinars.registrations.models import Registration

PAGE = "/secretariat/duplicates"


def two_addresses(db: Db) -> tuple[Registration, Registration]:
    sitting, other = make_webinar(db).sittings[0], make_webinar(db).sittings[0]
    first = make_registration(db, sitting=sitting)
    second = make_registration(db, sitting=other, address="amina@home.example")
    return first, second


def test_one_name_at_two_addresses_is_suggested_until_it_is_merged(
    db: Db, secretariat: FlaskClient
) -> None:
    first, second = two_addresses(db)
    kept, merged = first.person, second.person
    address = f"/secretariat/persons/{kept.public_id}/merge/{merged.public_id}"

    before = secretariat.get(PAGE).text
    asked = secretariat.get(address)
    done = secretariat.post(address, data={"reason": "She wrote so."}, follow_redirects=True)

    assert address in before
    assert "amina@home.example" in asked.text
    assert address not in done.text
    assert "She wrote so." in done.text
    assert follow(db, person=merged) is kept


def test_an_undone_merge_leaves_everything_as_before(db: Db, secretariat: FlaskClient) -> None:
    first, second = two_addresses(db)
    before = [(one.person_id, one.address_id, one.public_id) for one in (first, second)]
    address = f"/secretariat/persons/{first.person.public_id}/merge/{second.person.public_id}"
    secretariat.post(address, data={"reason": "She wrote so."})
    made = db.scalars(select(Merge)).one()

    secretariat.post(f"/secretariat/merges/{made.id}/undo")
    again = secretariat.post(f"/secretariat/merges/{made.id}/undo")
    db.expire_all()

    assert [(one.person_id, one.address_id, one.public_id) for one in (first, second)] == before
    assert list(db.scalars(family(first.person))) == [first.person.id]
    assert again.status_code == 409
    assert address in secretariat.get(PAGE).text


def test_two_with_one_mailbox_are_shown_apart(db: Db, secretariat: FlaskClient) -> None:
    sitting = make_webinar(db).sittings[0]
    make_registration(db, sitting=sitting, name=AMINA[0], address="ministry@office.example")
    make_registration(db, sitting=sitting, name=JUMA[0], address="ministry@office.example")

    page = secretariat.get(PAGE).text
    mailboxes = page[page.index('id="mailboxes"') :]

    assert AMINA[0] in mailboxes
    assert JUMA[0] in mailboxes
    assert AMINA[0] not in page[: page.index('id="mailboxes"')]


def test_a_merge_needs_a_reason_and_two_persons(db: Db, secretariat: FlaskClient) -> None:
    first, second = two_addresses(db)
    kept, merged = first.person.public_id, second.person.public_id

    silent = secretariat.post(f"/secretariat/persons/{kept}/merge/{merged}", data={"reason": " "})
    same = secretariat.post(f"/secretariat/persons/{kept}/merge/{kept}", data={"reason": "So."})

    assert [silent.status_code, same.status_code] == [422, 409]
    assert "These two count as one person already." in same.text
    assert db.scalars(select(Merge)).all() == []
