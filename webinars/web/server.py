"""The web server: waitress on a socket that several processes share.

waitress hands a request to a thread only when all of it has arrived, and sends
an answer as its client takes it, so forty slow clients keep no thread; uploads
are read while they arrive (`streams`). It speaks to this machine; a proxy in
front of it speaks to the world.
"""

import errno
import gc
import logging
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn, cast
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from webinars.kernel.faults import told
from webinars.web.streams import Channel

CONNECTIONS = 2000
DESCRIPTORS = 3 * CONNECTIONS
"""A connection may hold three: itself, the body that it sends, the file that it is sent."""

GRACE = 7.0
"""Seconds given to requests in flight. With `LINGER`, less than the supervisor's patience."""

LINGER = 1.5
"""Seconds given to answers that are made and still being sent. A player asks again for the rest."""

SEND_BUFFER = 256 * 1024
"""Bytes that the kernel takes of an answer before its client has. Left to itself it takes four
megabytes: 400 slow viewers then fill its memory for TCP, and everyone waits for seconds."""

OPTIONS: dict[str, Any] = {
    "threads": 8,
    "connection_limit": CONNECTIONS,
    "asyncore_use_poll": True,  # select() ends at descriptor 1023
    "channel_timeout": 120,
    "max_request_body_size": 4 * 1024**3,  # for the longest recording; each page asks for less
    "max_request_header_size": 32 * 1024,  # pages repeat their address, once a language
    "trusted_proxy": "127.0.0.1",  # who asks is whom our own proxy names last
    "trusted_proxy_headers": {"x-forwarded-for"},
    "clear_untrusted_proxy_headers": True,
    "ident": None,
}

OBSTACLES = {
    errno.EADDRINUSE: (
        "Port {port} is in use already. Stop the other program or choose another port."
    ),
    errno.EACCES: "Port {port} needs an administrator's rights. Choose one from 1024 up.",
    errno.EADDRNOTAVAIL: "{host} is not an address of this machine.",
}


def listen(host: str, port: int) -> socket.socket:
    """Return a socket for all web processes, or end the program with a sentence and status 2.

    Port 0 means any that is free.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        sock = socket.create_server((host, port), family=family, backlog=1024)
    except OverflowError:
        _give_up(f"{port} is not a port. They go from 1 to 65535.")
    except socket.gaierror:
        _give_up(f"{host} is not an address.")
    except OSError as error:
        obstacle = OBSTACLES.get(error.errno or 0, str(error))
        _give_up(obstacle.format(host=host, port=port))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)  # each connection inherits it
    return sock


def _give_up(sentence: str) -> NoReturn:
    sys.stderr.write(f"Not started. {sentence}\n")
    raise SystemExit(2)


def serve_web(sock: socket.socket, app: WSGIApplication) -> None:
    """Serve `app` on `sock` until SIGTERM; then end what is in flight, and return."""
    _allow_descriptors()
    gc.freeze()  # what stands by now stays: the collector need not look at it again
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is no news
    logging.getLogger("waitress").addFilter(_without_address)
    _Web(sock, app).run()


def _without_address(record: logging.LogRecord) -> bool:
    """Take out of what waitress says of a fault the address, which may carry a token."""
    fault = record.exc_info[1] if record.exc_info else None
    if fault is not None:
        record.msg, record.args = f"an answer broke off\n{told(fault)}", ()
        record.exc_info = None
    return True


def _allow_descriptors() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _Web:
    """One web process. waitress's own `run` would cut off what is in flight."""

    def __init__(self, sock: socket.socket, app: WSGIApplication) -> None:
        self._map: dict[int, Any] = {}
        self._stopping = False
        self._server = cast(
            "BaseWSGIServer", create_server(app, map=self._map, sockets=[sock], **OPTIONS)
        )
        self._server.channel_class = Channel

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self._stop)
        while not self._stopping:
            self._turn(seconds=30)
        self._finish()

    def _stop(self, _signal: int, _frame: object) -> None:
        self._stopping = Channel.is_ending = True
        self._server.pull_trigger()  # ends the wait for clients

    def _turn(self, *, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _finish(self) -> None:
        """Take no new client, and see the others off."""
        self._turn(seconds=0)  # what has arrived by now is in flight
        self._server.accepting = False
        self._await_others(GRACE, busy=lambda channel: bool(channel.requests))
        self._await_others(LINGER, busy=lambda channel: channel.total_outbufs_len > 0)
        self._server.task_dispatcher.shutdown(timeout=1)

    def _await_others(self, seconds: float, *, busy: Callable[[HTTPChannel], bool]) -> None:
        deadline = time.monotonic() + seconds
        while any(map(busy, self._channels())) and time.monotonic() < deadline:
            self._turn(seconds=0.05)

    def _channels(self) -> list[HTTPChannel]:
        """Close the connections that wait for a next request, and return the others."""
        channels = cast("dict[int, HTTPChannel]", self._server.active_channels)
        for channel in list(channels.values()):
            if not channel.requests and not channel.total_outbufs_len:
                channel.handle_close()
        return list(channels.values())
