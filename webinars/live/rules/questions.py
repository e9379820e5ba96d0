"""Who may ask the speakers, and until when; what tells one answer from another."""

import hashlib
from datetime import datetime

from webinars.programme.models import WebinarState
from webinars.programme.rules import standing
from webinars.registrations.models import Registration
from webinars.registrations.rules import is_admitted

MOST_QUESTIONS = 5
"""Of one registration: the speakers have an hour."""


def may_ask(registration: Registration, now: datetime) -> bool:
    """Say whether the holder may put a question: registered, until the last sitting is over."""
    webinar = registration.webinar
    if registration.cancelled_at is not None or not is_admitted(registration):
        return False
    ahead = any(now < sitting.ends_at for sitting in standing(webinar))
    return ahead and webinar.state is not WebinarState.CANCELLED


def answer_mark(answer: str) -> str:
    """Return what tells this answer from an earlier one, without its words."""
    return hashlib.sha256(answer.encode()).hexdigest()[:16]
