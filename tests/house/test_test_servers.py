"""The suite's own servers: what they promise, and that none is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.servers.databases import Databases, PostgresqlDatabases, SqliteDatabases
from tests.servers.postgresql import PostgreSQL, postgresql_server, wheel_binaries

ASK_AND_WAIT = """
import time
from tests.servers.postgresql import postgresql_server

with postgresql_server() as server:
    print(server.sockets, flush=True)
    time.sleep(60)
"""


def setting(server: PostgreSQL, name: str) -> str:
    url = make_url(server.url("postgres")).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string()) as connection:
        return str(connection.execute("SELECT current_setting(%s)", [name]).fetchall()[0][0])


@pytest.mark.slow
def test_the_wheels_server_starts_where_the_system_has_none() -> None:
    with postgresql_server(binaries=wheel_binaries()) as server:
        assert setting(server, "server_encoding") == "UTF8"
        assert setting(server, "listen_addresses") == ""
        assert setting(server, "fsync") == "off"


@pytest.mark.slow
def test_a_durable_server_waits_for_the_disk() -> None:
    with postgresql_server(durable=True) as server:
        assert setting(server, "fsync") == "on"
        assert setting(server, "synchronous_commit") == "on"


@pytest.mark.kill
@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_server_outlives_a_suite_that_is_killed(order: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASK_AND_WAIT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as suite:
        assert suite.stdout is not None
        sockets = Path(suite.stdout.readline().strip())
        postmaster = int((sockets / "data" / "postmaster.pid").read_text().splitlines()[0])
        suite.send_signal(order)

    assert within_seconds(10, lambda: not sockets.exists())
    assert not is_running(postmaster)


def within_seconds(seconds: int, claim: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.05)
    return claim()


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(params=["sqlite", "postgresql"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    """Databases with one table and one row."""
    if request.param == "sqlite":
        return SqliteDatabases(tmp_path, build)
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return PostgresqlDatabases(server, build)


def build(url: str) -> None:
    run(url, "CREATE TABLE word (it text)", "INSERT INTO word VALUES ('kept')")


def run(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def words(url: str) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.scalars(text("SELECT it FROM word")))
    engine.dispose()
    return found


def test_each_database_is_a_copy_of_its_own(shelf: Databases) -> None:
    first, second = shelf.built(), shelf.built()

    run(first, "DELETE FROM word")

    assert [words(first), words(second), words(shelf.built())] == [[], ["kept"], ["kept"]]


def test_a_bare_database_has_nothing_in_it(shelf: Databases) -> None:
    run(shelf.bare(), "CREATE TABLE word (it text)")
