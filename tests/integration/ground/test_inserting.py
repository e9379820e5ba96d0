"""Inserting past the unit of work: the same row, known to the session, and undone with it."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOON
from webinars.database import Db
from webinars.database.inserting import insert_columns, insert_row, know, undoable
from webinars.database.model import Model
from webinars.kernel.ids import LENGTH, new_public_id
from webinars.kernel.languages import Language
from webinars.people.models import Address, Coordinator, Person


def amina() -> Person:
    return Person(name="Amina Mfano", language=Language.ENGLISH, created_at=NOON)


def write(db: Db, *rows: Model) -> None:
    with db.begin_nested():
        for row in rows:
            insert_row(db, row)


def test_a_row_is_written_with_its_defaults_and_known(db: Db, queries: list[str]) -> None:
    person = amina()

    know(db, insert_row(db, person))

    assert db.scalars(select(Person)).one() is person
    assert len(person.public_id) == LENGTH
    assert (person.name, person.zone, person.erased_at) == ("Amina Mfano", None, None)
    assert sum(line.startswith("INSERT") for line in queries) == 1


def test_what_rows_refer_to_among_themselves_stays(db: Db) -> None:
    person = amina()
    address = Address(
        person=person, written="a@b.example", normal="a@b.example", name_normal="a", added_at=NOON
    )
    address.person_id = insert_row(db, person).id
    insert_row(db, address)

    know(db, person, address)

    assert address.person is person
    db.expire_all()
    assert person.addresses == [address]


def test_a_known_row_is_changed_as_any_other(db: Db) -> None:
    person = insert_row(db, amina())
    know(db, person)

    person.zone = "Africa/Nairobi"
    db.flush()
    db.expire_all()

    assert person.zone == "Africa/Nairobi"


def test_a_column_under_another_name_is_written(db: Db) -> None:
    person = insert_row(db, amina())
    mandate = Coordinator(
        person_id=person.id, group="cebs", starts_on=NOON.date(), source="Letter", recorded_at=NOON
    )

    know(db, insert_row(db, mandate))
    db.expire_all()

    assert db.scalars(select(Coordinator.group)).one() == "cebs"


def test_a_refused_row_leaves_nothing_and_the_next_may_have_its_key(db: Db) -> None:
    orphan = Address(person_id=0, written="x", normal="x", name_normal="x", added_at=NOON)
    with pytest.raises(IntegrityError):
        write(db, amina(), orphan)

    know(db, insert_row(db, amina()))

    assert db.scalars(select(Person)).one().name == "Amina Mfano"


def test_many_rows_are_inserted_as_columns(db: Db) -> None:
    names = ["Amina", "بدر", "Tab\there", "back\\slash"]

    insert_columns(
        db,
        Person,
        public_id=[new_public_id() for _ in names],
        name=names,
        language=[Language.ENGLISH] * 4,
        zone=[None, "Africa/Nairobi", None, None],
        created_at=[NOON] * 4,
    )

    found = db.scalars(select(Person).order_by(Person.id)).all()
    assert [one.name for one in found] == names
    assert [(one.zone, one.created_at) for one in found[:2]] == [
        (None, NOON),
        ("Africa/Nairobi", NOON),
    ]


def test_columns_of_two_lengths_are_refused(db: Db) -> None:
    with pytest.raises(ValueError, match="shorter"):
        insert_columns(
            db,
            Person,
            public_id=[new_public_id()] * 2,
            name=["Amina"],
            language=[Language.ENGLISH] * 2,
            created_at=[NOON] * 2,
        )


def test_a_refused_block_is_undone_alone(db: Db) -> None:
    know(db, insert_row(db, amina()))
    orphan = Address(person_id=0, written="x", normal="x", name_normal="x", added_at=NOON)
    with pytest.raises(IntegrityError), undoable(db):
        insert_row(db, orphan)

    assert len(db.scalars(select(Person)).all()) == 1
