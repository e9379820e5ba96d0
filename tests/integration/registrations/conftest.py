"""Every test here finds the states as the first load leaves them, at noon."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.conftest import NOON, opened
from tests.servers.databases import Databases, built_database
from webinars.database.unit import unit_of_work
from webinars.states.operations import load_reference


@pytest.fixture(scope="session")
def engine(databases: Databases) -> Iterator[Engine]:
    """An engine on a database of this folder's own: loading once is faster than for each test."""
    with built_database(databases) as url, opened(url) as engine:
        with unit_of_work(engine) as db:
            load_reference(db, now=NOON)
        yield engine
