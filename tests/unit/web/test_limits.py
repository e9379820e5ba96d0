"""Holding off floods: a window that moves, network by network."""

from datetime import UTC, datetime, timedelta

import pytest

from webinars.web.limits import network_of
from webinars.web.windows import NETWORKS, OwnWindows

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
TEN = timedelta(minutes=10)
PROXY = "127.0.0.1"


@pytest.mark.parametrize(
    ("peer", "forwarded", "network"),
    [
        ("203.0.113.7", "", "203.0.113.0/24"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.0/24"),
        ("2001:db8:1:2::7", "", "2001:db8:1::/56"),
        ("::ffff:203.0.113.7", "", "203.0.113.0/24"),
        (PROXY, "198.51.100.1, 203.0.113.7", "203.0.113.0/24"),
        ("::1", "203.0.113.7", "203.0.113.0/24"),
        (PROXY, "", None),
        (PROXY, "127.0.0.1", None),
        (PROXY, "unknown", None),
        ("", "", None),
    ],
)
def test_a_visitor_is_known_by_the_network(peer: str, forwarded: str, network: str | None) -> None:
    assert network_of(peer, forwarded) == network


def test_there_is_room_again_when_the_oldest_leaves_the_window() -> None:
    windows, key = OwnWindows(), ("register", "203.0.113.0/24")

    def admit(minutes: int) -> timedelta | None:
        at = NOON + timedelta(minutes=minutes)
        return windows.admit(key, most=2, within=TEN, at=at)

    assert [admit(0), admit(4), admit(6)] == [None, None, timedelta(minutes=4)]
    assert [admit(10), admit(11)] == [None, timedelta(minutes=3)]


def test_what_was_refused_does_not_count() -> None:
    windows, key = OwnWindows(), ("register", "203.0.113.0/24")
    for _ in range(50):
        windows.admit(key, most=2, within=TEN, at=NOON)

    assert windows.admit(key, most=2, within=TEN, at=NOON + TEN) is None


def test_forms_and_networks_are_counted_apart() -> None:
    windows = OwnWindows()
    keys = [("register", "a"), ("register", "b"), ("lost-link", "a")]

    assert [windows.admit(key, most=1, within=TEN, at=NOON) for key in keys] == [None] * 3


def test_a_process_remembers_a_bounded_number_of_networks() -> None:
    windows = OwnWindows()
    for number in range(NETWORKS + 5):
        windows.admit(("register", str(number)), most=1, within=TEN, at=NOON)

    assert len(windows.seen) == NETWORKS
    assert ("register", "0") not in windows.seen
