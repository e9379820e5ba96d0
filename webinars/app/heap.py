"""How a program of many threads keeps its memory."""

import ctypes
from contextlib import suppress

ARENAS = -8
"""`M_ARENA_MAX` of glibc's `mallopt(3)`."""


def share_one_heap() -> None:
    """Let the threads of this process, and of those it forks, take memory from one heap.

    glibc gives each thread a heap of its own, and each keeps what its largest
    page once needed. Only one thread of Python runs at a time, so that nobody
    waits. Other systems have other ways, and nothing is done there.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(ARENAS, 1)
