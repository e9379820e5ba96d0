"""Uploads under the product's own server: read while they arrive, and in nobody's way."""

import http.client
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.integration.web.test_server import Program, end, running, seconds_for
from webinars.storage.store import open_store

MB = 1024 * 1024


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def stored(folder: Path) -> tuple[str, str]:
    class One:
        data = b"\0\0\0\x18ftypisom\0\0\x02\0isommp42"

        def read(self, _size: int) -> bytes:
            data, self.data = self.data, b""
            return data

    return str(folder), open_store(f"file://{folder}").keep(One()).digest


@pytest.fixture(scope="module")
def program(stored: tuple[str, str]) -> Iterator[Program]:
    with running(stored) as program:
        yield program


def connect(program: Program) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", program.port), timeout=10)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def head(name: str, *headers: str) -> bytes:
    lines = [f"PATCH /files/{name} HTTP/1.1", "Host: here", *headers, "", ""]
    return "\r\n".join(lines).encode()


def until(is_so: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else -1


def test_what_came_before_a_cut_is_kept(program: Program, folder: Path) -> None:
    """Of one piece that says it has 4 GB, and of which 3 MB come."""
    with connect(program) as line:
        line.sendall(head("cut", f"Content-Length: {4 * 1000**3}") + bytes(3 * MB))

    assert until(lambda: size(folder / "cut") == 3 * MB)


def test_bytes_are_there_while_the_rest_still_comes(program: Program, folder: Path) -> None:
    with connect(program) as line:
        line.sendall(head("slow", "Content-Length: 10") + b"12345")

        assert until(lambda: size(folder / "slow") == 5)
        line.sendall(b"67890")
        assert line.recv(100).startswith(b"HTTP/1.1 200 OK")


def test_forty_slow_senders_keep_nobody_waiting(program: Program) -> None:
    senders = [connect(program) for _ in range(40)]
    try:
        for number, line in enumerate(senders):
            line.sendall(head(f"crowd{number}", "Content-Length: 1000000") + b"a little")
        waits = [seconds_for(program, "/pid") for _ in range(30)]
    finally:
        for line in senders:
            line.close()

    assert max(waits) < 1


def test_a_kept_connection_carries_one_piece_after_another(program: Program) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", program.port, timeout=10)) as line:
        answers = []
        for body in (b"x" * MB, b"", b"y" * 5):
            line.request("PATCH", "/files/kept", body=body)
            answers.append(line.getresponse().read())
        line.request("GET", "/pid")
        pid = line.getresponse().read()

    assert answers == [str(MB).encode(), b"0", b"5"]
    assert pid.isdigit()


def test_who_does_not_wait_for_an_answer_is_told_to_ask_again(program: Program) -> None:
    piece = head("pipe", "Content-Length: 3") + b"abc"
    with connect(program) as line:
        line.sendall(piece + piece)
        answer = b"".join(iter(lambda: line.recv(1000), b""))

    assert answer.count(b"HTTP/1.1 200 OK") == 1
    assert b"Connection: close" in answer


def test_chunks_are_put_together(program: Program, folder: Path) -> None:
    with connect(program) as line:
        chunks = b"5\r\nHello\r\n" + b"7\r\n, world\r\n" + b"0\r\n\r\n"
        line.sendall(head("chunks", "Transfer-Encoding: chunked") + chunks)

        assert b"".join(iter(lambda: line.recv(1000), b"")).endswith(b"\r\n\r\n12")

    assert (folder / "chunks").read_bytes() == b"Hello, world"


def test_who_asks_first_is_told_to_go_on(program: Program) -> None:
    with connect(program) as line:
        line.sendall(head("asks", "Content-Length: 5", "Expect: 100-continue"))

        assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(b"12345")
        assert line.recv(100).startswith(b"HTTP/1.1 200 OK")


def test_who_is_refused_hears_it_before_sending_anything(program: Program) -> None:
    with connect(program) as line:
        line.sendall(head("refuse", "Content-Length: 4000000000", "Expect: 100-continue"))

        assert b"Connection: close" in line.recv(1000)


def test_who_sends_at_once_hears_a_refusal_too(program: Program) -> None:
    with connect(program) as line:
        line.sendall(head("refuse", f"Content-Length: {100 * MB}") + bytes(2 * MB))

        assert line.recv(1000).startswith(b"HTTP/1.1 200 OK")


def test_a_stop_cuts_what_streams_and_keeps_its_bytes(
    stored: tuple[str, str], folder: Path
) -> None:
    with running(stored) as program, connect(program) as line:
        line.sendall(head("stopped", "Content-Length: 1000000") + bytes(5000))
        assert until(lambda: size(folder / "stopped") == 5000)
        children = program.children()
        begun = time.monotonic()
        program.process.send_signal(signal.SIGTERM)

        assert end(program, children, seconds=8) == []
        assert time.monotonic() - begun < 6
    assert size(folder / "stopped") == 5000


@pytest.mark.parametrize("framed", ["Content-Length: 3000000", "Transfer-Encoding: chunked"])
def test_a_stranger_fills_no_disk_with_a_form(program: Program, framed: str) -> None:
    """What is too long is refused as soon as that is known, not once all of it lies there."""
    with connect(program) as line:
        line.sendall(f"POST /my HTTP/1.1\r\nHost: here\r\n{framed}\r\n\r\n".encode())
        with suppress(ConnectionError):
            for _ in range(3):
                line.sendall(b"100000\r\n" + bytes(MB) + b"\r\n")  # 2 MB of it is a form
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "address", ["/secretariat/sittings/one/recording", "/states/ch/webinars/one/list", "/hooks/b/c"]
)
def test_what_a_page_wants_is_let_through(program: Program, address: str) -> None:
    """A film, a list of delegates, and the report of a room."""
    with connect(program) as line:
        line.sendall(
            f"POST {address} HTTP/1.1\r\nHost: here\r\nContent-Length: {3 * MB}\r\n\r\n".encode()
        )
        line.sendall(bytes(3 * MB))
        assert line.recv(100).startswith(b"HTTP/1.1 404 ")  # asked of the program, which has none
