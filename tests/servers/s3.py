"""A server of the S3 protocol for the suite: `nanio`, which checks every signature."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEY, SECRET, BUCKET = "AKIAEXAMPLE", "a secret/with+signs", "webinars"
START_SECONDS = 20


def nanio_is_here() -> bool:
    return importlib.util.find_spec("nanio") is not None


@contextmanager
def s3_server(directory: Path) -> Iterator[str]:
    """Serve a bucket that lies in `directory`, and yield the server's address."""
    (directory / BUCKET).mkdir(parents=True)
    port = free_port()
    command = [sys.executable, "-m", "nanio", "serve", "--host", "127.0.0.1", "--no-access-log"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--data-dir", str(directory), "--log-level", "error"],
        env=os.environ | {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET},
        stdin=subprocess.DEVNULL,
    ) as server:
        try:
            await_answer(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The S3 server did not start.")
