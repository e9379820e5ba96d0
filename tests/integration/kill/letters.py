"""Waiting until the worker has handed over every letter."""

import time

from sqlalchemy import Engine, func, select

from webinars.database.unit import reading
from webinars.outbox.models import Letter

PATIENCE = 180


def waiting(engine: Engine) -> int:
    """Count the letters that were neither handed over nor found useless."""
    unsent = select(func.count()).where(
        Letter.sent_at.is_(None), Letter.withdrawn_at.is_(None), Letter.failed_at.is_(None)
    )
    with reading(engine) as db:
        return db.scalar(unsent) or 0


def await_all_sent(engine: Engine) -> None:
    await_few(engine, 0)


def await_few(engine: Engine, most: int) -> None:
    """Wait until at most so many letters wait."""
    deadline = time.monotonic() + PATIENCE
    while waiting(engine) > most:
        assert time.monotonic() < deadline, "The worker hands nothing over."
        time.sleep(0.02)
