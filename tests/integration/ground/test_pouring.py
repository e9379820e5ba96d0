"""Reading very many rows: all of them in their order, a page at a time, and given up half-way."""

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from webinars.database import Db, pouring
from webinars.database.inserting import insert_columns
from webinars.database.pouring import poured
from webinars.kernel.languages import Language
from webinars.people.models import Person

MANY = 25


@pytest.fixture(autouse=True)
def pages_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pouring, "PAGE", 10)


@pytest.fixture
def persons(db: Db) -> list[str]:
    names = [f"Person {number}" for number in range(MANY)]
    insert_columns(
        db,
        Person,
        public_id=names,
        name=names,
        language=[Language.ENGLISH] * MANY,
        created_at=[NOON] * MANY,
    )
    return names


def test_every_row_comes_once_and_in_order(db: Db, persons: list[str]) -> None:
    assert [name for (name,) in poured(db, select(Person.name).order_by(Person.id))] == persons


def test_two_are_read_at_once(db: Db, persons: list[str]) -> None:
    names = select(Person.name).order_by(Person.id)

    both = list(zip(poured(db, names), poured(db, names), strict=True))

    assert both == [((name,), (name,)) for name in persons]


def test_who_stops_half_way_leaves_the_connection_as_it_was(db: Db, persons: list[str]) -> None:
    rows = poured(db, select(Person.name).order_by(Person.id))

    assert next(rows)[0] == persons[0]
    rows.close()  # type: ignore[attr-defined]  # a generator

    assert db.scalar(select(func.count()).select_from(Person)) == MANY
