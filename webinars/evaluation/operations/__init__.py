"""Snapshots: taken, rebuilt, verified, compared."""

from webinars.evaluation.operations.comparing import compare_snapshots
from webinars.evaluation.operations.releasing import (
    ConditionOpen,
    Wish,
    accept_condition,
    ask_for_release,
    file_of,
    make_release,
    note_release,
)
from webinars.evaluation.operations.snapshots import (
    NotEmpty,
    Place,
    ask_for_snapshot,
    note_export,
    rebuild_snapshot,
    take_snapshot,
)
from webinars.evaluation.operations.unfinished import clear_unfinished
from webinars.evaluation.operations.verifying import Verdict, verify_folder

__all__ = [
    "ConditionOpen",
    "NotEmpty",
    "Place",
    "Verdict",
    "Wish",
    "accept_condition",
    "ask_for_release",
    "ask_for_snapshot",
    "clear_unfinished",
    "compare_snapshots",
    "file_of",
    "make_release",
    "note_export",
    "note_release",
    "rebuild_snapshot",
    "take_snapshot",
    "verify_folder",
]
