"""A small application under the product's own server and supervisor.

A program, not a module: `serving.py PORT FOLDER DIGEST [stubborn|no-kernel]`.
It says `ready` and its process ids on standard output.
"""

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request

from webinars.storage.store import open_store
from webinars.web import processes
from webinars.web.arriving import arriving
from webinars.web.downloads import send_stored
from webinars.web.limits import network_of
from webinars.web.processes import asked_to_stop, supervise
from webinars.web.server import listen, serve_web


@dataclass(frozen=True)
class File:
    digest: str
    size: int
    media_type: str = "video/mp4"


def make_app(folder: str, digest: str) -> Flask:
    app, store = Flask(__name__), open_store(f"file://{folder}")
    file = File(digest, store.size(digest))

    @app.get("/file")
    def video() -> Response:
        return send_stored(store, file, name="a.mp4", download=False, public=True)

    @app.get("/pid")
    def pid() -> str:
        return str(os.getpid())

    @app.get("/slow")
    def slow() -> str:
        time.sleep(float(request.args["seconds"]))
        return "done"

    @app.route("/files/<name>", methods=["PATCH"])
    def upload(name: str) -> str:
        return "no" if name == "refuse" else str(take_in(Path(folder, name)))

    app.add_url_rule("/network", view_func=network)

    @app.get("/die")
    def die() -> str:
        os._exit(3)

    return app


def network() -> str:
    said = request.headers.get("X-Forwarded-For", "")
    return f"{request.remote_addr} of {network_of(request.remote_addr or '', said)}"


def take_in(path: Path) -> int:
    """Write what arrives, piece by piece, and return how much it was."""
    count = 0
    with path.open("ab", buffering=0) as file:
        for piece in arriving(1 << 40, is_wanted=lambda: False):
            count += file.write(piece)
    return count


def work() -> None:
    """End one second after being asked, as a worker ends the job it has begun."""
    stop = asked_to_stop()
    if "stubborn" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while not stop.wait(0.5):
        pass
    time.sleep(1)
    say("worker: ended by itself")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (the test reads it)


def main() -> None:
    port, folder, digest = sys.argv[1:4]
    if "no-kernel" in sys.argv:
        processes._kernel_will_tell = lambda: False  # noqa: SLF001  (as on another system)
    if "stubborn" in sys.argv:
        processes.PATIENCE = 1.0
    sock = listen("127.0.0.1", int(port))

    def web() -> None:
        serve_web(sock, make_app(folder, digest))

    supervise({"web 1": web, "web 2": web, "worker": work}, ready=lambda: say("ready"))
    say("supervisor: all ended")


if __name__ == "__main__":
    main()
