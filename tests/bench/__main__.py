"""`scripts/bench`: fill, start, measure in turns, print, keep."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.house import House
from tests.bench.measuring import Turns
from tests.bench.rows import KINDS
from tests.bench.table import Row, keep, machine, section
from tests.servers.postgresql import postgresql_server
from webinars.kernel.clock import system_clock


def main() -> None:
    options = _options()
    turns = Turns(options.rounds, options.seconds)
    with _house(options) as house:
        measured = [_say(row) for row in _rows(house, turns, options.only)]
    system = "PostgreSQL" if options.postgresql else "SQLite"
    title = f"{system}, {options.registrations:,} registrations"
    facts = f"{system_clock():%d %B %Y}, {machine()}."
    table = section(title, measured).replace("\n\n", f"\n\n{facts}\n\n", 1)
    print(f"\n{table}")  # noqa: T201  (the bench speaks on standard output)
    if options.keep:
        keep(title, table, rounds=options.rounds)
    sys.exit(any(row.met is False for row in measured))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--registrations", type=int, default=100_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=9, metavar="N")
    parser.add_argument("--seconds", type=float, default=1, metavar="N")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        choices=KINDS,
        metavar="KIND",
        help=f"of {', '.join(KINDS)}; may be said again",
    )
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


@contextmanager
def _house(options: argparse.Namespace) -> Iterator[House]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="webinars-bench-")))
        server = (
            stack.enter_context(postgresql_server(durable=True)) if options.postgresql else None
        )
        yield House(stack, folder, server, options.registrations)


def _rows(house: House, turns: Turns, only: Sequence[str]) -> Iterator[Row]:
    for kind, measured in KINDS.items():
        if kind in (only or KINDS):
            yield from measured(house, turns)


def _say(row: Row) -> Row:
    print(" · ".join(cell for cell in row.cells() if cell), flush=True)  # noqa: T201  (likewise)
    return row


if __name__ == "__main__":
    main()
