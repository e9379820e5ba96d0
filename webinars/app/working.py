"""The worker's round: letters, jobs, regular tasks."""

import threading
from functools import partial

from webinars.app.handing import Counter, hand_over_one
from webinars.app.rooms import register_of
from webinars.jobs.operations import Lane
from webinars.jobs.worker import Source, run_one_job, run_regular, work
from webinars.journal.tasks import in_a_rush, seal_waiting
from webinars.outbox.delivery import pace_of, post_office
from webinars.web.requests import WebinarsApp

__all__ = ["hand_over_one", "lanes_apart", "sources", "work_until"]


def work_until(app: WebinarsApp, stop: threading.Event) -> None:
    """Work until `stop` is set; what is in hand is finished first.

    Each letter costs as much as a registration, and takes the writers' turn three
    times: in a rush it stays in the outbox a little longer, so that nobody waits at
    the form.
    """
    for lane in lanes_apart(app):
        threading.Thread(target=work, args=([lane], stop), daemon=True).start()
    work(sources(app), stop, is_rush=lambda: in_a_rush(app.engine, app.clock()))


def lanes_apart(app: WebinarsApp) -> list[Source]:
    """Jobs that take minutes or wait for others: no letter waits for a film, or for a provider."""
    register = register_of(app)
    return [
        partial(run_one_job, app.engine, register, app.clock, Lane(names))
        for names in register.lanes_apart
    ]


def sources(app: WebinarsApp) -> list[Source]:
    office = post_office(app.settings.smtp_url, app.settings.data / "letters")
    counter = Counter(office, pace_of(app.settings.smtp_url))
    register = register_of(app)
    lane = Lane(frozenset().union(*register.lanes_apart), others=True)
    return [
        lambda: seal_waiting(app.engine),
        lambda: hand_over_one(app, counter),
        lambda: run_one_job(app.engine, register, app.clock, lane),
        lambda: run_regular(app.engine, register, app.clock),
    ]
