"""Eight people at once who register until their browser has read the whole answer."""

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

CLIENTS = 8
PATIENCE = 120
"""Seconds after which somebody gives up: the program should have come back long before."""

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Clients:
    """Registers so many people, and knows whose registration was acknowledged."""

    def __init__(self, port: int, form: str, people: int) -> None:
        self._port, self._form = port, form
        self._waiting = list(range(people, 0, -1))
        self._lock = threading.Lock()
        self.acknowledged: list[int] = []
        self.cut_off = 0
        """How many attempts ended without an answer."""

    def start(self) -> "Clients":
        self._pool = ThreadPoolExecutor(CLIENTS)
        self._done = [self._pool.submit(self._go_on) for _ in range(CLIENTS)]
        return self

    def finish(self) -> None:
        """Wait for all; raise what one of them ran into."""
        self._pool.shutdown()
        for done in self._done:
            done.result()

    def await_acknowledged(self, count: int) -> None:
        while len(self.acknowledged) < count and not all(done.done() for done in self._done):
            time.sleep(0.002)

    def _go_on(self) -> None:
        while number := self._next():
            self._register(number)

    def _next(self) -> int | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def _register(self, number: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                status = self._send(number)
            except (OSError, http.client.HTTPException):
                with self._lock:
                    self.cut_off += 1
                time.sleep(0.05)
                continue
            assert status == 303
            with self._lock:
                self.acknowledged.append(number)
            return
        raise TimeoutError(f"Nobody answered number {number}.")

    def _send(self, number: int) -> int:
        said = urlencode(
            {
                "name": f"Person {number}",
                "email": address_of(number),
                "category": "other",
                "language": "en",
            }
        )
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)) as line:
            line.request("POST", self._form, said, FORM)
            answer = line.getresponse()
            answer.read()  # acknowledged is only what was read to its end
            return answer.status


def address_of(number: int) -> str:
    return f"person.{number}@office.example"
