"""Works that share a transaction: committed together, undone each alone, answered after that."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOON
from webinars.database import Db
from webinars.database.inserting import Row, write
from webinars.database.sharing import MOST, Sharing
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.people.models import Affiliation, Person

PEOPLE = 40


class NotToday(Refusal):
    message = "Not today."


def make(db: Db, *, name: str) -> int:
    row = Row(Person, name=name, language=Language.ENGLISH, created_at=NOON)
    write(db, row)
    return row.key


def refuse(db: Db, *, name: str) -> int:
    """Write, and then refuse."""
    make(db, name=name)
    raise NotToday


def break_the_session(db: Db, *, name: str) -> int:
    """Let a flush fail: the session then gives up its transaction, savepoints and all."""
    make(db, name=name)
    db.add(Affiliation(person_id=0, declared_at=NOON))
    db.flush()
    return 0


def names(engine: Engine) -> list[str]:
    with reading(engine) as db:
        return sorted(db.scalars(select(Person.name)))


def held_up(engine: Engine, works: list[partial[int]], *, key: str = "one") -> list[object]:
    """Do `works` while their turn is held, so that they go together; return the outcomes."""
    sharing, began = Sharing(engine), threading.Event()

    def first(db: Db) -> int:
        began.set()
        release.wait(10)
        return db.scalar(text("SELECT 1")) or 0

    def one(work: partial[int]) -> object:
        try:
            return sharing.do(work, key=key)
        except Exception as fault:  # noqa: BLE001  (the outcome is looked at)
            return fault

    release = threading.Event()
    with ThreadPoolExecutor(len(works) + 1) as pool:
        leading = pool.submit(sharing.do, first, key="first")
        began.wait(10)
        waiting = [pool.submit(one, work) for work in works]
        while len(sharing._waiting) < len(works):  # noqa: SLF001  (so that none is too late)
            threading.Event().wait(0.001)
        release.set()
        assert leading.result() == 1
        return [done.result() for done in waiting]


def test_who_comes_alone_has_what_the_work_returns(fresh_engine: Engine) -> None:
    key = Sharing(fresh_engine).do(partial(make, name="Amina"), key="one")

    with reading(fresh_engine) as db:
        assert db.get_one(Person, key).name == "Amina"


def test_who_waited_goes_together_in_one_commit(fresh_engine: Engine) -> None:
    commits: list[object] = []
    event.listen(fresh_engine, "commit", commits.append)

    found = held_up(fresh_engine, [partial(make, name=f"P{n:02}") for n in range(PEOPLE)])

    assert len(set(found)) == PEOPLE
    assert names(fresh_engine) == [f"P{n:02}" for n in range(PEOPLE)]
    assert len(commits) == 1 + -(-PEOPLE // MOST)


def test_what_one_refuses_is_undone_and_is_its_alone(fresh_engine: Engine) -> None:
    works = [partial(refuse if n == 3 else make, name=f"P{n}") for n in range(7)]

    found = held_up(fresh_engine, works)

    assert isinstance(found[3], NotToday)
    assert names(fresh_engine) == ["P0", "P1", "P2", "P4", "P5", "P6"]


def test_a_work_that_breaks_the_session_takes_nobody_with_it(fresh_engine: Engine) -> None:
    works = [partial(break_the_session if n == 2 else make, name=f"P{n}") for n in range(5)]

    found = held_up(fresh_engine, works)

    assert isinstance(found[2], IntegrityError)
    assert names(fresh_engine) == ["P0", "P1", "P3", "P4"]


def test_where_the_commit_fails_nobody_is_told_of_success(fresh_engine: Engine) -> None:
    commits: list[object] = []

    def fail(connection: object) -> None:
        commits.append(connection)
        if len(commits) > 1:  # the first is of whoever held the turn
            raise OSError("the disk is full")

    event.listen(fresh_engine, "commit", fail)

    found = held_up(fresh_engine, [partial(make, name=f"P{n}") for n in range(3)])

    assert [type(one) for one in found] == [OSError] * 3
    event.remove(fresh_engine, "commit", fail)
    assert names(fresh_engine) == []


def test_works_of_two_keys_do_not_go_together(fresh_engine: Engine) -> None:
    sharing = Sharing(fresh_engine)
    with ThreadPoolExecutor(8) as pool:
        done = [
            pool.submit(sharing.do, partial(make, name=f"P{n:02}"), key=n % 3) for n in range(60)
        ]
        keys = {one.result() for one in done}

    assert len(keys) == 60
    with reading(fresh_engine) as db:
        assert db.scalar(select(func.count()).select_from(Person)) == 60


def test_a_refusal_leaves_the_next_one_its_turn(fresh_engine: Engine) -> None:
    sharing = Sharing(fresh_engine)

    with pytest.raises(NotToday):
        sharing.do(partial(refuse, name="A"), key="one")
    sharing.do(partial(make, name="B"), key="one")

    assert names(fresh_engine) == ["B"]
    with unit_of_work(fresh_engine) as db:  # the turn was given back
        make(db, name="C")
