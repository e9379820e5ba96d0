"""The tables of a snapshot: what each column holds, and from where its rows are read."""

from webinars.evaluation.tables import (
    archive,
    connections,
    criteria,
    feedback,
    floor,
    matrix,
    passages,
    people,
    programme,
    seats,
    states,
    topics,
)
from webinars.evaluation.tables.derived import ATTENDANCE
from webinars.evaluation.tables.shape import Column, Shape, Table

TABLES: tuple[Table, ...] = (
    *programme.TABLES,
    *states.TABLES,
    *people.TABLES,
    *connections.TABLES,
    *seats.TABLES,
    *floor.TABLES,
    *topics.TABLES,
    *feedback.TABLES,
    *archive.TABLES,
    *criteria.TABLES,
    *passages.TABLES,
    *matrix.TABLES,
)

DERIVED: tuple[Shape, ...] = (ATTENDANCE,)

EVERY: tuple[Shape, ...] = (*TABLES, *DERIVED)

__all__ = ["DERIVED", "EVERY", "TABLES", "Column", "Shape", "Table"]
