"""How often each network sent each form: in this process alone, or shared by Redis.

Shared, several processes and machines count together. Redis keeps no address: its
keys are sealed, and end with their window. Where Redis does not answer, each
process counts for itself, so that no visitor is refused for its sake.
"""

import hashlib
import logging
import secrets
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import redis

NETWORKS = 10_000
"""Remembered at once; whoever was quiet longest is forgotten first."""

PATIENCE = 0.25
"""Seconds that Redis may take for an answer."""

log = logging.getLogger("webinars.limits")

Key = tuple[str, str]


class Windows(Protocol):
    """Where it is counted."""

    def admit(self, key: Key, *, most: int, within: timedelta, at: datetime) -> timedelta | None:
        """Count one more, or return how long to wait until there is room again."""

    def count(self, key: Key) -> int:
        """Return how many were counted and have not left the window."""


class OwnWindows:
    """When each network last sent each form to this process."""

    def __init__(self) -> None:
        self.seen: OrderedDict[Key, deque[datetime]] = OrderedDict()
        self.lock = threading.Lock()

    def admit(self, key: Key, *, most: int, within: timedelta, at: datetime) -> timedelta | None:
        with self.lock:
            times = self.seen.setdefault(key, deque())
            self.seen.move_to_end(key)
            while times and times[0] <= at - within:
                times.popleft()
            if len(times) >= most:
                return times[0] + within - at
            times.append(at)
            if len(self.seen) > NETWORKS:
                self.seen.popitem(last=False)
        return None

    def count(self, key: Key) -> int:
        return len(self.seen.get(key, ()))


ADMIT = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1] - ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then
    return redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return false
"""
"""One step for Redis, so that two who ask at once are two: forget, look, count."""


class Away(Exception):
    """Redis did not answer."""


class SharedWindows:
    """When each network last sent each form to any process, kept by Redis."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.own = OwnWindows()
        self.client: redis.Redis | None = None

    def admit(self, key: Key, *, most: int, within: timedelta, at: datetime) -> timedelta | None:
        here = self.own.admit(key, most=most, within=within, at=at)
        now, length = int(at.timestamp() * 1000), within // timedelta(milliseconds=1)
        entry = secrets.token_hex(8)
        try:
            oldest = self._ask("EVAL", ADMIT, 1, _sealed(key), now, length, most, entry)
        except Away:
            return here
        if oldest is None:
            return None
        return timedelta(milliseconds=int(float(cast("bytes", oldest))) + length - now)

    def count(self, key: Key) -> int:
        try:
            return int(cast("int", self._ask("ZCARD", _sealed(key))))
        except Away:
            return self.own.count(key)

    def _ask(self, *command: str | int) -> object:
        import redis  # noqa: PLC0415  (only where one is set: a process without carries nothing of it)

        if self.client is None:
            self.client = redis.Redis.from_url(
                self.url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
            )
        try:
            return self.client.execute_command(*command)  # type: ignore[no-untyped-call]
        except redis.RedisError as error:
            log.warning("Redis did not answer: %s", type(error).__name__)
            raise Away from error


def _sealed(key: Key) -> str:
    """Return the name under which Redis counts: no network can be read from it."""
    return "webinars:limit:" + hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]


def open_windows(redis_url: str) -> Windows:
    """Return where networks are counted: shared at `redis_url`, or in this process where empty."""
    return SharedWindows(redis_url) if redis_url else OwnWindows()
