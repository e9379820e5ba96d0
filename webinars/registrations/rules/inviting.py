"""How an invitation stands, and when it is time to remind of it. Pure."""

import enum
from datetime import timedelta

LETTER, TOPIC = "registrations.invitation", "invitations"
"""The kind of the letter, and the choice by which an address declines it."""
DAYS_BEFORE = timedelta(days=7)
"""So long before the first sitting still to come, who has not answered is reminded by itself."""
PATIENCE = timedelta(days=2)
"""Nobody is reminded by itself sooner after having been invited."""


class Answer(enum.StrEnum):
    """How somebody who was invited stands: the first of these that is true."""

    REGISTERED = "registered"
    CANCELLED = "cancelled"
    """Registered, and cancelled since: an answer too."""
    DECLINED = "declined"
    """Wants no invitations."""
    RETURNED = "returned"
    """The letter came back, or was given up."""
    HANDED = "handed"
    """The letter was handed over; no answer yet."""
    UNSENT = "unsent"
    """The letter became useless before it left."""
    WAITING = "waiting"
    """The letter has not left yet."""
