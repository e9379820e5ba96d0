"""Every test here finds the states as the first load leaves them, at noon."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.conftest import opened, with_states
from tests.servers.databases import Databases, built_database


@pytest.fixture(scope="session")
def engine(databases: Databases) -> Iterator[Engine]:
    """An engine on a database of this folder's own."""
    with built_database(databases, with_states) as url, opened(url) as engine:
        yield engine
