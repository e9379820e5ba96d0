"""Fixtures for every test: real databases, one moment, and an application.

`engine` and whatever rests on it runs twice, on SQLite and on PostgreSQL: the
system's name stands in the test's id. Most tests want `db`, in which all work
is undone at the end; races and kills want `fresh_engine` or `fresh_url`, a
database of their own in which a commit is a commit.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask.testing import FlaskClient
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import Connection, Engine, event

from config import Settings, load
from tests.servers.databases import (
    Databases,
    PostgresqlDatabases,
    SqliteDatabases,
    bare_database,
    built_database,
)
from tests.servers.postgresql import PostgreSQL, postgresql_server
from webinars.app.migrating import migrate
from webinars.database import Db
from webinars.database.engine import open_engine
from webinars.database.unit import open_db, unit_of_work
from webinars.web.requests import WebinarsApp

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
"""The moment at which every test happens: a Monday, and no clock is read."""

hypothesis.settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("shared machine")  # that it is busy is no fault of ours

SERVER = pytest.StashKey[PostgreSQL]()
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")

os.environ["TZ"] = "NPT-5:45"  # nothing of ours may rest on the machine's zone
time.tzset()
for variable in [name for name in os.environ if name.startswith("WEBINARS_")]:
    del os.environ[variable]  # nor on the operator's settings


def pytest_configure(config: pytest.Config) -> None:
    """A worker of xdist uses the server that its controller started."""
    given = getattr(config, "workerinput", {}).get("sockets")
    if given:
        config.stash[SERVER] = PostgreSQL(Path(given))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """The controller of xdist starts one server for all its workers, and ends it after them."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]  # xdist has no types
    sockets = str(running_postgresql(config).sockets)
    node.workerinput["sockets"] = sockets  # type: ignore[attr-defined]


def running_postgresql(config: pytest.Config) -> PostgreSQL:
    """Return the server of this run, starting it at the first call."""
    if SERVER not in config.stash:
        stack = ExitStack()
        config.add_cleanup(stack.close)
        config.stash[SERVER] = stack.enter_context(postgresql_server())
    return config.stash[SERVER]


@pytest.fixture(scope="session")
def postgresql(request: pytest.FixtureRequest) -> PostgreSQL:
    """The server of this run, for a test that is about PostgreSQL itself."""
    return running_postgresql(request.config)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases of SQLite, for a test that is about what is no database's affair."""
    return SqliteDatabases(tmp_path_factory.mktemp("databases"), build)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, sqlite: Databases) -> Databases:
    """The system that this run of the test uses."""
    if request.param == "postgresql":
        return PostgresqlDatabases(running_postgresql(request.config), build)
    return sqlite


def build(url: str) -> None:
    with opened(url) as engine:
        migrate(engine, "head")


def with_states(url: str) -> None:
    """Fill a database with the reference states, as known at noon."""
    # imported here: unit tests need no states
    from webinars.states.operations import load_reference  # noqa: PLC0415

    with opened(url) as engine, unit_of_work(engine) as db:
        load_reference(db, now=NOON)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def engine(databases: Databases) -> Iterator[Engine]:
    """An engine on a database as the migrations leave it. What a test commits here stays."""
    with built_database(databases) as url, opened(url) as engine:
        yield engine


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection whose work is undone after the test, commits and all."""
    writer = engine.execution_options(writing=True)
    with writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def db(connection: Connection) -> Iterator[Db]:
    with open_db(connection, writing=True) as db:
        yield db


@pytest.fixture
def fresh_url(databases: Databases) -> Iterator[str]:
    """The address of a database of this test's own, for processes that it starts."""
    with built_database(databases) as url:
        yield url


@pytest.fixture
def fresh_engine(fresh_url: str) -> Iterator[Engine]:
    """An engine on a database of this test's own: many threads may use it and commit."""
    with opened(fresh_url) as engine:
        yield engine


@pytest.fixture
def bare_engine(databases: Databases) -> Iterator[Engine]:
    """An engine on a database in which no migration has run."""
    with bare_database(databases) as url, opened(url) as engine:
        yield engine


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where this test's application keeps letters, files and keys."""
    return tmp_path / "data"


@pytest.fixture
def settings(data_dir: Path) -> Settings:
    return load({"WEBINARS_DATA_DIR": str(data_dir), "WEBINARS_SECRET_KEY": "no secret, " * 4})


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates that one test compiled, so that the next need not."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def read_once() -> dict[str, Any]:
    """What one application read of the house, so that the next need not."""
    return {}


@pytest.fixture
def app(
    settings: Settings,
    connection: Connection,
    compiled_templates: BytecodeCache,
    read_once: dict[str, Any],
) -> WebinarsApp:
    """The application at noon on 1 March 2027, inside the test's transaction."""
    from webinars.app.building import create_app  # noqa: PLC0415  (unit tests need no application)

    app = create_app(settings, engine=connection)
    app.clock = lambda: NOON
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
    open_rooms(app, read_once)
    return app


def open_rooms(app: WebinarsApp, read: dict[str, Any]) -> None:
    """Let the rooms in, with what the first application of this process read of them.

    Their addresses and the catalogues are the same in each: to read them again would
    be a quarter of the time of most tests.
    """
    babel = app.extensions["babel"].instance
    if read:
        app.register_blueprint = lambda *_: None  # type: ignore[method-assign]
    app.open_rooms()
    if not read:
        read["rooms"] = {
            name: getattr(app, name) for name in ("url_map", "view_functions", "blueprints")
        }
        with app.app_context():
            read["words"] = {"domain_instance": babel.domain_instance}
    vars(app).update(read["rooms"])
    vars(babel).update(read["words"])


@pytest.fixture
def client(app: WebinarsApp) -> FlaskClient:
    """A browser without pictures."""
    return app.test_client()


@pytest.fixture
def queries(connection: Connection) -> Iterator[list[str]]:
    """The statements sent since the test began, without the transaction's own."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(BOOKKEEPING):
            sent.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield sent
    event.remove(connection, "before_cursor_execute", note)
