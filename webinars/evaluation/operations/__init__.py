"""Snapshots: taken, rebuilt, verified, compared."""

from webinars.evaluation.operations.comparing import compare_snapshots
from webinars.evaluation.operations.snapshots import (
    NotEmpty,
    Place,
    ask_for_snapshot,
    note_export,
    rebuild_snapshot,
    take_snapshot,
)
from webinars.evaluation.operations.verifying import Verdict, verify_folder

__all__ = [
    "NotEmpty",
    "Place",
    "Verdict",
    "ask_for_snapshot",
    "compare_snapshots",
    "note_export",
    "rebuild_snapshot",
    "take_snapshot",
    "verify_folder",
]
