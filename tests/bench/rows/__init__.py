"""The rows of the table: what is measured beside what, and what is allowed.

A kind is a function of the house and the turns that yields rows; `scripts/bench
--only WORD` measures one kind alone. A new one is a file here and a line below.
"""

from collections.abc import Callable, Iterator

from tests.bench.house import House
from tests.bench.measuring import Turns
from tests.bench.rows import (
    evidence,
    importing,
    joining,
    pages,
    planning,
    processes,
    queries,
    registering,
    reminding,
    searching,
    seating,
    sending,
    taking,
)
from tests.bench.table import Row

Kind = Callable[[House, Turns], Iterator[Row]]

KINDS: dict[str, Kind] = {
    "pages": pages.warm,
    "fresh": pages.fresh,
    "flatness": pages.flatness,
    "registration": registering.registration,
    "joins": joining.joining,
    "reminders": reminding.reminding,
    "queue": seating.allocating,
    "list": seating.listing,
    "import": importing.importing,
    "evidence": evidence.evidence,
    "planning": planning.planning,
    "search": searching.searching,
    "file": taking.taking,
    "upload": sending.sending,
    "queries": queries.queries,
    "memory": processes.memory,
    "start": processes.cold_start,
}
"""In the order of the table."""
