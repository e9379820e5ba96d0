"""The hatch: a question that was answered a moment ago is answered before the house wakes.

What a kept page costs beside an empty view is the way through the house: routing,
session, language, headers. The hatch stands before all that, as WSGI. It remembers,
for a question in the very same words (address, language, cookies), which kept copy
was the answer and under which headers it left, and hands it out again while the copy
is true. Whatever is new, changed, unsafe or without compression goes into the house.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from webinars.kernel.clock import Clock
from webinars.web.shelf import Copy, Shelf

Question = tuple[str, str, str, str]
Headers = list[tuple[str, str]]

QUESTIONS = 1_000
"""Remembered in one process, the least recently asked leaving first."""

LONGEST = 500
"""Characters of a question that is worth remembering: nobody may fill the memory with cookies."""

OF_A_BODY = frozenset({"content-type", "content-length", "content-encoding"})
COPY = "webinars.copy"
"""Where a view that answers with a kept copy leaves it, in the request's environment."""


@dataclass(frozen=True)
class Ready:
    """An answer as it left the house, without its body where the visitor has it."""

    copy: Copy
    headers: Headers
    bare_headers: Headers


class Hatch:
    """A WSGI application around the house's own."""

    def __init__(self, house: WSGIApplication, shelf: Shelf, clock: Clock) -> None:
        self._house, self._shelf, self._clock = house, shelf, clock
        self._ready: OrderedDict[Question, Ready] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or "gzip" not in environ.get(
            "HTTP_ACCEPT_ENCODING", ""
        ):
            return self._house(environ, start)
        question = _question(environ)
        ready = self._find(question)
        if ready is None:
            return self._ask_the_house(question, environ, start)
        if ready.copy.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 NOT MODIFIED", list(ready.bare_headers))
            return []
        start("200 OK", list(ready.headers))
        return [ready.copy.small]

    def _find(self, question: Question) -> Ready | None:
        ready = self._ready.get(question)
        if ready is None or not self._shelf.is_true(ready.copy, self._clock()):
            return None
        with self._lock:
            if question in self._ready:
                self._ready.move_to_end(question)
        return ready

    def _ask_the_house(
        self, question: Question, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        said: list[tuple[str, Headers]] = []

        def note(status: str, headers: Headers, *fault: Any) -> Any:  # noqa: ANN401  (WSGI's own)
            said.append((status, headers))
            return start(status, headers, *fault)

        answer = self._house(environ, note)
        copy: Copy | None = environ.pop(COPY, None)
        if copy is not None and said:
            self._remember(question, copy, *said[-1])
        return answer

    def _remember(self, question: Question, copy: Copy, status: str, headers: Headers) -> None:
        chosen = any(name.lower() == "set-cookie" for name, _ in headers)
        if not status.startswith("200") or chosen or sum(map(len, question)) > LONGEST:
            return
        bare = [(name, value) for name, value in headers if name.lower() not in OF_A_BODY]
        ready = Ready(copy, list(headers), bare)
        with self._lock:
            self._ready[question] = ready
            while len(self._ready) > QUESTIONS:
                self._ready.popitem(last=False)


def _question(environ: WSGIEnvironment) -> Question:
    """Return the words of a question: everything by which kept pages may differ."""
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        environ.get("HTTP_COOKIE", ""),
    )
