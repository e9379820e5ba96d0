"""One writer at a time on SQLite: who waits is woken at once, and nobody waits for itself."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from webinars.database import turns
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work

THREADS, TIMES = 8, 25


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'turns.sqlite'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE tally (n INTEGER)")
        connection.exec_driver_sql("INSERT INTO tally VALUES (0)")
    return engine


def add_one(engine: Engine) -> None:
    with unit_of_work(engine) as db:
        line = db.connection()
        known = line.exec_driver_sql("SELECT n FROM tally").scalar_one()
        line.exec_driver_sql("UPDATE tally SET n = ?", (known + 1,))


def total(engine: Engine) -> int:
    with reading(engine) as db:
        return int(db.connection().exec_driver_sql("SELECT n FROM tally").scalar_one())


def test_threads_write_one_after_the_other(engine: Engine) -> None:
    def work() -> None:
        for _ in range(TIMES):
            add_one(engine)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert total(engine) == THREADS * TIMES


def test_who_fails_gives_the_turn_back(engine: Engine) -> None:
    with pytest.raises(OperationalError, match="no such table"), unit_of_work(engine) as db:
        db.connection().exec_driver_sql("UPDATE other SET n = 7")

    add_one(engine)

    assert total(engine) == 1


def test_another_process_is_waited_for(engine: Engine) -> None:
    other = sqlite3.connect(str(engine.url.database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE tally SET n = 10")
    ending = threading.Timer(0.3, lambda: other.execute("COMMIT"))

    ending.start()
    add_one(engine)

    assert total(engine) == 11


def test_waiting_ends(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    began = time.monotonic()

    with unit_of_work(engine) as db:
        db.connection()
        with pytest.raises(OperationalError, match="locked"):
            add_one(engine)

    assert time.monotonic() - began < 5
    add_one(engine)
    assert total(engine) == 1
