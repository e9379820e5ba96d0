"""Holding off floods: how often one network may send a form.

A window that moves, in the memory of each process: nothing is written down, and
two processes allow twice as much. A limit is far above what an office of sixty
behind one address needs, and far below what a machine sends.
"""

import ipaddress
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from flask import request

from webinars.kernel.refusals import TooMany
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


def hold_back(form: str, *, most: int, within: timedelta) -> None:
    """Refuse what is sent more than `most` times `within` by one network.

    Raises:
        TooMany: says after how many minutes there is room again.
    """
    network = network_of(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))
    if network is None:
        return
    windows: Windows = house().extensions.setdefault("limits", Windows())
    wait = windows.admit((form, network), most=most, within=within, at=now())
    if wait is not None:
        raise TooMany(minutes=-(-wait // timedelta(minutes=1)))


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
