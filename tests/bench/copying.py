"""The bare references of files: the same server, a body copied to the disk, a file sent by Flask.

A program: `python -m tests.bench.copying PORT FOLDER`.
"""

import os
import sys
from pathlib import Path

from flask import Flask, Response, send_file

from webinars.app.serve import WEB_PROCESSES
from webinars.web.arriving import arriving
from webinars.web.processes import supervise
from webinars.web.server import listen, serve_web

ENDLESS = 1 << 50


def bare(folder: Path) -> Flask:
    app = Flask("bare")

    @app.get("/")
    def empty() -> str:
        return ""

    @app.get("/<name>")
    def static_file(name: str) -> Response:
        return send_file(folder / name, conditional=True, etag=False)

    @app.patch("/files/<name>")
    def copy(name: str) -> str:
        with (folder / name).open("wb", buffering=0) as file:
            for piece in arriving(ENDLESS, is_wanted=lambda: False):
                file.write(piece)
            os.fdatasync(file.fileno())
        return ""

    return app


def main() -> None:
    sock, folder = listen("127.0.0.1", int(sys.argv[1])), Path(sys.argv[2])
    web = {f"web {n}": lambda: serve_web(sock, bare(folder)) for n in range(WEB_PROCESSES)}
    supervise(web, ready=lambda: None)


if __name__ == "__main__":
    main()
