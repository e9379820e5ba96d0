"""The worker's round: letters, jobs, regular tasks."""

import threading
from datetime import datetime

from webinars.app.letters import render
from webinars.app.rooms import register_of
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.worker import Source, run_one_job, run_regular, work
from webinars.journal.tasks import seal_waiting
from webinars.outbox.delivery import NotDelivered, PostOffice, post_office
from webinars.outbox.mime import compose
from webinars.outbox.models import Letter
from webinars.outbox.operations import claim, is_due, mark_failed, mark_sent, mark_useless
from webinars.outbox.rendering import Content
from webinars.web.requests import WebinarsApp


def work_until(app: WebinarsApp, stop: threading.Event) -> None:
    """Work until `stop` is set; what is in hand is finished first."""
    work(sources(app), stop)


def sources(app: WebinarsApp) -> list[Source]:
    office = post_office(app.settings.smtp_url, app.settings.data / "letters")
    register = register_of(app)
    return [
        lambda: seal_waiting(app.engine),
        lambda: hand_over_one(app, office),
        lambda: run_one_job(app.engine, register, app.clock),
        lambda: run_regular(app.engine, register, app.clock),
    ]


def hand_over_one(app: WebinarsApp, office: PostOffice) -> bool:
    """Hand one letter over; return whether there was one.

    The claim is kept before the post office is called, and the stamp after, so
    a crash between the two sends a letter twice, under one Message-ID, rather
    than never.
    """
    now = app.clock()
    with reading(app.engine) as db:
        if not is_due(db, now=now):
            return False
    with unit_of_work(app.engine) as db:
        letter = claim(db, now=now)
    if letter is None:
        return False
    late = letter.valid_until is not None and letter.valid_until <= now
    content = None if late else render(app, letter, now)
    fault = _send(app, office, letter, content, now) if content else None
    with unit_of_work(app.engine) as db:
        _stamp(db.get_one(Letter, letter.id), useless=content is None, fault=fault, now=app.clock())
    return True


def _send(
    app: WebinarsApp, office: PostOffice, letter: Letter, content: Content, now: datetime
) -> NotDelivered | None:
    try:
        office(compose(letter, content, sender=app.settings.mail_from, now=now))
    except NotDelivered as fault:
        return fault
    return None


def _stamp(letter: Letter, *, useless: bool, fault: NotDelivered | None, now: datetime) -> None:
    if fault is not None:
        mark_failed(letter, error=str(fault), final=fault.final, now=now)
    elif useless:
        mark_useless(letter, now=now)
    else:
        mark_sent(letter, now=now)
