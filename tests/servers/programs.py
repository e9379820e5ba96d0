"""The product as a whole program: started, held still while another is measured, ended."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.servers.s3 import free_port
from webinars.app.serve import POLITENESS

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Program:
    """A supervisor with its children, on a port of its own."""

    port: int
    process: psutil.Process

    def all(self) -> list[psutil.Process]:
        """Return the supervisor and its children; none where it has ended."""
        with suppress(psutil.NoSuchProcess):
            return [self.process, *self.process.children(recursive=True)]
        return []

    def web(self) -> list[psutil.Process]:
        return [child for child in self.process.children() if child.nice() < POLITENESS]

    def workers(self) -> list[psutil.Process]:
        return [child for child in self.process.children() if child.nice() == POLITENESS]

    def worked(self) -> float:
        """Return the seconds of a processor that the workers have used, their children's too."""
        return sum(sum(child.cpu_times()[:4]) for child in self.workers())

    def resident(self) -> int:
        """Return the bytes that the largest web process holds in memory."""
        return max(child.memory_info().rss for child in self.web())

    def hold(self) -> None:
        """Stop all of it where it stands, so that it costs no processor."""
        for one in self.all():
            one.suspend()

    def go_on(self) -> None:
        for one in reversed(self.all()):
            one.resume()


@contextmanager
def running(
    *command: str, data: Path | None = None, database: str = "", port: int = 0, **settings: str
) -> Iterator[Program]:
    """Run `python -m …` with a port in place of `PORT`, one that is free if it is 0."""
    port = port or free_port()
    words = [str(port) if word == "PORT" else word for word in command]
    with subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=environment(data, database) | settings,
        stdout=subprocess.DEVNULL,
    ) as process:
        program = Program(port, psutil.Process(process.pid))
        try:
            await_answer(port)
            yield program
        finally:
            end(program)


def product(data: Path) -> tuple[str, ...]:
    """Return the command of the product as `scripts/run` starts it."""
    return ("webinars.app.serve", "--port", "PORT", "--data", str(data), "--empty")


def environment(data: Path | None, database: str) -> dict[str, str]:
    """Return ours, without the operator's settings, and with compiled modules kept."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("WEBINARS_")}
    ours.pop("PYTHONDONTWRITEBYTECODE", None)
    given = {"WEBINARS_DATA_DIR": str(data or ""), "WEBINARS_DATABASE_URL": database}
    return ours | {name: value for name, value in given.items() if value}


def await_answer(port: int, path: str = "/") -> None:
    """Ask until there is an answer, whichever."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", port)) as line:
            line.request("GET", path)
            line.getresponse().read()
            return
        time.sleep(0.005)
    raise TimeoutError(f"Nothing answers on port {port}.")


def end(program: Program) -> None:
    """End by SIGTERM, and by SIGKILL what has not ended then."""
    born = program.all()
    with suppress(psutil.NoSuchProcess):
        program.go_on()
        program.process.send_signal(signal.SIGTERM)
    for left in psutil.wait_procs(born, timeout=15)[1]:
        with suppress(psutil.NoSuchProcess):
            left.kill()
