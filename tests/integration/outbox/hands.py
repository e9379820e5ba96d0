"""Handing letters over in a test: to a folder, to a list, and reading what came."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from webinars.app.handing import Counter, hand_over_one
from webinars.outbox.delivery import post_office
from webinars.outbox.rules import AT_ONCE, Pace
from webinars.web.requests import WebinarsApp


def hand_over_all(
    app: WebinarsApp,
    office: Callable[[EmailMessage], None] | None = None,
    *,
    pace: Pace = AT_ONCE,
) -> int:
    """Hand over all that is due by the clock of `app`; return how many letters were looked at."""
    counter = Counter(office or post_office("", app.settings.data / "letters"), pace)
    looked_at = 0
    while hand_over_one(app, counter):
        looked_at += 1
    return looked_at


def headers_of(app: WebinarsApp, now: datetime) -> dict[str, EmailMessage]:
    """Hand over all that is due at `now`; return the messages by their subject."""
    app.clock = lambda: now
    sent: dict[str, EmailMessage] = {}
    hand_over_all(app, lambda message: sent.update({str(len(sent)): message}))
    return sent
