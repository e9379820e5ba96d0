"""Ten thousand letters due at once, and two workers: each once, or again under its own id."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, update

from tests.integration.kill.letters import waiting
from tests.integration.kill.test_letters import message_ids, posted, recipients, working
from tests.servers.mail import mail_server
from tests.servers.s3 import free_port
from webinars.database.unit import unit_of_work
from webinars.kernel.clock import system_clock
from webinars.kernel.ids import new_public_id
from webinars.kernel.languages import Language
from webinars.outbox.letters import TRIAL
from webinars.outbox.models import Letter

MANY = 10_000
PATIENCE = 1_800
STARTS_WITHIN = 120
HOSTS = 50
WORDS = {"subject": "One of many", "text": "Good day.", "html": "<p>Good day.</p>"}

pytestmark = [pytest.mark.kill, pytest.mark.slow]


def rows(count: int) -> Iterator[dict[str, object]]:
    now = system_clock()
    for number in range(count):
        host = f"office-{number % HOSTS}.example"
        yield {
            "public_id": new_public_id(),
            "kind": TRIAL,
            "address": f"person.{number}@{host}",
            "host": host,
            "name": f"Person {number}",
            "language": Language.ENGLISH,
            "about": "many",
            "revision": 0,
            "content": WORDS,
            "urgent": False,
            "posted_at": now,
            "due_at": now,
            "attempts": 0,
        }


def post_many(engine: Engine) -> list[str]:
    """Post so many letters; return their addresses."""
    letters = list(rows(MANY))
    with unit_of_work(engine) as db:
        db.execute(insert(Letter), letters)
    return sorted(str(letter["address"]) for letter in letters)


def test_each_arrives_exactly_once_where_nobody_is_killed(
    fresh_url: str, fresh_engine: Engine, data_dir: Path
) -> None:
    addresses, port = post_many(fresh_engine), free_port()
    deadline = time.monotonic() + PATIENCE

    with mail_server(port) as mailbox, ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(working(fresh_url, data_dir, port))
        while waiting(fresh_engine):
            assert time.monotonic() < deadline
            time.sleep(0.5)

    assert recipients(mailbox) == addresses
    assert message_ids(mailbox) == dict.fromkeys(posted(fresh_engine), 1)


def test_none_is_lost_and_repeats_carry_their_id_where_workers_are_killed_at_random(
    fresh_url: str, fresh_engine: Engine, data_dir: Path
) -> None:
    addresses, port = post_many(fresh_engine), free_port()
    deadline, dice = time.monotonic() + PATIENCE, random.Random(7)  # noqa: S311  (no secret)

    with mail_server(port) as mailbox:
        while waiting(fresh_engine):
            assert time.monotonic() < deadline
            with ExitStack() as stack:
                pair = [stack.enter_context(working(fresh_url, data_dir, port)) for _ in range(2)]
                _let_work(fresh_engine, dice.uniform(1, 10))
                for worker in pair:
                    worker.kill()
            with unit_of_work(fresh_engine) as db:  # five minutes later
                lost = update(Letter).where(Letter.sent_at.is_(None))
                db.execute(lost.values(claimed_until=None))

    assert set(message_ids(mailbox)) == posted(fresh_engine)
    assert sorted(set(recipients(mailbox))) == addresses


def _let_work(engine: Engine, seconds: float) -> None:
    """Wait until somebody has begun to work, then so long: on a busy machine a start takes time."""
    before, patience = waiting(engine), time.monotonic() + STARTS_WITHIN
    while waiting(engine) == before and time.monotonic() < patience:
        time.sleep(0.2)
    end = time.monotonic() + seconds
    while time.monotonic() < end and waiting(engine):
        time.sleep(0.2)
