"""Reading what happened: holdings, imports, who took part, and how totals compare."""

from webinars.attendance.queries.directory import Known
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
    names_by_hand,
    rereading_of,
    same_reading,
    signed_files,
)
from webinars.attendance.queries.outcomes import PersonOutcome, outcomes_of
from webinars.attendance.queries.participation import Participation, participation
from webinars.attendance.queries.quality import Quality, data_quality
from webinars.attendance.queries.reconciliation import (
    Reconciliation,
    Seen,
    reconciliation,
    totals_told,
)

__all__ = [
    "Known",
    "Participation",
    "PersonOutcome",
    "Quality",
    "Reconciliation",
    "Seen",
    "Window",
    "data_quality",
    "find_import",
    "get_import",
    "holdings_of",
    "imports_of",
    "last_zone",
    "names_by_hand",
    "newest_holding",
    "outcomes_of",
    "participation",
    "reconciliation",
    "rereading_of",
    "same_reading",
    "signed_files",
    "totals_told",
    "windows_of",
]
