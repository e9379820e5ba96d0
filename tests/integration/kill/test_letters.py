"""Letters and their workers: each leaves once where nobody crashes, and never under two ids."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.kill.letters import await_all_sent, await_few
from tests.servers.mail import Mailbox, mail_server
from tests.servers.programs import ROOT, environment
from tests.servers.s3 import free_port
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.clock import system_clock
from webinars.outbox.models import Letter

WORKER = """
from webinars.app.building import create_app
from webinars.app.working import work_until
from webinars.web.processes import asked_to_stop
work_until(create_app(), asked_to_stop())
"""

pytestmark = pytest.mark.kill


@contextmanager
def working(url: str, data: Path, smtp: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a worker alone, and end it at the end of the block."""
    mail = {"WEBINARS_SMTP_URL": f"smtp://127.0.0.1:{smtp}"}
    with subprocess.Popen(
        [sys.executable, "-c", WORKER], cwd=ROOT, env=environment(data, url) | mail
    ) as worker:
        try:
            yield worker
        finally:
            worker.terminate()


def register(engine: Engine, people: int) -> list[str]:
    """Register so many for one sitting; return their addresses."""
    addresses = [f"person.{number}@office.example" for number in range(people)]
    now = system_clock()
    with unit_of_work(engine) as db:
        sitting = make_sitting(db, starts_at=now + timedelta(days=30))
        for number, address in enumerate(addresses):
            name = f"Person {number}"
            make_registration(db, sitting=sitting, name=name, address=address, now=now)
    return addresses


def recipients(mailbox: Mailbox) -> list[str]:
    return sorted(str(message["To"]).rpartition("<")[2].strip(">") for message in mailbox.messages)


def message_ids(mailbox: Mailbox) -> dict[str, int]:
    """Count how often each Message-ID came, by its part before the sign."""
    ids = (str(message["Message-ID"]) for message in mailbox.messages)
    return Counter(one.strip("<>").partition("@")[0] for one in ids)


def posted(engine: Engine) -> set[str]:
    with reading(engine) as db:
        return set(db.scalars(select(Letter.public_id)))


def test_two_workers_hand_over_five_hundred_letters_once_each(
    fresh_url: str, fresh_engine: Engine, data_dir: Path
) -> None:
    addresses = register(fresh_engine, 500)
    port = free_port()

    with mail_server(port) as mailbox, ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(working(fresh_url, data_dir, port))
        await_all_sent(fresh_engine)

    assert recipients(mailbox) == sorted(addresses)
    assert message_ids(mailbox) == dict.fromkeys(posted(fresh_engine), 1)


def test_a_worker_that_is_killed_repeats_a_letter_under_its_id_rather_than_lose_it(
    fresh_url: str, fresh_engine: Engine, data_dir: Path
) -> None:
    register(fresh_engine, 60)
    port = free_port()

    with mail_server(port) as mailbox:
        for left in (50, 35, 20, 0):
            with working(fresh_url, data_dir, port) as worker:
                await_few(fresh_engine, left)
                worker.kill()
            with unit_of_work(fresh_engine) as db:  # five minutes later
                lost = update(Letter).where(Letter.sent_at.is_(None))
                db.execute(lost.values(claimed_until=None))

    assert set(message_ids(mailbox)) == posted(fresh_engine)
    assert len(set(recipients(mailbox))) == 60
