"""`python -m webinars.app.serve`: everything on one machine, until SIGTERM.

Migrates, loads the reference States and, into an empty database, the
demonstration series; then keeps two web processes and one worker alive.
"""

import argparse
import os
import sys
import threading
import time
from pathlib import Path

import config
from webinars.app.building import create_app
from webinars.app.heap import share_one_heap
from webinars.app.temporary import keep_uploads_beside
from webinars.app.working import work_until
from webinars.database.engine import open_engine
from webinars.kernel.clock import system_clock
from webinars.web.processes import apart, asked_to_stop, supervise
from webinars.web.server import listen, serve_web

WEB_PROCESSES = 2
POLITENESS = 10
"""How far the worker steps back where processors are few: a page is waited for, a letter is not."""

LAST_SECONDS = 3.0
"""What a worker that was asked to stop may still need: the next one does again what it left."""


def main() -> None:
    options = _options()
    os.environ["WEBINARS_DATA_DIR"] = str(Path(options.data).resolve())
    os.environ.setdefault("WEBINARS_BASE_URL", f"http://127.0.0.1:{options.port}")
    try:
        settings = config.load()
    except config.BadSetting as error:
        sys.exit(f"Not started. {error}")
    keep_uploads_beside(settings)
    share_one_heap()
    sock = listen("127.0.0.1", options.port)
    sign_ins = apart(lambda: _prepare(settings, demonstration=not options.empty))
    children = {
        f"web {n}": lambda: serve_web(sock, create_app(settings))
        for n in range(1, WEB_PROCESSES + 1)
    }
    children["worker"] = lambda: _work(settings)
    supervise(children, ready=lambda: _greet(options.port, sign_ins))
    os._exit(0)  # all have ended; there is nothing to tidy


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", default=os.environ.get("WEBINARS_DATA_DIR", "var"), metavar="DIR")
    parser.add_argument("--empty", action="store_true", help="load no demonstration series")
    return parser.parse_args()


def _prepare(settings: config.Settings, *, demonstration: bool) -> list[str]:
    """Migrate and fill; return the demonstration sign-ins that there are now.

    What that takes is loaded here, in the process that does it and ends.
    """
    from webinars.app.filling import fill  # noqa: PLC0415
    from webinars.app.migrating import migrate  # noqa: PLC0415

    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
        return fill(engine, settings, demonstration=demonstration, now=system_clock())
    finally:
        engine.dispose()


def _work(settings: config.Settings) -> None:
    os.nice(POLITENESS)
    stop = asked_to_stop()
    threading.Thread(target=_leave_after, args=(stop,), daemon=True).start()
    work_until(create_app(settings), stop)


def _leave_after(stop: threading.Event) -> None:
    stop.wait()
    time.sleep(LAST_SECONDS)
    os._exit(0)


def _greet(port: int, sign_ins: list[str]) -> None:
    sys.stdout.write("\n".join([f"Listening on http://127.0.0.1:{port}", *sign_ins, ""]))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
