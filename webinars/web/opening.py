"""A house that answers before all its rooms are open.

The front is there at once. The other rooms are let in, all of them and once a
process, when an address or a link is asked for that the front does not have.
Most of a start is their modules, and nobody who reads the first page waits for
them.
"""

import threading
from collections.abc import Callable
from typing import Any, cast
from wsgiref.types import WSGIEnvironment

from flask import Flask
from flask.ctx import RequestContext

from webinars.web.routing import LateRule, NumberOfRow


class OpeningApp(Flask):
    """Flask, with rooms that may come in after the first request."""

    url_rule_class = LateRule

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401  (Flask's own)
        self.opening = threading.RLock()
        self._let_in: Callable[[], None] | None = None
        self._coming_in = False
        super().__init__(*args, **named)
        self.url_map.converters["int"] = NumberOfRow

    @property
    def whole(self) -> bool:
        """Whether no room is still to come in."""
        return self._let_in is None

    def leave_closed(self, let_in: Callable[[], None]) -> None:
        """Do without some rooms until somebody asks for them; `let_in` registers them then."""
        self._let_in = let_in

    def open_rooms(self) -> None:
        """Let the other rooms in, unless they are in already."""
        with self.opening:
            if self._let_in is not None:
                self._coming_in = True
                self._let_in()
                self._coming_in, self._let_in = False, None

    def request_context(self, environ: WSGIEnvironment) -> RequestContext:
        return _Asked(self, environ)

    def handle_url_build_error(
        self, error: Exception, endpoint: str, values: dict[str, Any]
    ) -> str:
        """Build the link again if it leads to a room that was not open."""
        if self.whole:
            return super().handle_url_build_error(error, endpoint, values)  # type: ignore[arg-type]
        self.open_rooms()
        return self.url_for(endpoint, **values)

    def _check_setup_finished(self, f_name: str) -> None:
        """Refuse what comes after the first request, unless it comes with a room."""
        if not self._coming_in:
            super()._check_setup_finished(f_name)


class _Asked(RequestContext):
    """A request whose address may lead to a room that is not open yet."""

    def match_request(self) -> None:
        house = cast("OpeningApp", self.app)
        if house.whole:
            super().match_request()
            return
        with house.opening:  # never while rooms are coming in: half of one is none
            super().match_request()
            if self.request.routing_exception is not None:
                house.open_rooms()
                self.request.routing_exception = None
                super().match_request()
