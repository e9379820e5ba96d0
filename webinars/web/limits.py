"""Holding off floods: how often one network may send a form.

A window that moves, in the memory of each process, so that two allow twice as
much; or one for all of them, where a Redis is set. A limit is far above what an office of sixty
behind one address needs, and far below what a machine sends.
"""

import hmac
import ipaddress
from datetime import UTC, datetime, timedelta

from flask import request

from webinars.kernel.refusals import TooMany
from webinars.kernel.tokens import Purpose
from webinars.web.requests import WebinarsApp, house, now
from webinars.web.windows import Windows, open_windows


def windows_of(app: WebinarsApp) -> Windows:
    """Return where networks are counted, opened at the first call."""
    known: Windows | None = app.extensions.get("limits")
    if known is None:
        known = app.extensions["limits"] = open_windows(app.settings.redis_url)
    return known


def hold_back(form: str, *, most: int, within: timedelta) -> int:
    """Refuse what is sent more than `most` times `within` by one network; else return how often.

    None of a network that cannot be told is counted: 0.

    Raises:
        TooMany: says after how many minutes there is room again.
    """
    network = network_of(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))
    if network is None:
        return 0
    windows = windows_of(house())
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
