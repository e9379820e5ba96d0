"""Databases for tests, on each system that we promise to support.

The migrations run once for each system; every database that a test asks for
is a copy of what they built. Copying takes a tenth of a second at most.
"""

import itertools
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.servers.postgresql import PostgreSQL

Build = Callable[[str], None]
"""Brings the database at an address to the schema's head, or fills it."""


class Databases(ABC):
    """Makes databases and takes them away."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._kept: dict[Build | None, str] = {}

    def built(self, fill: Build | None = None) -> str:
        """Return the address of a new database, as the migrations and then `fill` leave it.

        What was filled once is kept: whoever asks for the same gets a copy.
        """
        if fill not in self._kept:
            self._kept[fill] = self._made(fill)
        return self._copy(self._kept[fill])

    def _made(self, fill: Build | None) -> str:
        url = self.bare() if fill is None else self.built()
        (fill or self._build)(url)
        return url

    @abstractmethod
    def bare(self) -> str:
        """Return the address of a new database with nothing in it."""

    @abstractmethod
    def drop(self, url: str) -> None:
        """Take the database at `url` away, whoever is connected to it."""

    @abstractmethod
    def _copy(self, url: str) -> str:
        """Return the address of a new database like the one at `url`, which nobody uses."""


class SqliteDatabases(Databases):
    """A file each, in one directory."""

    def __init__(self, directory: Path, build: Build) -> None:
        super().__init__(build)
        self._directory = directory
        self._numbers = itertools.count(1)

    def bare(self) -> str:
        return f"sqlite:///{self._directory / f'{next(self._numbers)}.sqlite'}"

    def drop(self, url: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{make_url(url).database}{suffix}").unlink(missing_ok=True)

    def _copy(self, url: str) -> str:
        copy = self.bare()
        shutil.copyfile(make_url(url).database or "", make_url(copy).database or "")
        return copy


class PostgresqlDatabases(Databases):
    """One each on a server that is running already."""

    def __init__(self, server: PostgreSQL, build: Build) -> None:
        super().__init__(build)
        self._server = server

    def bare(self) -> str:
        return self._server.url(self._server.create())

    def drop(self, url: str) -> None:
        self._server.drop(make_url(url).database or "")

    def _copy(self, url: str) -> str:
        return self._server.url(self._server.create(template=make_url(url).database or ""))


@contextmanager
def built_database(databases: Databases, fill: Build | None = None) -> Iterator[str]:
    """Lend a database, as the migrations and `fill` leave it, for the length of the block."""
    url = databases.built(fill)
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
