"""Everything under measurement, as a row finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.data import Scene
from tests.servers.programs import Program


@dataclass(frozen=True)
class House:
    """Three programs, held still, and what the first of them keeps its data in."""

    large: Program
    small: Program
    bare: Program
    scene: Scene
    small_scene: Scene
    data: Path
    database: str
    another: Callable[[str], str]
    """Makes a database of that name with nothing in it, for what would be in the way of the others;
    on SQLite in the folder of that name beside `data`."""
    more: int
    """Registrations in the large database."""
    fewer: int
    """Registrations in the small one."""
