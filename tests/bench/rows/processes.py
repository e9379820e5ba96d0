"""What a web process costs: its memory, and its start."""

from collections.abc import Iterator

from tests.bench.data import fill
from tests.bench.house import House
from tests.bench.measuring import ALONE, Turns, import_seconds, start_seconds
from tests.bench.table import Row, seconds
from tests.bench.walking import Reader
from tests.servers.programs import Program, product, running

MEGABYTE = 1024 * 1024
RESIDENT = 120
LANGUAGES = ("en", "ar", "fr", "zh", "ru", "es")
PUBLIC = ("/", "/programme", "/recordings", "/indicators", "/series")
EVERYBODY = ("secretariat", "evaluator", "focal-point", "administrator")
HOMES = ("/secretariat/", "/evaluation/", "/administration/", "/states/KE", "/")
MOST = 80
"""Pages that one reader sees in one language."""


def memory(house: House, _turns: Turns) -> Iterator[Row]:
    """Of demonstration data, since each page needs something to show."""
    data = house.data.parent / "memory"
    command = ("webinars.app.serve", "--port", "PORT", "--data", str(data))
    with running(*command, database=house.another("memory")) as program:
        Reader(program.port).walk(PUBLIC[:1], "en", 1)
        yield _resident("memory of a web process after its first page", program)
        seen = sum(Reader(program.port).walk(PUBLIC, each, MOST) for each in LANGUAGES)
        yield _resident(f"the same, {seen} public pages in six languages", program)
        for who in EVERYBODY:
            reader = Reader(program.port, f"{who}@example.org", "demonstration")
            seen += sum(reader.walk(HOMES, each, MOST) for each in LANGUAGES)
        yield _resident(f"the same, {seen} pages of five people", program)


def _resident(work: str, program: Program) -> Row:
    held = program.resident() / MEGABYTE
    return Row(work, f"{held:.0f} MB", "", None, f"≤ {RESIDENT} MB", held <= RESIDENT)


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
