"""What follows from rows and the clock: at the gate, for questions, for groups. Pure."""

from webinars.live.rules.gate import (
    Stand,
    Standing,
    Turn,
    is_link,
    lets_in_at,
    nearest,
    opens_at,
    standing_at,
    turn_at,
)
from webinars.live.rules.groups import (
    MANY_VIEWERS,
    MOST_VIEWERS,
    group_open_until,
    may_declare_group,
)
from webinars.live.rules.questions import MOST_QUESTIONS, answer_mark, may_ask

__all__ = [
    "MANY_VIEWERS",
    "MOST_QUESTIONS",
    "MOST_VIEWERS",
    "Stand",
    "Standing",
    "Turn",
    "answer_mark",
    "group_open_until",
    "is_link",
    "lets_in_at",
    "may_ask",
    "may_declare_group",
    "nearest",
    "opens_at",
    "standing_at",
    "turn_at",
]
