"""Everything under measurement, made when a row first asks for it."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.data import Scene, fill
from tests.servers.postgresql import PostgreSQL
from tests.servers.programs import Program, product, running

FEWER = 100

IDLE = 0.1
"""Seconds of a processor in two seconds: looking whether there is something to do."""

QUIET = 4
"""Looks in a row that find them idle: between two of its works a worker may rest for seconds."""

MOST_WAITS = 150


@dataclass
class House:
    """Three programs, held still, and the databases that they and others keep their data in."""

    stack: ExitStack
    folder: Path
    server: PostgreSQL | None
    """None: on SQLite, in a file of each folder."""
    more: int
    """Registrations in the large database."""
    fewer: int = FEWER
    """Registrations in the small one."""

    @cached_property
    def large(self) -> Program:
        return self.stack.enter_context(still(*product(self.data), database=self.database))

    @cached_property
    def small(self) -> Program:
        _ = self.small_scene  # likewise
        command = product(self.folder / "small")
        return self.stack.enter_context(still(*command, database=self.another("small")))

    @cached_property
    def bare(self) -> Program:
        command = ("tests.bench.references", "PORT", self.another("bare"))
        return self.stack.enter_context(still(*command))

    @cached_property
    def scene(self) -> Scene:
        return fill(self.another("large"), registrations=self.more)

    @cached_property
    def small_scene(self) -> Scene:
        return fill(self.another("small"), registrations=self.fewer)

    @property
    def data(self) -> Path:
        """Return the folder of the large program."""
        folder = self.folder / "large"
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def database(self) -> str:
        """Return the large database, filled."""
        _ = self.scene
        return self.another("large")

    def another(self, name: str) -> str:
        """Return the database of that name; at the first call there is nothing in it.

        For what would be in the way of the others. Its folder stands beside `data`.
        """
        if name not in self._databases:
            (self.folder / name).mkdir(exist_ok=True)
            self._databases[name] = (
                self.server.url(self.server.create())
                if self.server
                else f"sqlite:///{self.folder / name / 'webinars.sqlite'}"
            )
        return self._databases[name]

    @cached_property
    def _databases(self) -> dict[str, str]:
        return {}


@contextmanager
def still(*command: str, database: str = "") -> Iterator[Program]:
    """Run a program that stands still until it is measured, once its worker has done what was due.

    A first start owes everything that is done once a night, such as a snapshot.
    """
    with running(*command, database=database) as program:
        _let_work(program)
        program.hold()
        yield program


def _let_work(program: Program) -> None:
    """Wait until the workers have had next to nothing to do, look after look."""
    quiet = 0
    for _ in range(MOST_WAITS):
        before = program.worked()
        time.sleep(2)
        quiet = quiet + 1 if program.worked() - before < IDLE else 0
        if quiet == QUIET:
            return
