"""Inserting past the unit of work: rows with their defaults and keys, and undone with it."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOON
from webinars.database import Db
from webinars.database.inserting import (
    Row,
    insert_columns,
    undoable,
    write,
    write_alike,
    write_if_able,
)
from webinars.kernel.ids import LENGTH, new_public_id
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.people.models import Address, Affiliation, Coordinator, Person


def amina(name: str = "Amina Mfano") -> Row:
    return Row(Person, name=name, language=Language.ENGLISH, created_at=NOON)


def at(address: str, person: Row | int) -> Row:
    return Row(
        Address,
        person_id=person,
        written=address,
        normal=address,
        name_normal="a",
        added_at=NOON,
    )


def on_sqlite(db: Db) -> bool:
    return db.get_bind().dialect.name == "sqlite"


def test_a_row_is_written_with_its_defaults_and_key(db: Db, queries: list[str]) -> None:
    row = amina()

    write(db, row)

    person = db.get_one(Person, row.key)
    assert len(person.public_id) == LENGTH
    assert (person.name, person.zone, person.erased_at) == ("Amina Mfano", None, None)
    assert sum("INSERT" in line for line in queries) == 1


def test_rows_refer_to_rows_before_them(db: Db, queries: list[str]) -> None:
    person = amina()
    address, work = at("a@b.example", person), Row(Affiliation, person_id=person, declared_at=NOON)

    write(db, person, address, work)

    assert len(queries) == (3 if on_sqlite(db) else 1)
    kept = db.get_one(Address, address.key)
    assert (kept.person_id, kept.person.addresses) == (person.key, [kept])
    assert db.get_one(Affiliation, work.key).person_id == person.key


def test_a_row_refers_to_one_that_was_written_before(db: Db) -> None:
    person = amina()
    write(db, person)
    address = at("a@b.example", person)

    write(db, address)

    assert db.get_one(Address, address.key).person_id == person.key


def test_a_row_without_a_key_has_none_to_give() -> None:
    with pytest.raises(ValueError, match="Person is not written"):
        _ = amina().key


def test_a_column_under_another_name_and_one_of_json_are_written(db: Db) -> None:
    person = amina()
    mandate = Row(
        Coordinator,
        public_id=new_public_id(),
        person_id=person,
        group="cebs",
        starts_on=NOON.date(),
        source="Letter",
        recorded_at=NOON,
    )
    letter = Row(
        Letter,
        kind="x",
        address="a@b.example",
        name="",
        language=Language.ENGLISH,
        about="x",
        revision=0,
        content={"the": ["words", None, "é"]},
        urgent=False,
        posted_at=NOON,
        due_at=NOON,
    )

    write(db, person, mandate, letter)

    assert db.scalars(select(Coordinator.group)).one() == "cebs"
    kept = db.get_one(Letter, letter.key)
    assert (kept.content, kept.posted_at, kept.zone) == ({"the": ["words", None, "é"]}, NOON, None)


def test_rows_alike_are_written_together_each_with_its_own_key(db: Db, queries: list[str]) -> None:
    persons = [amina(f"Person {number}") for number in range(5)]
    many = [(one, at(f"p.{number}@b.example", one)) for number, one in enumerate(persons)]

    write_alike(db, many)

    assert len(queries) == (10 if on_sqlite(db) else 2)
    for number, (person, address) in enumerate(many):
        kept = db.get_one(Address, address.key)
        assert (kept.written, kept.person_id) == (f"p.{number}@b.example", person.key)
        assert kept.person.name == f"Person {number}"


def test_a_refused_row_leaves_nothing_and_the_next_is_written(db: Db) -> None:
    with pytest.raises(IntegrityError), undoable(db):
        write(db, amina("Nobody"), at("x", 0))

    write(db, amina())

    assert db.scalars(select(Person.name)).all() == ["Amina Mfano"]


def test_rows_are_written_all_or_none_and_who_writes_is_told(db: Db, queries: list[str]) -> None:
    person = amina()

    assert not write_if_able(db, amina("Nobody"), at("x", 0))
    assert write_if_able(db, person, at("a@b.example", person))

    assert db.scalars(select(Person.name)).all() == ["Amina Mfano"]
    assert db.get_one(Person, person.key).name == "Amina Mfano"
    assert sum("INSERT" in line for line in queries) == (4 if on_sqlite(db) else 2)


def test_what_the_session_holds_stands_before_the_rows(db: Db) -> None:
    person = Person(name="Amina", language=Language.ENGLISH, created_at=NOON)
    db.add(person)

    write(db, amina("Ben"))

    assert db.scalars(select(Person.name).order_by(Person.id)).all() == ["Amina", "Ben"]


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
