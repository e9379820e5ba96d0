"""The table: its rows, how they are written, and where they are kept."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

from tests.bench.measuring import Pair, cores
from tests.servers.programs import ROOT

KEPT = ROOT / "docs/reference/performance.md"
HEADINGS = ("work", "product", "reference", "ratio", "budget", "met")
GIGABYTE = 1024**3

INTRODUCTION = """\
# Performance

`scripts/bench --keep` measures and writes this page: real servers and eight clients on one machine,
each turn of the product right after a turn of the reference, the middle ratio of {rounds} turns.
Only the ratios say something about the program; the other figures say more about the machine.

The reference of a page is an empty Flask view, that of a registration a Flask view that does one
durable `INSERT`, both under the same server with as many processes and the same durability. The
product runs whole, with its worker, which has done by then what is due once a night; a registration
is the form, its answer, a letter and a journal entry. A page is warm unless the row says that it is
built anew.

A registration does not reach its budget. The reference is one request and one row in a table
without an index. A registration is two requests, and the second writes seven rows into seven tables
with twenty indexes, many of them by a random public id: some thirty pages of SQLite's write-ahead
log, before the one commit that both sides wait for. In one process without a network, on SQLite,
the form takes 0.3 ms of a processor and its answer 2.6 ms, on two cores that others used too. By
the profile a fifth of the answer is the commit, a third the questions and the rows, a fifth the
form's twenty fields, and most of the rest the beginning and end of session and transaction.

Neither does an import of attendance on SQLite. Beside the csv module, which is the reference, no
less than an `INSERT` of the same 50,000 rows and their reading back, both without SQLAlchemy, take
four times as long as it: five times the reference with nothing understood. The rest goes, in equal
parts, to reading (names, zones, roles, what is skipped and why), to taking in (who is who, by
address, token and alias) and to reconciling (the union of each person's intervals, and the totals
that are held against the file's own).

On PostgreSQL the product takes about as long as on SQLite, and the references far less: `COPY` is
written in C and runs in the server, and an `INSERT` is one way to it, a registration six. So the
snapshot, the import and the registration miss their budgets there.

Nor does the memory of a web process that has shown everything. It holds some 240,000 objects, of
which a third of the bytes are the code of 1,500 modules, as much what SQLAlchemy knows of tables
and statements, and 13 MB the conventions of six languages. It grows with what is opened for the
first time, and then no more.

The budgets of evidence are those of a million registrations: of 100,000 what each of 29 files of
SQL costs by itself weighs more. An upload has nothing to do with the database that is measured;
its reference is a copy into the kernel's memory, and how far that is from the disk at a given
moment moves the ratio between 0.4 and 0.95 on this machine.
"""


@dataclass(frozen=True)
class Row:
    work: str
    product: str
    reference: str
    ratio: float | None
    budget: str
    met: bool | None
    """None: there is no budget, the row is for information."""

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return (self.work, self.product, self.reference, ratio, self.budget, met)


def rates(work: str, pair: Pair, least: float | None) -> Row:
    """Return a row of rates; the more the better."""
    own, other = (
        f"{sorted(side)[len(side) // 2]:.0f}/s" for side in (pair.product, pair.reference)
    )
    budget = "" if least is None else f"≥ {least} ×"
    return Row(work, own, other, pair.ratio, budget, None if least is None else pair.ratio >= least)


def seconds(work: str, pair: Pair, most: float | None) -> Row:
    """Return a row of times; the less the better."""
    own, other = (
        f"{sorted(side)[len(side) // 2]:.2f} s" for side in (pair.product, pair.reference)
    )
    budget = "" if most is None else f"≤ {most:g} ×"
    return Row(work, own, other, pair.ratio, budget, None if most is None else pair.ratio <= most)


def statements(work: str, sent: Sequence[str], most: int) -> Row:
    budget = f"≤ {most} queries"
    return Row(work, f"{len(sent)} queries", "", None, budget, len(sent) <= most)


def section(title: str, rows: Sequence[Row]) -> str:
    """Return a table in Markdown, its columns as wide as their widest cell."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    written = [_line(line, widths) for line in lines]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([f"## {title}", "", written[0], rule, *written[1:], ""])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"


def machine() -> str:
    memory = psutil.virtual_memory().total / GIGABYTE
    python = platform.python_version()
    return f"{cores()} cores, {memory:.0f} GB of memory, {platform.system()}, Python {python}"


def keep(title: str, written: str, *, rounds: int) -> None:
    """Replace the section of that title, and leave those of other databases and sizes alone."""
    known = KEPT.read_text(encoding="utf-8") if KEPT.exists() else ""
    others = [part for part in known.split("\n## ")[1:] if not part.startswith(f"{title}\n")]
    sections = sorted([written.removeprefix("## ").rstrip(), *(part.rstrip() for part in others)])
    page = "\n\n".join(
        [INTRODUCTION.format(rounds=rounds).rstrip(), *(f"## {s}" for s in sections)]
    )
    KEPT.write_text(f"{page}\n", encoding="utf-8")
