"""Databases for tests, on each system that we promise to support.

The migrations run once for each system; every database that a test asks for
is a copy of what they built. Copying takes a tenth of a second at most.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import make_url

from tests.servers.postgresql import PostgreSQL

Build = Callable[[str], None]
"""Brings the empty database at an address to the schema's head."""


class Databases(Protocol):
    """Makes databases and takes them away."""

    def built(self) -> str:
        """Return the address of a new database, as the migrations leave it."""

    def bare(self) -> str:
        """Return the address of a new database with nothing in it."""

    def drop(self, url: str) -> None:
        """Take the database at `url` away, whoever is connected to it."""


class SqliteDatabases:
    """A file each, in one directory."""

    def __init__(self, directory: Path, build: Build) -> None:
        self._directory = directory
        self._numbers = itertools.count(1)
        self._template = directory / "template.sqlite"
        build(f"sqlite:///{self._template}")

    def built(self) -> str:
        url = self.bare()
        shutil.copyfile(self._template, make_url(url).database or "")
        return url

    def bare(self) -> str:
        return f"sqlite:///{self._directory / f'{next(self._numbers)}.sqlite'}"

    def drop(self, url: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{make_url(url).database}{suffix}").unlink(missing_ok=True)


class PostgresqlDatabases:
    """One each on a server that is running already."""

    def __init__(self, server: PostgreSQL, build: Build) -> None:
        self._server = server
        self._template = server.create()
        build(server.url(self._template))

    def built(self) -> str:
        return self._server.url(self._server.create(template=self._template))

    def bare(self) -> str:
        return self._server.url(self._server.create())

    def drop(self, url: str) -> None:
        self._server.drop(make_url(url).database or "")


@contextmanager
def built_database(databases: Databases) -> Iterator[str]:
    """Lend a database, as the migrations leave it, for the length of the block."""
    url = databases.built()
    try:
        yield url
    finally:
        databases.drop(url)


@contextmanager
def bare_database(databases: Databases) -> Iterator[str]:
    """Lend a database with nothing in it for the length of the block."""
    url = databases.bare()
    try:
        yield url
    finally:
        databases.drop(url)
