"""Recording when a sitting was held, taking files in, saying who is who, signing off.

Each takes `by`, the public id of the account that does it.
"""

from webinars.attendance.operations.entrance import check_in, check_out, withdraw_check_in
from webinars.attendance.operations.forgetting import about, forget
from webinars.attendance.operations.holding import record_holding
from webinars.attendance.operations.importing import Taken, take_in
from webinars.attendance.operations.issuing import (
    ask_to_issue,
    declare_rule,
    issue,
    withdraw_certificate,
)
from webinars.attendance.operations.matching import match, set_apart, undo_match
from webinars.attendance.operations.presence import record_presence, withdraw_presence
from webinars.attendance.operations.rereading import choose_zone, override, read_as
from webinars.attendance.operations.signing import set_aside, sign_off, withdraw_signature

__all__ = [
    "Taken",
    "about",
    "ask_to_issue",
    "check_in",
    "check_out",
    "choose_zone",
    "declare_rule",
    "forget",
    "issue",
    "match",
    "override",
    "read_as",
    "record_holding",
    "record_presence",
    "set_apart",
    "set_aside",
    "sign_off",
    "take_in",
    "undo_match",
    "withdraw_certificate",
    "withdraw_check_in",
    "withdraw_presence",
    "withdraw_signature",
]
