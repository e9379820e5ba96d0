"""The worker's lane for what takes long, in a test."""

from webinars.app.rooms import register_of
from webinars.jobs.operations import Lane
from webinars.jobs.worker import run_one_job
from webinars.web.requests import WebinarsApp


def work(app: WebinarsApp, *, most: int = 100) -> int:
    """Do what is due, `most` steps of it; return how many steps there were."""
    register = register_of(app)
    lane = Lane(register.long)
    for steps in range(most):
        if not run_one_job(app.engine, register, app.clock, lane):
            return steps
    return most
