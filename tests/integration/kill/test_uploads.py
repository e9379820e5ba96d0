"""Web processes and workers killed at fifty random moments of uploads: whole, or absent."""

import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Self

import psutil
import pytest
import tusclient.client
from sqlalchemy import select
from tusclient.exceptions import TusCommunicationError

from tests.servers.programs import Program, running
from tests.servers.sending import MB, Ready, big_film, ready
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.clock import system_clock
from webinars.recordings.tending import tend_uploads
from webinars.storage.models import Upload
from webinars.storage.operations import end_upload

pytestmark = pytest.mark.kill

KILLS = 50
SIZE = 24 * MB
PIECE = 3 * MB


@pytest.fixture
def place(tmp_path: Path, fresh_url: str) -> Ready:
    return ready(tmp_path / "data", database=fresh_url)


@pytest.fixture
def program(place: Ready) -> Iterator[Program]:
    command = ("tests.servers.respawning", "--port", "PORT", "--data", str(place.data), "--empty")
    url = place.app.settings.database_url
    with running(*command, data=place.data, database=url) as program:
        yield program


class Killer:
    """Kills one process or another, after a pause that nobody foresees."""

    def __init__(self, program: Program, seed: int) -> None:
        self._program, self._chance = program, random.Random(seed)  # noqa: S311  (no secret)
        self.kills = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._chance.uniform(0.02, 0.5)) and self.kills < KILLS:
            children = self._program.process.children()
            if children:
                self._kill(self._chance.choice(children))

    def _kill(self, child: psutil.Process) -> None:
        try:
            child.kill()
            self.kills += 1
        except psutil.NoSuchProcess:
            return


def send(program: Program, place: Ready, film: Path) -> str:
    """Send as a patient client does: begin until it has begun, then go on until it is there."""
    endpoint = f"http://127.0.0.1:{program.port}/files/"
    headers = {"Authorization": f"Bearer {place.token}"}
    client = tusclient.client.TusClient(endpoint, headers=headers)
    with film.open("rb") as opened:
        while True:
            try:
                sending = client.uploader(
                    file_stream=opened, chunk_size=PIECE, retries=500, retry_delay=0.05
                )
                sending.upload()
                return str(sending.url).rpartition("/")[2]
            except (TusCommunicationError, OSError) as fault:  # killed before it had begun
                if getattr(fault, "status_code", None) is not None:
                    raise


def let_go(place: Ready) -> None:
    """End what has arrived, as who uses it does: one account may have few on their way."""
    with unit_of_work(place.engine) as db:
        arrived = select(Upload).where(Upload.arrived_at.is_not(None), Upload.ended_at.is_(None))
        for upload in db.scalars(arrived):
            end_upload(db, upload=upload, outcome="used", now=system_clock())


def test_every_upload_is_whole_or_absent(place: Ready, program: Program, tmp_path: Path) -> None:
    film, sent = tmp_path / "film.mp4", {}
    with Killer(program, seed=7) as killer:
        for number in range(200):
            digest = big_film(film, SIZE, seed=number)
            sent[send(program, place, film)] = digest
            let_go(place)
            if killer.kills >= KILLS:
                break

    tend_uploads(place.store, place.engine, system_clock())
    with reading(place.engine) as db:
        found = {one.public_id: one.digest for one in db.scalars(select(Upload))}
    assert killer.kills == KILLS
    assert {name: found[name] for name in sent} == sent
    stored = set(place.store.digests(older_than=system_clock() + timedelta(days=1)))
    assert stored == {digest for digest in found.values() if digest}
    assert [digest for digest in stored if not place.store.verify(digest)] == []
