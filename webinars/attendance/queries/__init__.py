"""Reading what happened: holdings, imports, who took part, and how totals compare."""

from webinars.attendance.queries.holdings import (
    Window,
    holdings_of,
    newest_holding,
    windows_of,
)
from webinars.attendance.queries.imports import (
    find_import,
    get_import,
    imports_of,
    last_zone,
    rereading_of,
    same_reading,
)
from webinars.attendance.queries.participation import Participation, participation
from webinars.attendance.queries.reconciliation import (
    Known,
    Reconciliation,
    Seen,
    reconciliation,
)

__all__ = [
    "Known",
    "Participation",
    "Reconciliation",
    "Seen",
    "Window",
    "find_import",
    "get_import",
    "holdings_of",
    "imports_of",
    "last_zone",
    "newest_holding",
    "participation",
    "reconciliation",
    "rereading_of",
    "same_reading",
    "windows_of",
]
