"""What the worker does by itself: reminders, draws, offers that run out, places that are free."""

from datetime import datetime
from typing import Any

from webinars.database.unit import Bind, unit_of_work
from webinars.registrations.operations import (
    commit_seeds,
    expire_offers,
    forget_lists,
    give_free_places,
    hold_draws,
    meet_enrolments,
    post_reminders,
    register_rows,
)
from webinars.registrations.operations.enrolling import FIRST
from webinars.registrations.operations.inviting import invite_rows, remind_silent_invitees
from webinars.registrations.operations.reminding import START, Mark
from webinars.registrations.queries import list_called
from webinars.registrations.queries.enrolments import Key


def remind(engine: Bind, now: datetime) -> None:
    """Post every reminder that is due, in batches."""
    mark: Mark | None = START
    while mark is not None:
        with unit_of_work(engine) as db:
            mark = post_reminders(db, now=now, after=mark)


def enrol_in_opened(engine: Bind, now: datetime) -> None:
    """Register who wished for the whole series for the webinars that have opened, in batches."""
    after: Key | None = FIRST
    while after is not None:
        with unit_of_work(engine) as db:
            after = meet_enrolments(db, now=now, after=after)


def register_list(engine: Bind, arguments: dict[str, Any], now: datetime) -> None:  # noqa: ARG001  (the list's own moment counts)
    """Register a confirmed list batch by batch; what was done before is found done."""
    at, left = datetime.fromisoformat(arguments["at"]), True
    while left:
        with unit_of_work(engine) as db:
            listed = list_called(db, public_id=arguments["list"])
            left = listed is not None and register_rows(db, listed=listed, at=at)


def invite_listed(engine: Bind, arguments: dict[str, Any], now: datetime) -> None:  # noqa: ARG001  (the list's own moment counts)
    """Invite a confirmed list batch by batch; who was invited before is found invited."""
    at, left = datetime.fromisoformat(arguments["at"]), True
    while left:
        with unit_of_work(engine) as db:
            listed = list_called(db, public_id=arguments["list"])
            left = listed is not None and invite_rows(db, listed=listed, at=at)


def remind_invited(engine: Bind, now: datetime) -> None:
    """Remind, once, those invited to a webinar that comes soon who did not answer."""
    with unit_of_work(engine) as db:
        remind_silent_invitees(db, now=now)


def tidy_lists(engine: Bind, now: datetime) -> None:
    """Delete what is left of lists after a day."""
    with unit_of_work(engine) as db:
        forget_lists(db, now=now)


def give_places(engine: Bind, now: datetime) -> None:
    """Do what the queues' clocks ask for; each step is whole, and doing it twice is doing it once.

    Seeds first, then draws, then offers that ran out, then what a larger capacity
    or a declared moment has made free.
    """
    for step in (commit_seeds, hold_draws, expire_offers, give_free_places):
        with unit_of_work(engine) as db:
            step(db, now=now)
