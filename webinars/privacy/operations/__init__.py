"""A person's copy and erasure; what is purged of a whole series; closing it for good."""

from webinars.privacy.operations.asking import (
    RETIRE,
    NotConfirmed,
    Wish,
    ask_for_closure,
    retire,
)
from webinars.privacy.operations.closing import (
    Closing,
    NoAddress,
    Order,
    close_series,
    export_names,
)
from webinars.privacy.operations.persons import copy_for, erase
from webinars.privacy.operations.purging import Purged, purge_series
from webinars.privacy.operations.silencing import count_false

__all__ = [
    "RETIRE",
    "Closing",
    "NoAddress",
    "NotConfirmed",
    "Order",
    "Purged",
    "Wish",
    "ask_for_closure",
    "close_series",
    "copy_for",
    "count_false",
    "erase",
    "export_names",
    "purge_series",
    "retire",
]
