"""Which addresses we may call: what an administrator named, and no machine inside by accident."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network

NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are an IPv4 address."""


@dataclass(frozen=True)
class Allowed:
    """Where calls for one account may go."""

    hosts: frozenset[str]
    """Names in lower case; one that begins with a dot means every name below it."""
    networks: tuple[Network, ...] = ()
    """Networks inside that an administrator named; without them only the open internet."""

    def host(self, name: str) -> bool:
        wanted = name.lower().rstrip(".")
        parents = (one for one in self.hosts if one.startswith("."))
        return wanted in self.hosts or any(wanted.endswith(one) for one in parents)

    def inside(self, address: str) -> bool:
        """Say whether `address` lies in a network that was named."""
        bare = _bare(address)
        return any(bare in network for network in self.networks)

    def address(self, address: str) -> bool:
        """Say whether a host's `address` may be called.

        Never one that is nobody's own (link-local, where clouds keep credentials;
        multicast; unspecified), even in a network that was named.
        """
        bare = _bare(address)
        nobodys = bare.is_link_local or bare.is_multicast or bare.is_unspecified
        return not nobodys and (bare.is_global or self.inside(address))


def _bare(address: str) -> IPv4Address | IPv6Address:
    """Return the address that is really meant by one of IPv4 in the clothes of IPv6."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return found
    if found in NAT64:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or found


def networks_of(text: str) -> tuple[Network, ...]:
    """Return the networks written in `text`, one a line.

    Raises:
        ValueError: a line is no network.
    """
    return tuple(
        ip_network(line.strip(), strict=False) for line in text.splitlines() if line.strip()
    )


def host_of(address: str) -> str:
    """Return the host of a web address in lower case, or nothing."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def allowed_of(addresses: Iterable[str], *, hosts: str = "", networks: str = "") -> Allowed:
    """Return where calls may go: to the hosts of `addresses`, and to `hosts`, one a line."""
    named = {host_of(address) for address in addresses}
    more = {line.strip().lower() for line in hosts.splitlines()}
    return Allowed(frozenset((named | more) - {""}), networks_of(networks))
