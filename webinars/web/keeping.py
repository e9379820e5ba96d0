"""Kept copies of public pages.

A public page depends only on the programme's revision, the language, the zone
and the address, until the next instant at which it would read differently. So
its bytes are kept, compressed too, with an ETag; the revision is asked of the
database at most once a second a process. A view opts in:

    @bp.get("/programme")
    @public
    @kept
    def programme() -> ResponseReturnValue: ...

and may say `until(instant)` while it builds the page.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue

from webinars.database import Db
from webinars.web.readers import reader
from webinars.web.requests import db, now

P = ParamSpec("P")

ROOM = 2_000
"""Copies kept in one process, the least recently used leaving first."""

Key = tuple[str, str, str | None]
RevisionOf = Callable[[Db], int]


@dataclass(frozen=True)
class Copy:
    """A page as it left: whole, compressed, and under which revision it is still true."""

    revision: int
    until: datetime | None
    etag: str
    content_type: str
    plain: bytes
    small: bytes


class Shelf:
    """The copies of one application, and the revision that was last seen."""

    def __init__(self, revision_of: RevisionOf) -> None:
        self.revision_of = revision_of
        self.copies: OrderedDict[Key, Copy] = OrderedDict()
        self.seen: tuple[datetime, int] | None = None
        self.lock = threading.Lock()

    def revision(self) -> int:
        """Return the programme's revision, at most a second old."""
        moment = now()
        if self.seen is None or self.seen[0] != moment:
            self.seen = (moment, self.revision_of(db()))
        return self.seen[1]

    def find(self, key: Key) -> Copy | None:
        copy = self.copies.get(key)
        if copy is None or copy.revision != self.revision() or (copy.until and copy.until <= now()):
            return None
        with self.lock:
            self.copies.move_to_end(key)
        return copy

    def put(self, key: Key, copy: Copy) -> None:
        with self.lock:
            self.copies[key] = copy
            while len(self.copies) > ROOM:
                self.copies.popitem(last=False)


def keep_pages(app: Flask, revision_of: RevisionOf) -> None:
    """Give `app` a shelf; the roof says where the revision stands."""
    app.extensions["kept"] = Shelf(revision_of)


def shelf() -> Shelf:
    found: Shelf = current_app.extensions["kept"]
    return found


def until(instant: datetime | None) -> None:
    """Say that the page being built reads differently from `instant` on; the earliest counts."""
    known: datetime | None = g.get("kept_until")
    if instant is not None and (known is None or instant < known):
        g.kept_until = instant


def kept(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Answer with the kept copy while it is true; build and keep it otherwise."""

    @wraps(view)
    def quick(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        key = (request.full_path, reader().language, reader().zone)
        copy = shelf().find(key)
        if copy is None:
            built = make_response(view(*args, **kwargs))
            if built.status_code != 200:
                return built
            copy = _copy(built)
            shelf().put(key, copy)
        return _answer(copy)

    return quick


def _copy(built: Response) -> Copy:
    plain = built.get_data()
    digest = hashlib.sha256(plain).hexdigest()[:32]
    small = gzip.compress(plain, 6, mtime=0)
    return Copy(
        shelf().revision(),
        g.get("kept_until"),
        f'"{digest}"',
        built.content_type or "",
        plain,
        small,
    )


def _answer(copy: Copy) -> Response:
    """Answer 304 where the visitor's copy is the same, else the smaller form it accepts."""
    headers = {
        "ETag": copy.etag,
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
    }
    if copy.etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    if squeezed:
        headers["Content-Encoding"] = "gzip"
    return Response(
        copy.small if squeezed else copy.plain, content_type=copy.content_type, headers=headers
    )
