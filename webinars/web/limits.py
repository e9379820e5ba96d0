"""Holding off floods: how often one network may send a form.

A window that moves, in the memory of each process: nothing is written down, and
two processes allow twice as much. A limit is far above what an office of sixty
behind one address needs, and far below what a machine sends.
"""

import hmac
import ipaddress
import threading
from collections import OrderedDict, deque
from datetime import UTC, datetime, timedelta

from flask import request

from webinars.kernel.refusals import TooMany
from webinars.kernel.tokens import Purpose
from webinars.web.requests import house, now

NETWORKS = 10_000
"""Remembered at once; whoever was quiet longest is forgotten first."""

Key = tuple[str, str]


class Windows:
    """When each network last sent each form."""

    def __init__(self) -> None:
        self.seen: OrderedDict[Key, deque[datetime]] = OrderedDict()
        self.lock = threading.Lock()

    def admit(self, key: Key, *, most: int, within: timedelta, at: datetime) -> timedelta | None:
        """Count one more, or return how long to wait until there is room again."""
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
        """Return how many were counted and have not left the window."""
        return len(self.seen.get(key, ()))


def hold_back(form: str, *, most: int, within: timedelta) -> int:
    """Refuse what is sent more than `most` times `within` by one network; else return how often.

    None of a network that cannot be told is counted: 0.

    Raises:
        TooMany: says after how many minutes there is room again.
    """
    network = network_of(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))
    if network is None:
        return 0
    windows: Windows = house().extensions.setdefault("limits", Windows())
    wait = windows.admit((form, network), most=most, within=within, at=now())
    if wait is not None:
        raise TooMany(minutes=-(-wait // timedelta(minutes=1)))
    return windows.count((form, network))


HASTE = timedelta(seconds=3)
STALE = timedelta(days=1)


def stamp() -> str:
    """Return, sealed, when the form was written out: nobody fills one in within `HASTE`.

    A kept page carries the moment of its copy, which is older and serves as well.
    """
    written = f"{int(now().timestamp())}"
    return f"{written}.{house().keyring.seal(Purpose.FORM, written)}"


def is_hasty(sent: str) -> bool:
    """Say whether a form came back without a stamp of ours, at once, or after more than a day."""
    written, _, seal = sent.partition(".")
    expected = house().keyring.seal(Purpose.FORM, written)
    if not hmac.compare_digest(seal.encode(), expected.encode()):
        return True
    age = now() - datetime.fromtimestamp(int(written), UTC)
    return not HASTE <= age <= STALE


def network_of(peer: str, forwarded: str) -> str | None:
    """Return the network of a visitor: a /24 of IPv4, a /56 of IPv6; None: it cannot be told.

    A peer on this machine is our own proxy: what it says last of its visitor
    counts. Where it says nothing, all visitors look alike, and none is held back.
    """
    address = _address(peer)
    if address is not None and address.is_loopback:
        address = _address(forwarded.rpartition(",")[2].strip())
    if address is None or address.is_loopback:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    bits = 24 if address.version == 4 else 56
    return str(ipaddress.ip_network((address, bits), strict=False))


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
