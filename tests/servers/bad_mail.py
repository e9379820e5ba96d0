"""Mail servers as they are on a bad day, on loopback: each speaks a script, line by line."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from tests.servers.s3 import free_port

SILENCE = "..."

GOOD: dict[str, str | None] = {
    "": "220 here",
    "EHLO": "250 here",
    "HELO": "250 here",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 kept",
    "QUIT": "221 bye",
    "RSET": "250 ok",
}


@dataclass
class BadServer:
    """Answers each word with a line; None hangs up, and `...` says nothing at all."""

    port: int
    answers: dict[str, str | None]
    kept: list[str] = field(default_factory=list)
    """Each message whose end came, whatever was answered."""


@contextmanager
def bad_server(**instead: str | None) -> Iterator[BadServer]:
    """Serve one connection after another; `END` names the answer to a whole message."""
    named = {{"END": ".", "GREETING": ""}.get(word, word): line for word, line in instead.items()}
    server = BadServer(free_port(), GOOD | named)
    door = socket.create_server(("127.0.0.1", server.port))
    thread = threading.Thread(target=_serve, args=(door, server), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join(5)


def _serve(door: socket.socket, server: BadServer) -> None:
    while True:
        try:
            visitor, _ = door.accept()
        except OSError:
            return
        with visitor, suppress(OSError), visitor.makefile("rwb") as line:
            _talk(cast("BinaryIO", line), server)


def _talk(line: BinaryIO, server: BadServer) -> None:
    word: str | None = ""
    while word is not None:
        answer = server.answers[word]
        if answer is None:
            return
        if answer != SILENCE:
            line.write(f"{answer}\r\n".encode())
            line.flush()
        word = _next_word(line, server, after=(word, answer))


def _next_word(line: BinaryIO, server: BadServer, after: tuple[str, str]) -> str | None:
    """Return what the visitor says next; the end of a message is a word too. None: it is over."""
    if after[0] == "QUIT":
        return None
    if after[0] == "DATA" and after[1].startswith("354"):
        message = "".join(iter(lambda: line.readline().decode(), ".\r\n"))
        server.kept.append(message)
        return "."
    said = line.readline().decode()
    return said.split()[0].upper() if said else None
