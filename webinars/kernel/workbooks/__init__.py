"""XLSX files (ECMA-376), as a stream: never the whole of one in memory.

A workbook is a ZIP of XML. Small files may unpack to gigabytes, have a million
empty rows, or XML that expands itself; so bytes unpacked, rows and strings are
counted while they are read, a document type is refused, and nothing is computed:
a cell with a formula is told as such, since its stored value may be stale.

Downwards: `book` (which sheets there are), `cells` (rows of a sheet), `formats` (numbers that
are dates), `parts` (XML within a limit), `limits`.
"""

from webinars.kernel.workbooks.book import is_workbook, sheets_in
from webinars.kernel.workbooks.cells import Row, Sheet, lines_within
from webinars.kernel.workbooks.limits import Limits, Locked, NotAWorkbook, TooMuch, What

__all__ = [
    "Limits",
    "Locked",
    "NotAWorkbook",
    "Row",
    "Sheet",
    "TooMuch",
    "What",
    "is_workbook",
    "lines_within",
    "sheets_in",
]
