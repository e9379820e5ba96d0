"""What follows from a webinar's rows alone: its phase, its texts, its names. Pure."""

from webinars.programme.rules.months import Month, Planned, months_between, months_of, tally
from webinars.programme.rules.names import (
    ACTIVITIES,
    COST_KINDS,
    MISSING,
    OPENNESS,
    PARTS,
    PHASES,
    PROMISED_PARTS,
    THEMES,
)
from webinars.programme.rules.phases import (
    SCHEDULED,
    SOON,
    Phase,
    changes_after,
    first_instant,
    phase_of,
    registration_is_open,
    standing,
    was_announced,
)
from webinars.programme.rules.readiness import NEEDED, Missing, missing_for, promised, room_of
from webinars.programme.rules.texts import FALLBACK, is_draft, questions_of, text_in, title_in

__all__ = [
    "ACTIVITIES",
    "COST_KINDS",
    "FALLBACK",
    "MISSING",
    "NEEDED",
    "OPENNESS",
    "PARTS",
    "PHASES",
    "PROMISED_PARTS",
    "SCHEDULED",
    "SOON",
    "THEMES",
    "Missing",
    "Month",
    "Phase",
    "Planned",
    "changes_after",
    "first_instant",
    "is_draft",
    "missing_for",
    "months_between",
    "months_of",
    "phase_of",
    "promised",
    "questions_of",
    "registration_is_open",
    "room_of",
    "standing",
    "tally",
    "text_in",
    "title_in",
    "was_announced",
]
