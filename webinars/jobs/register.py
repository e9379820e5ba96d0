"""The register's socket: `app` plugs in which function a job's name means.

A job's function is given the engine, so that it can work in several short
units; it must be safe to run twice, since a crash repeats rather than loses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webinars.database.unit import Bind

Task = Callable[[Bind, dict[str, Any], datetime], None]


@dataclass(frozen=True)
class Regular:
    """Work that the worker does by itself, at most once in `every`."""

    every: timedelta
    task: Callable[[Bind, datetime], None]


@dataclass(frozen=True)
class Register:
    """Every job and regular task of the house, by name."""

    jobs: Mapping[str, Task]
    regular: Mapping[str, Regular]
