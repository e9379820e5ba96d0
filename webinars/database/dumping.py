"""Rows of a query as CSV, written as they are read: a million take no more memory than one.

PostgreSQL writes the CSV itself (`COPY … TO STDOUT`). On SQLite Python's writer
does, fed by the driver's own cursor. What a cell says is the query's affair, so
that nothing is done by Python for each of them.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Dialect, Select, case, collate, func

from webinars.database.unit import Bind, reading
from webinars.kernel.text import FORMULA_STARTS

AT_ONCE = 2_000
"""Rows fetched and written at once, on SQLite."""

STARTS = tuple(start.rstrip("\0") for start in FORMULA_STARTS)
"""As both databases see them: a text that begins with NUL begins with nothing on SQLite, and
PostgreSQL holds none."""

FULL_WIDTH = "\uff00"
"""Behind every letter of the six languages, and before the signs that are as wide as Chinese."""

NO_LOOPS = "SET LOCAL enable_nestloop = off"
"""Of tables that it has not counted yet PostgreSQL may take a million rows for one, and look the
rest up again for each."""

BYTE_ORDER_MARK = "\ufeff".encode()
"""By which a spreadsheet knows UTF-8."""


def csv_of(bind: Bind, rows: Select[Any]) -> Iterator[bytes]:
    """Yield `rows` as CSV in UTF-8, the columns' names first; cells as the query says them.

    Opens a transaction of its own at the first piece, so that it may outlive the
    request that began it.
    """
    with reading(bind) as db:
        line = db.connection()
        yield BYTE_ORDER_MARK
        yield ",".join(column.name for column in rows.selected_columns).encode() + b"\n"
        yield from _pieces(line, _words(rows, line.dialect))


def as_text(column: Any, *, dialect: str) -> ColumnElement[str]:  # noqa: ANN401  (any text)
    """Return the text so that a spreadsheet shows it and does not compute it.

    Most texts are none or begin with a letter, and cost two comparisons.
    """
    octets = collate(column, "C" if dialect == "postgresql" else "BINARY")
    first = func.substr(column, 1, 1)
    return case(
        (octets.between("A", FULL_WIDTH), column),
        (column == "", column),
        (first.in_(STARTS), "'" + column),
        else_=column,
    )


def as_instant(column: Any, *, dialect: str) -> ColumnElement[str]:  # noqa: ANN401  (likewise)
    """Return the instant as ISO 8601 in UTC, to the second."""
    told: ColumnElement[str]
    if dialect == "postgresql":
        told = func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    else:
        told = func.replace(func.substr(column, 1, 19), " ", "T") + "Z"
    return told


def _words(rows: Select[Any], dialect: Dialect) -> str:
    return str(rows.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _pieces(line: Connection, words: str) -> Iterator[bytes]:
    cursor: Any = line.connection.cursor()
    try:
        if line.dialect.name == "postgresql":
            cursor.execute(NO_LOOPS)
            with cursor.copy(f"COPY ({words}) TO STDOUT (FORMAT csv)") as copy:
                yield from _gathered(copy)
        else:
            yield from _written(cursor.execute(words))
    finally:
        cursor.close()


def _gathered(copy: Any) -> Iterator[bytes]:  # noqa: ANN401  (psycopg's own)
    """Yield what PostgreSQL sends, row by row, in larger pieces."""
    held: list[bytes] = []
    for piece in copy:
        held.append(bytes(piece))
        if len(held) == AT_ONCE:
            yield b"".join(held)
            held.clear()
    yield b"".join(held)


def _written(cursor: Any) -> Iterator[bytes]:  # noqa: ANN401  (the driver's own)
    while rows := cursor.fetchmany(AT_ONCE):
        page = _page(rows)
        if "\r" in page:  # Python before 3.13 leaves it bare where lines end in LF
            page = _page(rows, quoting=csv.QUOTE_ALL)
        yield page.encode()


def _page(rows: Iterable[Any], *, quoting: Literal[0, 1] = csv.QUOTE_MINIMAL) -> str:
    page = io.StringIO()
    csv.writer(page, lineterminator="\n", quoting=quoting).writerows(rows)
    return page.getvalue()
