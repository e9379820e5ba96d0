"""Two web processes and a worker, as one program: how it serves, and how it ends."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.servers.s3 import free_port
from webinars.storage.store import open_store

SERVING = Path(__file__).parents[2] / "servers" / "serving.py"
ROOT = Path(__file__).parents[3]
SIZE = 30 * 1024 * 1024


class Program:
    """The running program and its children."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port
        self.me = psutil.Process(process.pid)

    def get(self, path: str, timeout: float = 10) -> bytes:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as line:
            line.request("GET", path)
            return line.getresponse().read()

    def children(self) -> list[psutil.Process]:
        return self.me.children(recursive=True)

    def output(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.read()


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The folder and the digest of a recording."""
    folder = str(tmp_path_factory.mktemp("files"))

    class Video:
        left = SIZE

        def read(self, size: int) -> bytes:
            size, first = min(size, self.left), self.left == SIZE
            self.left -= size
            head = b"\0\0\0\x18ftypisom\0\0\x02\0isommp42" if first else b""
            return head + bytes(size - len(head))

    return folder, open_store(f"file://{folder}").keep(Video()).digest


@pytest.fixture(scope="module")
def program(video: tuple[str, str]) -> Iterator["Program"]:
    """The program, for tests that leave it as they found it."""
    with running(video) as program:
        yield program


@contextmanager
def running(video: tuple[str, str], *options: str) -> Iterator[Program]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, str(SERVING), str(port), *video, *options],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        program = Program(process, port)
        born = program.children()
        try:
            program.get("/pid")
            yield program
        finally:
            for left in [program.me, *born]:
                with suppress(psutil.NoSuchProcess):
                    left.kill()


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("10.0.0.9, 203.0.113.7", "203.0.113.7 of 203.0.113.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1:2::7 of 2001:db8:1::/56"),
        ("203.0.113.7:4711", "203.0.113.7 of 203.0.113.0/24"),
        ("unknown", "unknown of None"),
        ("", "127.0.0.1 of None"),
    ],
)
def test_a_visitor_is_known_by_what_the_proxy_says(program: Program, said: str, known: str) -> None:
    """Else all look alike: none who floods a form is held back, and all viewers count as one."""
    headers = {"X-Forwarded-For": said} if said else {}
    with closing(http.client.HTTPConnection("127.0.0.1", program.port, timeout=10)) as line:
        line.request("GET", "/network", headers=headers)
        assert line.getresponse().read().decode() == known


def end(program: Program, children: list[psutil.Process], *, seconds: float) -> list[int]:
    """Wait for the end of all, and return the ids of those who are still there."""
    _, left = psutil.wait_procs(children, timeout=seconds)
    program.process.wait(timeout=1)
    return [child.pid for child in left]


def test_the_work_is_shared_by_processes_that_have_nothing_in_common(program: Program) -> None:
    seen: set[int] = set()
    lock = threading.Lock()

    def ask() -> None:
        deadline = time.monotonic() + 20  # where processors are busy, one may answer many first
        while len(seen) < 2 and time.monotonic() < deadline:
            answer = program.get("/pid")
            with lock:
                seen.add(int(answer))

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert len(program.children()) == 3
    assert len(seen) == 2
    assert seen < {child.pid for child in program.children()}


@pytest.mark.parametrize("asked", ["Range: bytes=0-\r\n", ""], ids=["range", "whole"])
def test_forty_slow_viewers_keep_nobody_waiting(program: Program, asked: str) -> None:
    viewers = [start_to_view(program.port, asked) for _ in range(40)]
    try:
        waits = [seconds_for(program, "/pid") for _ in range(30)]
    finally:
        for viewer in viewers:
            viewer.close()

    assert max(waits) < 1


def start_to_view(port: int, asked: str) -> socket.socket:
    """Ask for the recording, read how the answer begins, and then nothing more."""
    viewer = socket.socket()
    viewer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    viewer.settimeout(10)
    viewer.connect(("127.0.0.1", port))
    viewer.sendall(f"GET /file HTTP/1.1\r\nHost: here\r\n{asked}\r\n".encode())
    assert viewer.recv(12) in {b"HTTP/1.1 206", b"HTTP/1.1 200"}
    return viewer


def seconds_for(program: Program, path: str) -> float:
    began = time.monotonic()
    program.get(path)
    return time.monotonic() - began


def test_a_whole_recording_arrives_in_parts_over_one_connection(
    program: Program, video: tuple[str, str]
) -> None:
    step = SIZE // 4
    line = http.client.HTTPConnection("127.0.0.1", program.port, timeout=10)
    with closing(line):
        got = b""
        for start in range(0, SIZE, step):
            line.request("GET", "/file", headers={"Range": f"bytes={start}-{start + step - 1}"})
            answer = line.getresponse()
            assert answer.status == 206
            assert answer.getheader("Content-Range") == f"bytes {start}-{start + step - 1}/{SIZE}"
            got += answer.read()

    store = open_store(f"file://{video[0]}")
    path = store.local_path(video[1])
    assert path is not None
    assert got == path.read_bytes()


def test_head_and_304_keep_the_connection(program: Program) -> None:
    line = http.client.HTTPConnection("127.0.0.1", program.port, timeout=10)
    with closing(line):
        line.request("HEAD", "/file")
        head = line.getresponse()
        head.read()
        line.request("GET", "/file", headers={"If-None-Match": str(head.getheader("ETag"))})
        unchanged = line.getresponse()
        unchanged.read()
        kept = line.sock is not None
        line.request("GET", "/pid", headers={"Connection": "close"})
        line.getresponse().read()
        closed = line.sock is None

    assert (head.status, head.getheader("Content-Length")) == (200, str(SIZE))
    assert (unchanged.status, kept, closed) == (304, True, True)


def test_sigterm_ends_all_and_the_requests_in_flight_first(video: tuple[str, str]) -> None:
    with running(video) as program:
        answers: list[bytes] = []
        asker = threading.Thread(target=lambda: answers.append(program.get("/slow?seconds=2")))
        idle = socket.create_connection(("127.0.0.1", program.port))
        viewer = start_to_view(program.port, "Range: bytes=0-\r\n")
        asker.start()
        time.sleep(0.5)
        children = program.children()

        program.process.send_signal(signal.SIGTERM)

        left = end(program, children, seconds=6)
        asker.join()
        for guest in (idle, viewer):
            guest.close()
        assert left == []
        assert answers == [b"done"]
        assert program.process.returncode == 0
        assert program.output().splitlines() == ["worker: ended by itself", "supervisor: all ended"]


def test_a_child_that_does_not_listen_is_killed(video: tuple[str, str]) -> None:
    with running(video, "stubborn") as program:
        children = program.children()

        program.process.send_signal(signal.SIGINT)

        assert end(program, children, seconds=4) == []
        assert program.process.returncode == 0


@pytest.mark.kill
@pytest.mark.parametrize("options", [(), ("no-kernel",)], ids=["prctl", "watching"])
def test_no_child_outlives_a_killed_parent(
    video: tuple[str, str], options: tuple[str, ...]
) -> None:
    with running(video, *options) as program:
        children = program.children()

        program.process.kill()

        assert len(children) == 3
        assert end(program, children, seconds=3) == []


@pytest.mark.kill
def test_a_child_that_dies_is_replaced(video: tuple[str, str]) -> None:
    with running(video) as program:
        before = {child.pid for child in program.children()}
        with suppress(http.client.HTTPException, OSError):
            program.get("/die")
        assert len(before) == 3
        assert wait_until(lambda: len({c.pid for c in program.children()} - before) == 1)
        assert program.get("/pid").isdigit()


def wait_until(true: Callable[[], bool], *, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", None, "is in use already"),
        ("127.0.0.1", 70000, "70000 is not a port"),
        ("no.such.host.invalid", 0, "is not an address"),
        ("192.0.2.1", 0, "is not an address of this machine"),
    ],
)
def test_a_place_that_cannot_be_had_is_a_sentence_and_status_2(
    host: str, port: int | None, sentence: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = taken.getsockname()[1] if port is None else port
        said = subprocess.run(
            [sys.executable, "-c", LISTEN, host, str(wanted)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert said.returncode == 2
    assert said.stderr.startswith("Not started. ")
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1


LISTEN = "import sys; from webinars.web.server import listen; listen(sys.argv[1], int(sys.argv[2]))"


def test_an_address_without_end_is_refused_before_a_page_repeats_it(program: Program) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", program.port, timeout=10)) as line:
        line.request("GET", "/pid?" + "a" * 40_000)
        assert line.getresponse().status == 431
