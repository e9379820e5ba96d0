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
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, cast

from flask import Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue

from webinars.database import Db
from webinars.web.hatch import COPY, Hatch
from webinars.web.readers import reader
from webinars.web.requests import WebinarsApp, db, now
from webinars.web.shelf import Copy, Key, Shelf

P = ParamSpec("P")

RevisionOf = Callable[[Db], int]


def keep_pages(app: WebinarsApp, revision_of: RevisionOf) -> None:
    """Give `app` a shelf, and a hatch before its door; the roof says where the revision stands."""
    kept_here = Shelf()
    app.extensions["kept"] = kept_here
    app.extensions["revision_of"] = revision_of
    clock = lambda: app.clock()  # noqa: E731, PLW0108  (asked late: a test sets another)
    app.wsgi_app = Hatch(app.wsgi_app, kept_here, clock)  # type: ignore[assignment,method-assign]


def shelf() -> Shelf:
    return cast("Shelf", current_app.extensions["kept"])


def revision() -> int:
    """Return the programme's revision, at most a second old."""
    here, moment = shelf(), now()
    seen = here.seen
    if seen is None or seen[0] != moment:
        here.seen = seen = (moment, current_app.extensions["revision_of"](db()))
    return seen[1]


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
        true_now = revision()  # before the page reads: a change meanwhile makes the copy old
        copy = shelf().find(key, revision=true_now, now=now())
        if copy is None:
            with shelf().building:
                built = _built(key, true_now, lambda: view(*args, **kwargs))
            if isinstance(built, Response):
                return built
            copy = built
        request.environ[COPY] = copy
        return _answer(copy)

    return quick


def _built(key: Key, true_now: int, view: Callable[[], ResponseReturnValue]) -> Copy | Response:
    """Return the copy that another built meanwhile, or build it; what is no page is not kept."""
    copy = shelf().find(key, revision=true_now, now=now())
    if copy is None:
        built = make_response(view())
        if built.status_code != 200:
            return built
        copy = _copy(built, true_now)
        shelf().put(key, copy)
    return copy


def _copy(built: Response, true_now: int) -> Copy:
    plain = built.get_data()
    digest = hashlib.sha256(plain).hexdigest()[:32]
    small = gzip.compress(plain, 6, mtime=0)
    return Copy(true_now, g.get("kept_until"), f'"{digest}"', built.content_type or "", small)


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
