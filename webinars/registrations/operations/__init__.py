"""Registering, changing, cancelling; places; letters to all who registered; forgetting.

Each takes `by`, the public id of whoever does it: an account, or the
registration's own, which is the holder of its link.
"""

from webinars.registrations.operations.announcing import (
    cancel_sitting_announced,
    cancel_webinar_announced,
    reschedule_announced,
    retitle_announced,
)
from webinars.registrations.operations.answering import (
    accept,
    decline,
    expire_offers,
    offer_by_hand,
    withdraw_offer,
)
from webinars.registrations.operations.changing import (
    Wishes,
    agree,
    cancel,
    change,
    correct_name,
    move,
)
from webinars.registrations.operations.colleagues import Colleague
from webinars.registrations.operations.deciding import (
    DelegationChanged,
    NobodyChosen,
    NoReasonGiven,
    approve,
    order,
    reject,
)
from webinars.registrations.operations.declaring import SeatFacts, declare_seats
from webinars.registrations.operations.drawing import commit_seeds, hold_draws
from webinars.registrations.operations.enrolling import end_enrolment, enrol, meet_enrolments
from webinars.registrations.operations.forgetting import about, forget
from webinars.registrations.operations.links import renew_feed, send_links
from webinars.registrations.operations.listing import (
    ListGone,
    NobodyInIt,
    confirm_list,
    drop_list,
    forget_lists,
    keep_list,
    register_rows,
)
from webinars.registrations.operations.messaging import (
    HalfAMessage,
    Mailbox,
    NoMessage,
    Said,
    draft_message,
    send_message,
    take_message_back,
    try_message,
)
from webinars.registrations.operations.newcomers import By
from webinars.registrations.operations.proving import prove
from webinars.registrations.operations.queueing import go_on, pause
from webinars.registrations.operations.registering import (
    come_back,
    refuse_unless_open,
    register,
    register_at,
)
from webinars.registrations.operations.reminding import give_free_places, post_reminders
from webinars.registrations.operations.shifting import Shift, ShiftRefused, shift_sittings
from webinars.registrations.operations.substituting import substitute
from webinars.registrations.operations.taking_back import undo_substitution
from webinars.registrations.operations.turns import leave_turn, wait_too
from webinars.registrations.operations.undoing import take_back
from webinars.registrations.operations.walk_ins import register_walk_in

__all__ = [
    "By",
    "Colleague",
    "DelegationChanged",
    "HalfAMessage",
    "ListGone",
    "Mailbox",
    "NoMessage",
    "NoReasonGiven",
    "NobodyChosen",
    "NobodyInIt",
    "Said",
    "SeatFacts",
    "Shift",
    "ShiftRefused",
    "Wishes",
    "about",
    "accept",
    "agree",
    "approve",
    "cancel",
    "cancel_sitting_announced",
    "cancel_webinar_announced",
    "change",
    "come_back",
    "commit_seeds",
    "confirm_list",
    "correct_name",
    "declare_seats",
    "decline",
    "draft_message",
    "drop_list",
    "end_enrolment",
    "enrol",
    "expire_offers",
    "forget",
    "forget_lists",
    "give_free_places",
    "go_on",
    "hold_draws",
    "keep_list",
    "leave_turn",
    "meet_enrolments",
    "move",
    "offer_by_hand",
    "order",
    "pause",
    "post_reminders",
    "prove",
    "refuse_unless_open",
    "register",
    "register_at",
    "register_rows",
    "register_walk_in",
    "reject",
    "renew_feed",
    "reschedule_announced",
    "retitle_announced",
    "send_links",
    "send_message",
    "shift_sittings",
    "substitute",
    "take_back",
    "take_message_back",
    "try_message",
    "undo_substitution",
    "wait_too",
    "withdraw_offer",
]
