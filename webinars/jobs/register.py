"""The register's socket: `app` plugs in which function a job's name means.

A job's function is given the engine, so that it can work in several short
units; it must be safe to run twice, since a crash repeats rather than loses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webinars.database.unit import Bind


@dataclass(frozen=True)
class Onward:
    """What a task returns that has done a part of its work: it is called again at once."""

    progress: int
    """Per cent, 0 to 99."""


Outcome = str | Onward | None
"""In a few words what came of it, without personal data; or that there is more to do."""


class TryLater(Exception):
    """A job that could not be done yet, for a reason that is known and no fault of its own.

    `reason` is kept as its error; it is tried again no earlier than `after` from
    now, and given up after as many attempts as any other.
    """

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        self.reason, self.after = reason, after
        super().__init__(reason)


class GivenUp(Exception):
    """A job that will not succeed however often it is tried. `reason` is kept as its error."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


Task = Callable[[Bind, dict[str, Any], datetime], Outcome]

SELDOM = timedelta(hours=1)
"""From here on a regular task is a job: cut off, it is taken up again rather than waited for."""

REGULARLY = "regular."
"""Before the name of a regular task where it is a job."""


@dataclass(frozen=True)
class Regular:
    """Work that the worker does by itself, at most once in `every`."""

    every: timedelta
    task: Callable[[Bind, datetime], str | None]

    @property
    def seldom(self) -> bool:
        return self.every >= SELDOM


@dataclass(frozen=True)
class Register:
    """Every job and regular task of the house, by name."""

    jobs: Mapping[str, Task]
    regular: Mapping[str, Regular]
    long: frozenset[str] = frozenset()
    """Names of jobs that have a lane of their own, so that nothing short waits for them."""
    calls: frozenset[str] = frozenset()
    """Names of jobs that wait for other people's machines: a lane of their own, too."""

    @property
    def lanes_apart(self) -> tuple[frozenset[str], ...]:
        return self.long, self.calls

    def task_of(self, name: str) -> Task:
        """Return what is done for a job called `name`, raising KeyError where there is nothing."""
        if name in self.jobs:
            return self.jobs[name]
        regular = self.regular[name.removeprefix(REGULARLY)]
        return lambda engine, _arguments, now: regular.task(engine, now)
