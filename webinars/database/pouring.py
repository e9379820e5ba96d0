"""Reading very many rows: a page in memory at a time, and no more made of them than is needed."""

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Executable, Result, Select, String, case, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from webinars.database import Db

Row = TypeVarTuple("Row")

NUMBERS = itertools.count()
"""Names of cursors: two may be open at once."""

PAGE = 5_000
"""Rows held in memory at once."""


def streamed(db: Db, query: Executable) -> Iterator[Sequence[Any]]:
    """Yield the rows of `query` as they come, a page in memory at a time."""
    with db.execute(query.execution_options(yield_per=PAGE)) as result:
        for page in result.partitions():
            yield from page


def plain(db: Db, query: Select[*Row]) -> Result[*Row]:
    """Return the rows of a query for columns past the mapper, which would double what they cost."""
    db.flush()
    return db.connection().execute(query)


def poured(db: Db, query: Select[*tuple[Any, ...]]) -> Iterator[Sequence[Any]]:
    """Yield the rows of `query` as the driver has them: for tables of millions of rows.

    Nothing is made of a value, so every column must come as text or number. While one page is
    used PostgreSQL makes the next.
    """
    connection = db.connection()
    sql = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
    driver: Any = connection.connection.driver_connection
    named = {} if connection.dialect.name == "sqlite" else {"name": f"poured_{next(NUMBERS)}"}
    cursor = driver.cursor(**named)
    ahead = _each_page if connection.dialect.name == "sqlite" else _page_ahead
    try:
        cursor.execute(sql)
        for page in ahead(cursor):
            yield from page
    finally:
        cursor.close()


def _each_page(cursor: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401  (the driver's own)
    while page := cursor.fetchmany(PAGE):
        yield page


def _page_ahead(cursor: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401  (likewise)
    with ThreadPoolExecutor(1) as hand:
        fetched = hand.submit(cursor.fetchmany, PAGE)
        while page := fetched.result():
            fetched = hand.submit(cursor.fetchmany, PAGE)
            yield page


class moment(FunctionElement[str]):  # noqa: N801  (reads as the functions of SQL do)
    """An instant as the text that the database has for it, in UTC: no object is made.

    Day and time of day stand where ISO 8601 has them; what is between and behind differs.
    """

    type = String()
    inherit_cache = True


@compiles(moment, "sqlite")
def _on_sqlite(element: moment, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    return str(compiler.process(element.clauses, **options))


@compiles(moment, "postgresql")
def _on_postgresql(element: moment, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    column = compiler.process(element.clauses, **options)
    return f"({column} AT TIME ZONE 'UTC')::text"


def code(column: Any) -> ColumnElement[str]:  # noqa: ANN401  (any column that is kept as text)
    """Take a column as the text that stands in the database, and make no object of it."""
    return type_coerce(column, String())


def flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
