"""Bodies that are read while they arrive: uploads, under the same server and port as the pages.

waitress keeps a body until it is whole and asks the program then; of an upload
whose line is cut after an hour nothing would be left. A request below
`STREAMED` is handed over at the end of its headers instead, on a thread of its
own, so that slow uploads keep none of those that answer pages; its body is the
connection itself, read as the page asks for it.
"""

import select
import threading
import time
from collections.abc import Callable
from socket import socket
from typing import Any, cast

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import ChunkedReceiver
from waitress.task import WSGITask
from waitress.utilities import Error, RequestEntityTooLarge

STREAMED = "/files/"

MOST = 200
"""Streams at once in one process, a thread each; who comes then hears 503 and tries again."""

SILENCE = 60.0
"""Seconds without a byte until a line counts as cut."""

TICK = 0.25
"""Seconds between two looks whether the server ends or somebody else wants the upload."""

MEGABYTE = 1024 * 1024
FORM = 2 * MEGABYTE
BODIES = {
    STREAMED: 4096 * MEGABYTE,
    "/secretariat/sittings/": 4096 * MEGABYTE,  # a film, sent as one form
    "/secretariat/": 128 * MEGABYTE,
    "/appearances/": 128 * MEGABYTE,
    "/states/": 128 * MEGABYTE,
    "/hooks/": 8 * MEGABYTE,
}
"""The longest body that is taken in, by the beginning of the address, the first that fits; else
`FORM`. A body lies on the disk before the program is asked: no stranger may fill it."""

AT_ONCE = 1024 * 1024
UNREAD, UNREAD_SECONDS = 4 * 1024 * 1024, 2.0
"""How much, and how long, of a refused body is read and dropped, so that its sender hears why."""


class Cut(ConnectionError):
    """The line broke, was silent for too long, or the server ends."""


class Busy(Error):
    code = 503
    reason = "Service Unavailable"


class Line:
    """The body of one request, as a file that is read once. Belongs to one thread."""

    def __init__(
        self, channel: "Channel", early: bytes, chunks: "Chunks | None", length: int
    ) -> None:
        self._channel, self._early, self._chunks = channel, early, chunks
        self._socket = cast("socket", channel.socket)
        self._left = length
        self.gives_way: Callable[[float], bool] = lambda _idle: False
        """Asked while the line is idle, with the seconds: whether it lets somebody else go on."""
        self.greets = False
        """Whether the client waits for "100 Continue" before it sends anything."""
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN)

    @property
    def is_over(self) -> bool:
        """Whether nothing of the body is left to read, so that a next request may follow."""
        return self._chunks is None and not self._left and not self._early

    def read(self, size: int = -1, /) -> bytes:
        """Return some of the next `size` bytes as soon as there are any; none at the end.

        Raises:
            Cut: see there.
        """
        wanted = AT_ONCE if size < 0 else min(size, AT_ONCE)
        if self._chunks is not None:
            return self._unchunked(self._chunks, wanted)
        if not self._left or not wanted:
            return b""
        data = self._taken(min(wanted, self._left))
        self._left -= len(data)
        return data

    def _unchunked(self, chunks: "Chunks", wanted: int) -> bytes:
        while not chunks.is_ready:
            chunks.take(self._taken(AT_ONCE))
        return chunks.give(wanted)

    def _taken(self, most: int) -> bytes:
        """Return what has arrived already, else wait for more."""
        if self._early:
            data, self._early = self._early[:most], self._early[most:]
            return data
        self._greet()
        begun = time.monotonic()
        while (got := self._received(most)) is None:
            self._wait(time.monotonic() - begun)
        self._channel.last_activity = time.time()
        return got

    def _received(self, most: int) -> bytes | None:
        """Return what the connection holds now; None if that is nothing yet."""
        if self._channel.is_ending:
            raise Cut("the server ends")
        try:
            data = self._socket.recv(most)
        except BlockingIOError:
            return None
        except OSError as error:
            raise Cut(str(error)) from error
        if not data:
            raise Cut("the client left")
        return data

    def _wait(self, idle: float) -> None:
        """Wait a little for more, on a line that has been idle for so many seconds."""
        if idle > SILENCE:
            raise Cut("silence")
        if self.gives_way(idle):
            raise Cut("somebody else goes on")
        self._poll.poll(TICK * 1000)

    def _greet(self) -> None:
        if self.greets:
            self.greets = False
            self._channel.write_soon(b"HTTP/1.1 100 Continue\r\n\r\n")

    def drop_rest(self) -> None:
        """Read a little of what nobody wants: else the client may not see the answer."""
        deadline, left = time.monotonic() + UNREAD_SECONDS, UNREAD
        self.greets = False
        self.gives_way = lambda _idle: time.monotonic() > deadline
        try:
            while left > 0 and not self.is_over and time.monotonic() < deadline:
                left -= len(self._taken(AT_ONCE))
        except OSError:
            return


