"""Posting letters, handing them over, and what people decide about them."""

from webinars.outbox.operations.bouncing import take_report
from webinars.outbox.operations.handing import (
    BACK_OFF,
    LEASE,
    claim,
    is_due,
    mark_failed,
    mark_sent,
    mark_useless,
    postpone,
    try_again,
)
from webinars.outbox.operations.opting import choose_topics, decline, forget_choices, welcome
from webinars.outbox.operations.posting import (
    Reader,
    count_waiting,
    count_withdrawn,
    forget_letters,
    host_of,
    letter_row,
    post,
    post_to_many,
    waiting,
    withdraw,
    withdraw_caused,
)
from webinars.outbox.operations.purging import KEPT, purge
from webinars.outbox.operations.wording import reword, take_ours

__all__ = [
    "BACK_OFF",
    "KEPT",
    "LEASE",
    "Reader",
    "choose_topics",
    "claim",
    "count_waiting",
    "count_withdrawn",
    "decline",
    "forget_choices",
    "forget_letters",
    "host_of",
    "is_due",
    "letter_row",
    "mark_failed",
    "mark_sent",
    "mark_useless",
    "post",
    "post_to_many",
    "postpone",
    "purge",
    "reword",
    "take_ours",
    "take_report",
    "try_again",
    "waiting",
    "welcome",
    "withdraw",
    "withdraw_caused",
]
