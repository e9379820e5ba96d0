"""Recording when a sitting was held, taking files in, saying who is who, signing off.

Each takes `by`, the public id of the account that does it.
"""

from webinars.attendance.operations.holding import record_holding
from webinars.attendance.operations.importing import (
    Taken,
    choose_zone,
    override,
    take_in,
)
from webinars.attendance.operations.matching import match, set_apart, undo_match
from webinars.attendance.operations.signing import sign_off

__all__ = [
    "Taken",
    "choose_zone",
    "match",
    "override",
    "record_holding",
    "set_apart",
    "sign_off",
    "take_in",
    "undo_match",
]
