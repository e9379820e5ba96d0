"""How much of a workbook is read, and why one is not."""

import enum
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is read of one workbook at most."""

    rows: int
    """That are not empty, on one sheet."""
    columns: int
    """Cells further to the right are not looked at."""
    cell: int
    """Characters of a cell that are looked at."""
    megabytes: int = 64
    """That its parts may have unpacked, together."""
    cells: int = 4_000_000
    """On one sheet, with the empty ones between others."""
    strings: int = 400_000
    empty_rows: int = 5_000
    """After so many in a row the sheet is taken to be over, and says that it was."""
    sheets: int = 50


class What(enum.StrEnum):
    """Which limit was passed."""

    MEGABYTES = "megabytes"
    ROWS = "rows"
    CELLS = "cells"


class NotAWorkbook(ValueError):
    """It is a ZIP of something else, or harmed."""


class Locked(ValueError):
    """A password stands before it, or it is packed in an odd way."""


class TooMuch(ValueError):
    """A limit is passed."""

    def __init__(self, what: What, limit: int) -> None:
        self.what = what
        self.limit = limit
        super().__init__(f"{what} beyond {limit}")
