"""The body of the present request, piece by piece, while it arrives."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from flask import request
from werkzeug.exceptions import ClientDisconnected

from webinars.web.streams import AT_ONCE, Cut, Line

GIVES_WAY = 1.0
"""Seconds without a byte after which a line lets somebody else go on."""


def arriving(at_most: int, *, is_wanted: Callable[[], bool]) -> Iterator[bytes]:
    """Yield the body up to `at_most` bytes; where the line is cut, what came until then.

    `is_wanted` says whether somebody else would go on in this line's place.
    """
    found = request.environ["wsgi.input"]
    if isinstance(found, Line):
        found.gives_way = lambda idle: idle >= GIVES_WAY and is_wanted()
    stream = cast("BinaryIO", found if isinstance(found, Line) else request.stream)
    try:
        while at_most > 0 and (data := stream.read(min(AT_ONCE, at_most))):
            at_most -= len(data)
            yield data
    except (Cut, ClientDisconnected):
        return
