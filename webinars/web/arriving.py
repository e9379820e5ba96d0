"""The body of the present request, piece by piece, while it arrives."""

import time
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from flask import request
from werkzeug.exceptions import ClientDisconnected

from webinars.web.streams import SILENCE, TICK, Cut, Line

AT_ONCE = 256 * 1024
GIVES_WAY = 1.0
"""Seconds without a byte after which a line lets somebody else go on."""


def arriving(at_most: int, *, is_wanted: Callable[[], bool]) -> Iterator[bytes]:
    """Yield the body up to `at_most` bytes; where the line is cut, what came until then.

    `is_wanted` says whether somebody else would go on in this line's place.
    """
    found = request.environ["wsgi.input"]
    line = found if isinstance(found, Line) else None
    stream = cast("BinaryIO", line or request.stream)
    try:
        while at_most > 0 and not (line and _gives_way(line, is_wanted)):
            data = stream.read(min(AT_ONCE, at_most))
            if not data:
                return
            at_most -= len(data)
            yield data
    except (Cut, ClientDisconnected):
        return


def _gives_way(line: Line, is_wanted: Callable[[], bool]) -> bool:
    """Wait for something to read; say whether the line is so idle that another may go on."""
    begun = time.monotonic()
    while not line.wait(TICK):
        idle = time.monotonic() - begun
        if idle >= SILENCE or (idle >= GIVES_WAY and is_wanted()):
            return True
    return False
