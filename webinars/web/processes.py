"""Several processes that live and end as one program.

Each child is forked before it has opened anything, so that no database
connection and no thread is ever shared. A child that dies is started again; a
child whose parent dies, dies too.
"""

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

log = logging.getLogger("webinars.processes")

Work = Callable[[], None]

PAUSE = 0.1
"""Seconds between two looks at the children."""

PATIENCE = 10.0
"""Seconds from the request to end until the end is made."""

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
"""Seconds before a child that died is started again: doubled each time, up to the longest."""

SETTLED = 60.0
"""Seconds after which a child counts as healthy again."""

ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


def supervise(children: Mapping[str, Work], *, ready: Work) -> None:
    """Run each child in a process of its own until SIGTERM, SIGINT or SIGHUP; then end them all.

    A child is told to end by SIGTERM and may set a handler of its own, such as
    `asked_to_stop`. One that has not ended after `PATIENCE` is killed.

    Args:
        children: what each does, by its name in the log. Call this before any
            thread runs and any database is open.
        ready: called in the parent once all children have been started.
    """
    supervisor = _Supervisor([_Child(name, work) for name, work in children.items()])
    for ending in ENDINGS:
        signal.signal(ending, supervisor.stop)
    try:
        supervisor.start_those_due()
        ready()
        supervisor.watch()
    finally:
        supervisor.end()


def apart(work: Callable[[], list[str]]) -> list[str]:
    """Do `work` in a process that ends with it, and return the lines that it returns.

    What it loads and leaves behind in memory is in no process that is forked later.

    Raises:
        SystemExit: it failed, and has said why.
    """
    reading, writing = os.pipe()
    pid = _fork(lambda: _say(writing, work()))
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        said = answer.read()
    _, status = os.waitpid(pid, 0)
    if status:
        sys.exit(1)
    return said.splitlines()


def _say(where: int, lines: list[str]) -> None:
    with os.fdopen(where, "w", encoding="utf-8") as answer:
        answer.write("\n".join(lines))


def asked_to_stop() -> threading.Event:
    """Return an event that SIGTERM sets, for a child that ends what it has begun."""
    stop = threading.Event()

    def ask(_signal: int, _frame: object) -> None:
        # From a thread: this one may be inside `stop.wait` and hold the event's lock.
        threading.Thread(target=stop.set).start()

    signal.signal(signal.SIGTERM, ask)
    return stop


@dataclass
class _Child:
    name: str
    work: Work
    pid: int | None = None
    """None while it does not run."""
    started: float = 0.0
    due: float = 0.0
    """On the monotonic clock, when to start it."""
    delay: float = FIRST_DELAY


class _Supervisor:
    def __init__(self, children: list[_Child]) -> None:
        self._children = children
        self._stopping = False

    def stop(self, _signal: int, _frame: object) -> None:
        self._stopping = True

    def watch(self) -> None:
        while not self._stopping:
            for child in self._ended():
                self._plan_again(child)
            self.start_those_due()
            time.sleep(PAUSE)

    def start_those_due(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.pid is None and child.due <= now and not self._stopping:
                child.started, child.pid = now, _fork(child.work)

    def end(self) -> None:
        """Ask all to end, wait, and end those that do not."""
        self._tell(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while self._running() and time.monotonic() < deadline:
            self._ended()
            time.sleep(PAUSE / 5)
        self._tell(signal.SIGKILL)
        while self._running():
            self._ended()

    def _running(self) -> list[_Child]:
        return [child for child in self._children if child.pid is not None]

    def _tell(self, what: signal.Signals) -> None:
        for child in self._running():
            if child.pid:
                os.kill(child.pid, what)

    def _ended(self) -> list[_Child]:
        """Take leave of those that have ended, and return them."""
        return [child for child in self._running() if _has_ended(child)]

    def _plan_again(self, child: _Child) -> None:
        now = time.monotonic()
        if now - child.started > SETTLED:
            child.delay = FIRST_DELAY
        log.warning("%s is started again in %.1f seconds", child.name, child.delay)
        child.due = now + child.delay
        child.delay = min(2 * child.delay, LONGEST_DELAY)


def _has_ended(child: _Child) -> bool:
    if not child.pid:
        return True
    pid, status = os.waitpid(child.pid, os.WNOHANG)
    if not pid:
        return False
    child.pid = None
    log.info("%s ended (%d)", child.name, os.waitstatus_to_exitcode(status))
    return True


def _fork(work: Work) -> int:
    """Start a process that does `work`, and return its id.

    Signals wait meanwhile: one that came before the child has its own handlers
    would be lost on it.
    """
    parent = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    try:
        pid = os.fork()
        if not pid:
            _live(work, parent)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
    return pid


def _live(work: Work, parent: int) -> None:
    """Do `work` and leave the process, without the parent's own way out (`atexit`, `finally`)."""
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for terminal in (signal.SIGINT, signal.SIGHUP):
            signal.signal(terminal, signal.SIG_IGN)  # the parent hears them too, and decides
        _die_with(parent)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        work()
        status = 0
    except BaseException:
        log.exception("a process failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _die_with(parent: int) -> None:
    """Have this process killed when its parent ends, however that ends."""
    if not _kernel_will_tell():
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)  # it ended before we had asked


def _kernel_will_tell() -> bool:
    """Ask Linux for SIGKILL at the parent's death; return whether it will be sent."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None)
    return bool(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
