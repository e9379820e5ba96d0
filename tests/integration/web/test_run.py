"""`scripts/run` as a newcomer types it: what it answers, and that it leaves nothing behind."""

import http.client
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from icalendar import Calendar
from sqlalchemy import select

from tests.conftest import opened
from tests.servers.programs import ROOT, environment
from tests.servers.s3 import free_port
from webinars.database.unit import reading
from webinars.programme.models import Sitting, Webinar

pytestmark = pytest.mark.slow

MEMORY = 120 * 1024 * 1024
"""Bytes that a process holds, also of the run that filled the database."""


@contextmanager
def running(data: Path) -> Iterator[tuple["subprocess.Popen[str]", int, list[str]]]:
    """Run the command; yield its process, its port and what it printed once it listened."""
    port = free_port()
    with subprocess.Popen(
        ["scripts/run", "--port", str(port), "--data", str(data)],
        cwd=ROOT,
        env=environment(None, ""),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline()]
        while said[-1] and not said[-1].startswith("Listening on"):
            said.append(process.stdout.readline())
        children = psutil.Process(process.pid).children(recursive=True)
        family = [process.pid, *(child.pid for child in children)]
        try:
            yield process, port, said
        finally:
            for pid in family:
                with suppress(psutil.NoSuchProcess):
                    psutil.Process(pid).kill()


def get(port: int, path: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.read()


def announced(data: Path) -> set[str]:
    """Return the public ids of the sittings that the demonstration announced."""
    with opened(f"sqlite:///{data / 'webinars.sqlite'}") as engine, reading(engine) as db:
        told = select(Sitting.public_id).join(Webinar).where(Webinar.announced_at.is_not(None))
        return set(db.scalars(told))


def test_one_command_shows_the_demonstration_and_ends_without_orphans(tmp_path: Path) -> None:
    with running(tmp_path) as (process, port, said):
        home = get(port, "/")
        feed = get(port, "/programme.ics")
        family = psutil.Process(process.pid).children(recursive=True)
        most = max(child.memory_info().rss for child in family)
        process.terminate()
        _, left = psutil.wait_procs([*family, psutil.Process(process.pid)], timeout=5)

    assert said[-1] == f"Listening on http://127.0.0.1:{port}\n"
    assert (home[0], feed[0]) == (200, 200)
    uids = {str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(feed[1]).events}
    assert uids == announced(tmp_path) != set()
    assert len(family) == 3
    assert most <= MEMORY
    assert left == []
