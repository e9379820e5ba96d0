"""The tables of a snapshot: what each column holds, and from where it is read."""

from webinars.evaluation.tables.columns import TABLES, Column, Table
from webinars.evaluation.tables.rows import rows_of

__all__ = ["TABLES", "Column", "Table", "rows_of"]
