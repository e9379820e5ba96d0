"""The slot planner: whom a sitting serves at each half-hour of a day, and which hours are best.

Pure and exact. The members of a day are bits of an integer, so a plan of several
sittings is an "or" of its sittings, and every plan is counted, none sampled.
"""

from webinars.programme.rules.slots.hours import (
    HALF_HOURS,
    WORKING_DAY,
    Hours,
    fits,
    fitting_starts,
    start_of,
)
from webinars.programme.rules.slots.members import Member, Members
from webinars.programme.rules.slots.plans import (
    GENEVA,
    LAST_DAY,
    LONGEST,
    MOST_SITTINGS,
    SHORTEST,
    BadHours,
    BadLength,
    BadSittings,
    DayTooFar,
    NobodyThen,
    NoHour,
    Plan,
    TooLongForDay,
    Wish,
    best_plans,
    plan_of,
    served_at,
)
from webinars.programme.rules.slots.rotation import (
    Share,
    Turn,
    burden_of,
    propose,
    total,
    turn_of,
)
from webinars.programme.rules.slots.weights import WEIGHTS, Weight, counted_first

__all__ = [
    "GENEVA",
    "HALF_HOURS",
    "LAST_DAY",
    "LONGEST",
    "MOST_SITTINGS",
    "SHORTEST",
    "WEIGHTS",
    "WORKING_DAY",
    "BadHours",
    "BadLength",
    "BadSittings",
    "DayTooFar",
    "Hours",
    "Member",
    "Members",
    "NoHour",
    "NobodyThen",
    "Plan",
    "Share",
    "TooLongForDay",
    "Turn",
    "Weight",
    "Wish",
    "best_plans",
    "burden_of",
    "counted_first",
    "fits",
    "fitting_starts",
    "plan_of",
    "propose",
    "served_at",
    "start_of",
    "total",
    "turn_of",
]
