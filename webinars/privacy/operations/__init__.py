"""A person's copy and erasure; what is purged of a whole series; closing it for good."""

from webinars.privacy.operations.asking import RETIRE, Wish, ask_for_closure, retire
from webinars.privacy.operations.closing import Closing, close_series, export_names
from webinars.privacy.operations.persons import copy_for, erase
from webinars.privacy.operations.purging import Purged, purge_series

__all__ = [
    "RETIRE",
    "Closing",
    "Purged",
    "Wish",
    "ask_for_closure",
    "close_series",
    "copy_for",
    "erase",
    "export_names",
    "purge_series",
    "retire",
]
