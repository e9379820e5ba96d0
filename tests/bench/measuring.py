"""Measuring two programs in turns, so that a busy machine is busy for both."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.load import Answer, Outcome, Talk, Talks, Unexpected, ask, get, load, post
from tests.servers.programs import ROOT, Program, await_answer, environment
from tests.servers.s3 import free_port

IMPORTING = "import flask, sqlalchemy"
ALONE = """
import sys
from webinars.app.building import create_app
from webinars.web.server import listen, serve_web
serve_web(listen("127.0.0.1", int(sys.argv[1])), create_app())
"""

_numbers = count(int(time.time()) * 1000)


@dataclass(frozen=True)
class Pair:
    """What the product did beside what the reference did, each in turn."""

    product: list[float]
    reference: list[float]

    @property
    def ratio(self) -> float:
        """The middle one of the turns' ratios: product to reference."""
        pairs = zip(self.product, self.reference, strict=True)
        return statistics.median(own / other for own, other in pairs)


@dataclass(frozen=True)
class Turns:
    """How often each is measured, and for how long."""

    rounds: int
    seconds: float
    clients: int = 8

    def rates(self, product: tuple[Program, Talks], reference: tuple[Program, Talks]) -> Pair:
        """Return conversations a second; a turn before those that count warms both up."""
        pair = Pair([], [])
        for turn in range(self.rounds + 1):
            for into, (program, talks) in ((pair.reference, reference), (pair.product, product)):
                with awake(program):
                    rate = self._load(program, talks, 0.5 if turn == 0 else self.seconds).rate
                if turn:
                    into.append(rate)
        return pair

    def starts(self, product: Callable[[], float], reference: Callable[[], float]) -> Pair:
        """Return seconds of both; the first turn, in which modules are compiled, does not count."""
        pair = Pair([], [])
        for turn in range(self.rounds + 1):
            for into, start in ((pair.reference, reference), (pair.product, product)):
                took = start()
                if turn:
                    into.append(took)
        return pair

    def _load(self, program: Program, talks: Talks, seconds: float) -> Outcome:
        return load(program.port, talks, clients=self.clients, seconds=seconds)


@contextmanager
def awake(program: Program) -> Iterator[None]:
    """Let a program that is held still go on for the length of the block."""
    program.go_on()
    try:
        yield
    finally:
        program.hold()


def reading(path: str, *, status: int = 200, **headers: str) -> Talks:
    """Ask for one page, again and again."""
    question = get(path, **headers)

    def talk() -> Talk:
        expect((yield question), status)

    return talk


def reading_anew(path: str) -> Talks:
    """Ask for one page under addresses that nobody has asked for, so that no copy is kept."""

    def talk() -> Talk:
        expect((yield get(f"{path}?n={next(_numbers)}")), 200)

    return talk


def inserting() -> Talk:
    expect((yield post("/")), 200)


def registering(form: str) -> Talks:
    """Open the form and send it, each time as another person."""

    def talk() -> Talk:
        expect((yield get(form)), 200)
        number = next(_numbers)
        said = {
            "name": f"Bench {number}",
            "email": f"bench.{number}@office.example",
            "category": "state",
            "state": "KE",
            "language": "en",
            "recording": "y",
        }
        expect((yield post(form, urlencode(said).encode())), 303)

    return talk


def expect(answer: Answer, status: int) -> None:
    if answer.status != status:
        raise Unexpected(f"{answer.status} came, not {status}: {answer.head[:300]!r}")


def etag(program: Program, path: str) -> str:
    with awake(program):
        return ask(program.port, get(path)).header("ETag")


def import_seconds() -> float:
    """Return how long Python takes to import Flask and SQLAlchemy, and to end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTING], check=True, env=environment(None, ""))
    return time.perf_counter() - began


def start_seconds(path: str, data: Path, database: str, *command: str) -> float:
    """Return how long it takes from nothing to the first answer."""
    port = free_port()
    words = [str(port) if word == "PORT" else word for word in command]
    env = environment(data, database)
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=env, stdout=subprocess.DEVNULL
    ) as process:
        try:
            await_answer(port, path)
            return time.perf_counter() - began
        finally:
            process.terminate()


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
