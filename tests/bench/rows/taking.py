"""All registrations of a series as a file, beside a bare dump of the same rows."""

import csv
import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self
from urllib.parse import urlencode

from sqlalchemy import Engine, select

from tests.bench.house import House
from tests.bench.load import Unexpected
from tests.bench.measuring import Turns, awake
from tests.bench.table import Row, seconds
from tests.servers.programs import Program
from webinars.accounts.models import Account, Grant, Role
from webinars.accounts.passwords import hashed
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.clock import system_clock
from webinars.kernel.languages import Language
from webinars.programme.models import Series

MEGABYTE = 1024 * 1024
ABOVE_IDLE = 64
EMAIL, PASSWORD = "bench@office.example", "a long and windy password"

BARE = """
SELECT webinar.slug, registration.public_id, registration.registered_at, registration.cancelled_at,
  person.name, address.written, address.proven_at, category, state_code, organisation, function,
  sector, gender, registration.language, listens_in, registration.zone, needs, referral, viewers,
  source, approval, place.state, sitting.starts_at
FROM registration JOIN webinar ON webinar.id = registration.webinar_id
  JOIN person ON person.id = registration.person_id
  LEFT JOIN address ON address.id = registration.address_id
  LEFT JOIN place ON place.registration_id = registration.id AND place.state <> 'released'
  LEFT JOIN sitting ON sitting.id = place.sitting_id
ORDER BY registration.id
"""


def taking(house: House, turns: Turns) -> Iterator[Row]:
    """The whole way: over HTTP, by who is signed in."""
    engine = open_engine(house.database)
    path = _path(engine)
    with awake(house.large):  # held still, its worker might be holding the lock
        _make_officer(engine)
        cookie = _sign_in(house.large)
    with TemporaryDirectory() as folder:
        grown: list[float] = []
        pair = turns.starts(
            lambda: _fetch(house.large, path, cookie, grown),
            lambda: _dump(engine, Path(folder) / "bare.csv"),
        )
    engine.dispose()
    yield seconds(f"CSV of {house.more:,} registrations", pair, 2)
    most = max(grown)
    told, budget = f"{most:.0f} MB", f"≤ {ABOVE_IDLE} MB"
    yield Row("its memory above idle", told, "", None, budget, most <= ABOVE_IDLE)


def _path(engine: Engine) -> str:
    with reading(engine) as db:
        return f"/secretariat/series/{db.scalars(select(Series.slug)).first()}/registrations.csv"


def _make_officer(engine: Engine) -> None:
    now = system_clock()
    with unit_of_work(engine) as db:
        officer = Account(
            email=EMAIL,
            email_normal=EMAIL,
            name="Bench Officer",
            language=Language.ENGLISH,
            created_at=now,
            demonstration=False,
            password_hash=hashed(PASSWORD, about=()),
        )
        since = {"starts_on": now.date(), "granted_at": now, "granted_by": "bench"}
        officer.grants.append(Grant(role=Role.SECRETARIAT, **since))
        db.add(officer)


def _sign_in(program: Program) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", program.port, timeout=60)) as line:
        said = urlencode({"email": EMAIL, "password": PASSWORD})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/sign-in", said, kind)
        answer = line.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        if answer.status != 303 or not cookie:
            raise Unexpected(f"{answer.status} came to the sign-in.")
        return cookie


def _fetch(program: Program, path: str, cookie: str, grown: list[float]) -> float:
    """Return how long the file takes; note by how many megabytes a web process grew."""
    with awake(program), _Watched(program) as watched:
        began = time.perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", program.port, timeout=600)) as line:
            line.request("GET", path, headers={"Cookie": cookie})
            answer = line.getresponse()
            size = sum(len(piece) for piece in iter(lambda: answer.read(MEGABYTE), b""))
        took = time.perf_counter() - began
    if answer.status != 200 or size < MEGABYTE:
        raise Unexpected(f"{answer.status} came, and {size} bytes.")
    grown.append((watched.most - watched.idle) / MEGABYTE)
    return took


class _Watched:
    """The largest resident memory of a program's web processes while a block runs."""

    def __init__(self, program: Program) -> None:
        self._program, self._over = program, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.idle = self.most = program.resident()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            self.most = max(self.most, self._program.resident())


def _dump(engine: Engine, into: Path) -> float:
    began = time.perf_counter()
    with closing(engine.raw_connection()) as line, into.open("w", newline="") as file:
        cursor = line.cursor()
        if engine.dialect.name == "postgresql":
            with cursor.copy(f"COPY ({BARE}) TO STDOUT (FORMAT csv)") as copy:
                for piece in copy:
                    file.buffer.write(bytes(piece))
        else:
            csv.writer(file).writerows(cursor.execute(BARE))
    return time.perf_counter() - began
