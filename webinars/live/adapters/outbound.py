"""Calling a live room over HTTP, without being led anywhere else.

Only hosts that an administrator named. The name is resolved once, every answer
is judged, and the connection goes to an address that was judged: what a name
server says a moment later no longer counts. Redirects are errors, except for
downloads, where each hop is judged anew.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from webinars.live.rules.faults import (
    AuthRefused,
    Away,
    Conflicting,
    Invalid,
    NotAllowed,
    NotThere,
    OverQuota,
    RoomFault,
)
from webinars.live.rules.hosts import Allowed

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
WHOLE_SECONDS = 60.0
"""For one answer that is read into memory, however slowly it drips."""
MOST_BYTES = 8 * 1024 * 1024
HOPS = 3
PIECE = 256 * 1024
PORTS = {"https": 443, "http": 80}


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class Pinned(http.client.HTTPConnection):
    """A connection to one address that was judged, whatever its name means by now."""

    def __init__(self, parts: SplitResult, address: str) -> None:
        super().__init__(parts.hostname or "", parts.port or PORTS[parts.scheme])
        self._address, self._safe = address, parts.scheme == "https"
        self.default_port = PORTS[parts.scheme]
        self._opened: socket.socket | None = None
        """`sock` is given up once an answer has begun."""

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), CONNECT_SECONDS)
        self.sock.settimeout(READ_SECONDS)
        if self._safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._opened = self.sock

    def break_off(self) -> None:
        """End the line at once, from another thread: whoever waits for it reads its end."""
        if self._opened is not None:
            with suppress(OSError):  # gone already
                self._opened.shutdown(socket.SHUT_RDWR)


def ask(
    address: str,
    *,
    allowed: Allowed,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """Return what the room answers with 2xx, read whole.

    Raises:
        RoomFault: one of `live.rules.faults`, by what went wrong.
    """
    until = time.monotonic() + WHOLE_SECONDS
    with _answered(address, allowed, method, headers or {}, body, whole=WHOLE_SECONDS) as response:
        read = bytearray()
        while piece := response.read1(PIECE):  # `read` would wait until the piece is full
            read += piece
            if len(read) > MOST_BYTES:
                raise Away
        if time.monotonic() > until:
            raise Away  # broken off: what came may look whole
        _refuse_status(response)
        return Answer(response.status, _named(response), bytes(read))


@contextmanager
def open_stream(
    address: str, *, allowed: Allowed, headers: Mapping[str, str] | None = None
) -> Iterator[http.client.HTTPResponse]:
    """Open a download, following at most `HOPS` redirects, each to an allowed host.

    Raises:
        RoomFault: as `ask`.
    """
    for _ in range(HOPS + 1):
        with _answered(address, allowed, "GET", headers or {}, None) as response:
            if response.status not in {301, 302, 303, 307, 308}:
                _refuse_status(response)
                yield response
                return
            address = urljoin(address, response.headers.get("Location", ""))
            headers = {name: value for name, value in (headers or {}).items() if name == "Range"}
    raise NotAllowed


@contextmanager
def _answered(
    address: str,
    allowed: Allowed,
    method: str,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    whole: float | None = None,
) -> Iterator[http.client.HTTPResponse]:
    """Yield the answer. After `whole` seconds the line is broken off, however slowly it drips."""
    parts, pinned = judged(address, allowed)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(Pinned(parts, pinned)) as line, _broken_off(line, whole):
        try:
            line.request(method, target, body, {"User-Agent": "webinars", **headers})
            with line.getresponse() as response:
                yield response
        except (OSError, http.client.HTTPException) as error:
            raise Away from error


@contextmanager
def _broken_off(line: Pinned, whole: float | None) -> Iterator[None]:
    if whole is None:
        yield
        return
    end = threading.Timer(whole, line.break_off)
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()


def judged(address: str, allowed: Allowed) -> tuple[SplitResult, str]:
    """Return the parts of `address`, and one address of its host, all of which were judged.

    Plain http only inside a network that was named: there it may be all there is.

    Raises:
        NotAllowed: another host, another scheme, or any answer that may not be called.
        Away: the name cannot be resolved.
    """
    try:
        parts = urlsplit(address)
        port = PORTS[parts.scheme] if parts.port is None else parts.port
    except (ValueError, KeyError) as error:
        raise NotAllowed from error
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not allowed.host(host) or parts.username or parts.password:
        raise NotAllowed
    found = _resolved(host, port)
    if not all(map(allowed.address, found)):
        raise NotAllowed
    if parts.scheme == "http" and not all(map(allowed.inside, found)):
        raise NotAllowed
    return parts, found[0]


def _resolved(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Away from error
    return [str(answer[4][0]) for answer in answers]


def _refuse_status(response: http.client.HTTPResponse) -> None:
    status = response.status
    if 200 <= status < 300:
        return
    faults: dict[int, type[RoomFault]] = {
        401: AuthRefused,
        403: AuthRefused,
        404: NotThere,
        409: Conflicting,
        410: NotThere,
        408: Away,
        425: Away,
        429: OverQuota,
    }
    fault = faults.get(status, Away if status >= 500 else Invalid)
    raise fault(after=waiting(response.headers.get("Retry-After", "")))


def waiting(retry_after: str) -> timedelta | None:
    """Return what a `Retry-After` in seconds asks for, at most an hour; a date is not heeded."""
    return timedelta(seconds=min(int(retry_after), 3600)) if retry_after.isdecimal() else None


def _named(response: http.client.HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}