class Chunks:
    """What waitress's reader of chunks (RFC 9112, 7.1) writes into, taken out at once."""

    def __init__(self) -> None:
        self._receiver = ChunkedReceiver(cast("OverflowableBuffer", self))
        self.ready = b""

    def append(self, data: bytes) -> None:
        self.ready += data

    @property
    def is_ready(self) -> bool:
        """Whether there is something to take out, or the end has come."""
        return bool(self.ready or self._receiver.completed)

    def take(self, data: bytes) -> None:
        self._receiver.received(data)
        if self._receiver.error:
            raise Cut("broken chunks")

    def give(self, most: int) -> bytes:
        data, self.ready = self.ready[:most], self.ready[most:]
        return data


class StreamingParser(HTTPRequestParser):
    """A request, whole as ever; below `STREAMED`, its headers and the beginning of its body."""

    line: Line | None = None
    early = b""
    streams = False
    path = ""

    def received(self, data: bytes) -> int:
        consumed = int(super().received(data))
        if self.headers_finished and not self.error:
            self._refuse_too_long()
        if self.streams and self.completed:
            self.early = data[consumed:]
            return len(data)
        return consumed

    def _refuse_too_long(self) -> None:
        fits = (most for start, most in BODIES.items() if self.path.startswith(start))
        most = next(fits, FORM)
        if max(self.content_length, self.body_bytes_received) > most:
            self.error = RequestEntityTooLarge(f"At most {most} bytes are taken in here.")
            self.streams, self.completed = False, True

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is not None and self.path.startswith(STREAMED):
            self.streams, self.body_rcv = True, None
            self.greets, self.expect_continue = self.expect_continue, False

    def open_line(self, channel: "Channel") -> None:
        chunks = Chunks() if self.chunked else None
        self.line = Line(channel, self.early, chunks, self.content_length)
        self.line.greets, self.early = self.greets, b""

    def get_body_stream(self) -> Any:  # noqa: ANN401  (a file of waitress's, or ours)
        return self.line or super().get_body_stream()


class Task(WSGITask):
    """A request. waitress would close the connection after every 304 and 204."""

    @property
    def line(self) -> Line | None:
        return cast("StreamingParser", self.request).line

    def set_close_on_finish(self) -> None:
        """Keep the connection where no body can follow: nothing needs an end (RFC 9112, 6.3)."""
        asked = cast("HTTPRequestParser", self.request).headers.get("CONNECTION", "").lower()
        if self.has_body or self.version != "1.1" or asked == "close":
            super().set_close_on_finish()

    def build_response_header(self) -> bytes:
        if self.line and not self.line.is_over:
            super().set_close_on_finish()
        return super().build_response_header()

    def service(self) -> None:
        super().service()
        if self.line and not self.line.is_over:
            self.line.drop_rest()
            self.close_on_finish = True


class Channel(HTTPChannel):
    """A connection."""

    task_class = Task
    parser_class = StreamingParser
    is_ending = False
    """Whether this process takes its leave: what streams is cut, and goes on elsewhere."""
    places = threading.BoundedSemaphore(MOST)

    def service(self) -> None:
        """Answer the first request: a stream on a thread of its own, all else on this one."""
        request = cast("StreamingParser", self.requests[0])
        if not request.streams or request.error:
            super().service()
        elif self.places.acquire(blocking=False):
            threading.Thread(target=self._stream, args=(request,), daemon=True).start()
        else:
            request.error = Busy("Too many uploads at once. Try again in a minute.")
            super().service()

    def _stream(self, request: StreamingParser) -> None:
        try:
            request.open_line(self)
            super().service()
        finally:
            self.places.release()
