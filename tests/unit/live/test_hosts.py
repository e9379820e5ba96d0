"""Which addresses may be called."""

import pytest

from webinars.live.rules.hosts import Allowed, allowed_of, networks_of

OUTSIDE = Allowed(frozenset({"bbb.example.org", ".zoom.us"}))
INSIDE = Allowed(frozenset(), networks_of("10.20.0.0/16\nfd12::/16\n169.254.0.0/16"))


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.20.1.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.20.1.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_only_the_open_internet_may_be_called(address: str, *, may: bool) -> None:
    assert OUTSIDE.address(address) is may


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("10.20.1.1", True),
        ("::ffff:10.20.1.1", True),
        ("10.21.1.1", False),
        ("fd12::1", True),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
    ],
)
def test_a_network_inside_may_be_named_but_nobodys_address_never(
    address: str, *, may: bool
) -> None:
    assert INSIDE.address(address) is may


@pytest.mark.parametrize(
    ("host", "may"),
    [
        ("bbb.example.org", True),
        ("BBB.example.ORG.", True),
        ("evil-bbb.example.org", False),
        ("bbb.example.org.evil.test", False),
        ("us02web.zoom.us", True),
        ("zoom.us", False),
        ("evilzoom.us", False),
    ],
)
def test_only_named_hosts_may_be_called(host: str, *, may: bool) -> None:
    assert OUTSIDE.host(host) is may


def test_hosts_are_those_of_the_addresses_and_those_listed() -> None:
    found = allowed_of(["https://BBB.example.org/bigbluebutton", ""], hosts="Media.example.org\n\n")

    assert found.hosts == {"bbb.example.org", "media.example.org"}
