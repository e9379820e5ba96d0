"""A line between a client and a server that is cut again and again."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

ABRUPTLY = struct.pack("ii", 1, 0)


class Line:
    """Carries bytes to `port`; after each of so many bytes upwards it breaks, abruptly."""

    def __init__(self, port: int, *, every: int, cuts: int) -> None:
        self._target, self._every, self._left = port, every, cuts
        self.cuts = 0
        self._carried = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def run(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                for pair in ((client, server), (server, client)):
                    up = pair[0] is client
                    threading.Thread(target=self._pump, args=(*pair, up), daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _pump(self, source: socket.socket, target: socket.socket, up: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
                if up and self._breaks(len(data)):
                    break
        for end in (source, target):
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPTLY)
                end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _breaks(self, count: int) -> bool:
        with self._lock:
            self._carried += count
            if not self._left or self._carried < self._every:
                return False
            self._carried, self._left, self.cuts = 0, self._left - 1, self.cuts + 1
            return True


@contextmanager
def cut_line(port: int, *, every: int, cuts: int) -> Iterator[Line]:
    line = Line(port, every=every, cuts=cuts)
    thread = threading.Thread(target=line.run, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        line.close()
        thread.join(timeout=5)
