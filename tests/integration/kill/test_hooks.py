"""`kill -9` in the middle of a room's messages: what was acknowledged stands, once, and is done."""

import http.client
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from config import load
from tests.factories.programme import make_sitting
from tests.factories.rooms import make_account, make_room, participant, zoom_message
from tests.servers.programs import Program, product, running
from tests.servers.s3 import free_port
from webinars.app.building import create_app
from webinars.database.unit import reading, unit_of_work
from webinars.jobs.models import Job
from webinars.kernel.clock import system_clock
from webinars.kernel.tokens import Purpose
from webinars.live.models import HookEvent, Provider, RoomMove

MESSAGES = 200
SENDERS = 4
KILLS = 4
PATIENCE = 120

pytestmark = pytest.mark.kill


@pytest.fixture
def hook(fresh_engine: Engine, data_dir: Path) -> str:
    """The address of an account whose sitting runs now."""
    keyring = create_app(load({"WEBINARS_DATA_DIR": str(data_dir)}), engine=fresh_engine).keyring
    with unit_of_work(fresh_engine) as db:
        key = keyring.key(Purpose.ROOM_SECRET)
        account = make_account(db, provider=Provider.ZOOM, address="", key=key)
        now = system_clock().replace(second=0, microsecond=0)
        make_room(db, account=account, sitting=make_sitting(db, starts_at=now))
        return f"/hooks/zoom/{account.public_id}"


class Room:
    """Sends its messages until each is acknowledged, as a provider does."""

    def __init__(self, port: int, hook: str) -> None:
        self._port, self._hook = port, hook
        self._waiting = list(range(MESSAGES))
        self._lock = threading.Lock()
        self.acknowledged: list[int] = []
        self.cut_off = 0

    def send_all(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    return
                number = self._waiting.pop()
            self._send(number)

    def _send(self, number: int) -> None:
        until = time.monotonic() + PATIENCE
        now = system_clock()
        person = participant(f"P {number}", f"{number}", join_time=now.isoformat())
        told = {"id": 123, "uuid": "u==", "participant": person}
        raw, headers = zoom_message("webinar.participant_joined", told, sent=now)
        while time.monotonic() < until:
            try:
                status = self._post(raw, headers)
            except (OSError, http.client.HTTPException):
                self.cut_off += 1
                time.sleep(0.05)
                continue
            assert status == 200
            self.acknowledged.append(number)
            return
        raise TimeoutError(f"Nobody took message {number}.")

    def _post(self, raw: bytes, headers: dict[str, str]) -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)) as line:
            line.request("POST", self._hook, raw, headers)
            answer = line.getresponse()
            answer.read()
            return answer.status


def test_a_rooms_messages_survive_kills(
    fresh_url: str, fresh_engine: Engine, hook: str, data_dir: Path
) -> None:
    chance, port = random.Random(2027), free_port()  # noqa: S311  (no secret)
    moments = sorted(chance.sample(range(10, MESSAGES - 20), KILLS))
    room = Room(port, hook)
    with running(*product(data_dir), data=data_dir, database=fresh_url, port=port) as program:
        with ThreadPoolExecutor(SENDERS) as pool:
            sending = [pool.submit(room.send_all) for _ in range(SENDERS)]
            for place, moment in enumerate(moments):
                while len(room.acknowledged) < moment:
                    time.sleep(0.002)
                strike(program, web=place % 2 == 0)
        for one in sending:
            one.result()
        await_all_done(fresh_engine)

    assert sorted(room.acknowledged) == list(range(MESSAGES))
    assert room.cut_off > 0
    with reading(fresh_engine) as db:
        assert db.scalar(select(func.count()).select_from(HookEvent)) == MESSAGES
        lines = db.scalars(select(RoomMove.line)).all()
    assert sorted(lines, key=int) == [str(number) for number in range(MESSAGES)]


def strike(program: Program, *, web: bool) -> None:
    """Kill every web process, or the worker: one alone may have had nothing in hand."""
    for victim in program.web() if web else program.workers():
        victim.kill()


def await_all_done(engine: Engine) -> None:
    """Wait until every message was looked at; leases of a killed worker are given up at once."""
    until = time.monotonic() + PATIENCE
    waiting = (Job.name == "live.project", Job.done_at.is_(None))
    while time.monotonic() < until:
        with unit_of_work(engine) as db:
            if not db.scalar(select(func.count()).select_from(Job).where(*waiting)):
                return
            lapsed = Job.claimed_until < system_clock() + timedelta(minutes=9, seconds=50)
            db.execute(update(Job).where(*waiting, lapsed).values(claimed_until=None))
        time.sleep(0.5)
    raise TimeoutError("Some messages were never looked at.")
