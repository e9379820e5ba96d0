"""`kill -9` in the middle of 200 registrations: what was acknowledged stands, once.

A power cut is another matter, which settings answer for: see `test_unit_of_work`.
"""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine, select, update

from tests.factories.programme import make_sitting
from tests.integration.kill.clients import Clients, address_of
from tests.integration.kill.letters import await_all_sent
from tests.servers.programs import ROOT, Program, environment, product, running
from tests.servers.s3 import free_port
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.clock import system_clock
from webinars.outbox.models import Letter
from webinars.people.models import Address
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.states.operations import load_reference

PEOPLE = 200
CAPACITY = 150
KILLS = 4
CONFIRMING = {"registrations.confirmation", "registrations.waiting"}

pytestmark = pytest.mark.kill


def web(program: Program) -> list[psutil.Process]:
    """Return one of the two."""
    return program.web()[:1]


def supervisor(program: Program) -> list[psutil.Process]:
    return [program.process]


VICTIMS: list[Callable[[Program], list[psutil.Process]]] = [web, Program.workers, supervisor, web]
"""Whom a kill strikes, in an order that chance decides; each at least once a round."""


@pytest.fixture
def form(fresh_engine: Engine) -> str:
    """The address of a form: 150 places, in a month from the real present."""
    with unit_of_work(fresh_engine) as db:
        load_reference(db, now=system_clock())
        starts = system_clock() + timedelta(days=30)
        sitting = make_sitting(db, starts_at=starts, capacity=CAPACITY)
        return f"/sittings/{sitting.public_id}/register"


@pytest.mark.parametrize("seed", [7, 23, 2026])
def test_what_was_acknowledged_survives_kills(
    fresh_url: str, fresh_engine: Engine, form: str, data_dir: Path, seed: int
) -> None:
    chance, port = random.Random(seed), free_port()  # noqa: S311  (no secret)
    moments = sorted(chance.sample(range(10, PEOPLE - 20), KILLS))
    victims = chance.sample(VICTIMS, KILLS)
    print(f"seed {seed}: {[(at, who.__name__) for at, who in zip(moments, victims, strict=True)]}")  # noqa: T201

    with ExitStack() as stack:
        program = stack.enter_context(started(fresh_url, data_dir, port))
        clients = Clients(port, form, PEOPLE).start()
        for moment, whom in zip(moments, victims, strict=True):
            clients.await_acknowledged(moment)
            for victim in whom(program):
                victim.kill()
            if whom is supervisor:
                psutil.wait_procs([program.process], timeout=10)
                program = stack.enter_context(started(fresh_url, data_dir, port))
        clients.finish()

    assert sorted(clients.acknowledged) == list(range(1, PEOPLE + 1))
    assert clients.cut_off > 0  # the kills struck somebody
    assert_each_is_there_once(fresh_engine)
    hand_over_the_rest(fresh_url, data_dir, fresh_engine)
    assert_each_has_one_letter(fresh_engine, data_dir / "letters")
    assert "the journal is whole" in verified(fresh_url, data_dir)


def started(url: str, data: Path, port: int) -> AbstractContextManager[Program]:
    return running(*product(data), data=data, database=url, port=port)


def assert_each_is_there_once(engine: Engine) -> None:
    with reading(engine) as db:
        addresses = db.scalars(select(Address.written).join(Registration)).all()
        places = Counter(db.scalars(select(Place.state)))
    assert sorted(addresses) == sorted(address_of(number) for number in range(1, PEOPLE + 1))
    assert places == {PlaceState.CONFIRMED: CAPACITY, PlaceState.WAITING: PEOPLE - CAPACITY}


def hand_over_the_rest(url: str, data: Path, engine: Engine) -> None:
    """Do the worker's part, after the leases of letters that a killed one held have lapsed."""
    with unit_of_work(engine) as db:
        db.execute(update(Letter).where(Letter.sent_at.is_(None)).values(claimed_until=None))
    with running(*product(data), data=data, database=url):
        await_all_sent(engine)


def assert_each_has_one_letter(engine: Engine, folder: Path) -> None:
    """Whatever was handed over twice stands once: its Message-ID names the file."""
    with reading(engine) as db:
        rows = db.scalars(select(Letter).where(Letter.kind.in_(CONFIRMING))).all()
        all_ids = set(db.scalars(select(Letter.public_id).where(Letter.sent_at.is_not(None))))
        registered = set(db.scalars(select(Registration.public_id)))
    assert Counter(row.about for row in rows) == dict.fromkeys(registered, 1)
    written = {path.stem: message_from_bytes(path.read_bytes()) for path in folder.glob("*.eml")}
    assert set(written) == all_ids
    assert {m["Message-ID"].strip("<>").partition("@")[0] for m in written.values()} == all_ids


def verified(url: str, data: Path) -> str:
    """Return what `flask journal verify` says; a broken journal is a failure of the command."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "journal", "verify"]
    answer = subprocess.run(
        command, cwd=ROOT, env=environment(data, url), capture_output=True, text=True, check=True
    )
    return answer.stdout
