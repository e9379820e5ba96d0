"""Reading registrations and places. The number of queries never grows with their number."""

from webinars.registrations.queries.feeds import generation_of_feed, standing_of
from webinars.registrations.queries.rows import (
    NoSuchRegistration,
    find_registration,
    get_registration,
    get_to_change,
    last_registration,
    present_generation,
    registrations_at,
    registrations_of,
    sitting_to_register,
    standing_registrations,
    theirs,
)
from webinars.registrations.queries.seats import (
    first_waiting,
    full_sittings,
    seats_for_newcomer,
    seats_in,
    seats_of,
    sittings_with_queue,
    tally,
)
from webinars.registrations.queries.states import states_registered
from webinars.registrations.queries.substitutions import passed_on, received
from webinars.registrations.queries.told import (
    Preview,
    due_for_reminder,
    holders_in,
    holders_of,
    letters_since,
    needed_by_another,
    preview_of,
    sittings_to_remind_of,
)

__all__ = [
    "NoSuchRegistration",
    "Preview",
    "due_for_reminder",
    "find_registration",
    "first_waiting",
    "full_sittings",
    "generation_of_feed",
    "get_registration",
    "get_to_change",
    "holders_in",
    "holders_of",
    "last_registration",
    "letters_since",
    "needed_by_another",
    "passed_on",
    "present_generation",
    "preview_of",
    "received",
    "registrations_at",
    "registrations_of",
    "seats_for_newcomer",
    "seats_in",
    "seats_of",
    "sitting_to_register",
    "sittings_to_remind_of",
    "sittings_with_queue",
    "standing_of",
    "standing_registrations",
    "states_registered",
    "tally",
    "theirs",
]
