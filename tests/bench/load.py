"""Clients: several conversations at once, over connections that stay open.

One thread and plain sockets, so that on a small machine the servers have the
processors. A conversation is a generator that yields requests and is sent the
answers; it raises `Unexpected` if it does not like one.
"""

import selectors
import socket
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"
PATIENCE = 30.0
"""Seconds after which a silent server is a fault of the bench."""


class Unexpected(Exception):
    """An answer that should not have come; the text is its first lines."""


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.lower() == name.lower().encode():
                return value.strip().decode()
        return ""


Talk = Generator[bytes, Answer, None]
Talks = Callable[[], Talk]


@dataclass(frozen=True)
class Outcome:
    """What the clients saw: conversations that came to their end, and how long it all took."""

    done: int
    seconds: float

    @property
    def rate(self) -> float:
        """Conversations a second."""
        return self.done / self.seconds


@dataclass
class _Client:
    port: int
    talk: Talk
    line: socket.socket = field(init=False)
    heard: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.connect()

    def connect(self) -> None:
        self.line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def get(path: str, **headers: str) -> bytes:
    return request("GET", path, b"", headers)


def post(path: str, body: bytes = b"", **headers: str) -> bytes:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    return request("POST", path, body, form | headers)


def request(method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """Return a request as a browser sends it."""
    said = {
        "Host": "127.0.0.1",
        "User-Agent": "bench",
        "Accept": "text/html,*/*",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en-GB,en;q=0.8",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(port: int, question: bytes) -> Answer:
    """Ask once, on a connection of its own."""
    answers: list[Answer] = []

    def talk() -> Talk:
        answers.append((yield question))

    load(port, talk, clients=1, most=1)
    return answers[0]


def load(
    port: int, talks: Talks, *, clients: int, seconds: float = PATIENCE, most: int = 1_000_000
) -> Outcome:
    """Let `clients` hold conversations until `seconds` are over or `most` have begun.

    Raises:
        Unexpected: an answer was not the one that its conversation waited for.
    """
    began = time.perf_counter()
    left, done = most - clients, 0
    with selectors.DefaultSelector() as selector:
        for _ in range(min(clients, most)):
            _begin(selector, _Client(port, talks()))
        while selector.get_map():
            for client in _ready(selector):
                if not _hear(selector, client):
                    continue
                done += 1
                if left > 0 and time.perf_counter() - began < seconds:
                    left -= 1
                    client.talk = talks()
                    client.line.sendall(next(client.talk))
                else:
                    selector.unregister(client.line)
                    client.line.close()
    return Outcome(done, time.perf_counter() - began)


def _ready(selector: selectors.BaseSelector) -> Iterator[_Client]:
    events = selector.select(PATIENCE)
    if not events:
        raise Unexpected("The server says nothing any more.")
    return (key.data for key, _ in events)


def _begin(selector: selectors.BaseSelector, client: _Client) -> None:
    selector.register(client.line, selectors.EVENT_READ, client)
    client.line.sendall(next(client.talk))


def _hear(selector: selectors.BaseSelector, client: _Client) -> bool:
    """Take what has come; return whether the conversation is over."""
    came = client.line.recv(262_144)
    if not came:
        raise Unexpected(f"The server hung up after {bytes(client.heard[:200])!r}.")
    client.heard += came
    answer = _whole(client.heard)
    if answer is None:
        return False
    client.heard.clear()
    if answer.header("Connection").lower() == "close":
        selector.unregister(client.line)
        client.line.close()
        client.connect()
        selector.register(client.line, selectors.EVENT_READ, client)
    try:
        client.line.sendall(client.talk.send(answer))
    except StopIteration:
        return True
    return False


def _whole(heard: bytearray) -> Answer | None:
    """Return the answer if all of it has come."""
    end = heard.find(HEAD_END)
    if end < 0:
        return None
    head = bytes(heard[:end])
    answer = Answer(int(head[9:12]), head, bytes(heard[end + len(HEAD_END) :]))
    length = 0 if answer.status in {204, 304} else int(answer.header("Content-Length") or 0)
    return answer if len(answer.body) >= length else None
