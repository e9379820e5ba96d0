"""What a web process costs: its memory, and its start."""

from collections.abc import Iterator

from tests.bench.data import fill
from tests.bench.house import House
from tests.bench.measuring import ALONE, Turns, import_seconds, start_seconds
from tests.bench.table import Row, seconds
from tests.servers.programs import product

MEGABYTE = 1024 * 1024
RESIDENT = 120


def memory(house: House, _turns: Turns) -> Iterator[Row]:
    resident = house.large.resident() / MEGABYTE
    bare = house.bare.resident() / MEGABYTE
    yield Row(
        "a process's resident memory after all that, the largest",
        f"{resident:.0f} MB",
        f"{bare:.0f} MB",
        resident / bare,
        f"≤ {RESIDENT} MB",
        resident <= RESIDENT,
    )


def cold_start(house: House, turns: Turns) -> Iterator[Row]:
    """From nothing to the first answer; the modules are compiled, the schema stands.

    On a database of its own: a program that is held still may be holding the lock.
    """
    database, data = house.another("start"), house.data.parent / "start"
    path = fill(database, registrations=house.fewer).page
    alone = turns.starts(
        lambda: start_seconds(path, data, database, "-c", ALONE, "PORT"), import_seconds
    )
    yield seconds("cold start of a web process to its first page", alone, 3)
    whole = turns.starts(
        lambda: start_seconds(path, data, database, "-m", *product(data)),
        import_seconds,
    )
    yield seconds("cold start of the whole program to its first page", whole, None)
