"""Calls to live rooms over real HTTP, against stand-ins that speak the documented protocol."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.conftest import NOON
from tests.factories.rooms import credentials
from tests.servers.rooms import (
    LOCAL,
    BigBlueButtonServer,
    Fault,
    running,
)
from webinars.live.adapters import outbound
from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.models import Provider
from webinars.live.rules.credentials import Credentials, Meeting
from webinars.live.rules.faults import (
    AuthRefused,
    Away,
    Conflicting,
    Invalid,
    NotAllowed,
    NotThere,
    OverQuota,
    RoomFault,
)
from webinars.live.rules.hosts import allowed_of

BBB = ADAPTERS[Provider.BIGBLUEBUTTON]
MEETING = Meeting(
    meeting_id="m1",
    title="Assessing needs together",
    minutes=130,
    hook="https://webinars.example/hooks/bigbluebutton/room1",
    home="https://webinars.example/",
    room="room1",
)


RECORDING = """<recording><recordID>rec-1</recordID><playback>
<format><type>video</type><url> https://bbb.example.org/rec-1/video.mp4 </url>
<size>1048576</size></format>
<format><type>presentation</type><url>https://bbb.example.org/playback/rec-1</url></format>
</playback></recording>"""


@pytest.fixture
def server() -> Iterator[BigBlueButtonServer]:
    room = BigBlueButtonServer()
    with running(room):
        yield room


@pytest.fixture
def creds(server: BigBlueButtonServer) -> Credentials:
    return credentials(address=f"{server.address}/bigbluebutton/api/")


def test_a_meeting_is_made_once_however_often_it_is_asked_for(
    server: BigBlueButtonServer, creds: Credentials
) -> None:
    first, second = (BBB.ensure(creds, meeting=MEETING) for _ in range(2))

    assert first == second == {"create_time": "1804680001000", "run": first["run"]}
    assert list(server.meetings) == ["m1"]
    asked = server.meetings["m1"].asked
    assert asked["meta_analytics-callback-url"] == asked["meta_endCallbackUrl"] == MEETING.hook
    assert asked["meta_bbb-recording-ready-url"] == MEETING.hook
    assert (asked["meetingKeepEvents"], asked["record"]) == ("true", "true")
    assert asked["meetingExpireIfNoUserJoinedInMinutes"] == "130"


def test_a_meeting_tells_who_is_there_and_is_ended(
    server: BigBlueButtonServer, creds: Credentials
) -> None:
    BBB.ensure(creds, meeting=MEETING)
    server.meetings["m1"].present = 12

    there = BBB.status(creds, meeting_id="m1")
    BBB.end(creds, meeting_id="m1", reference={})
    BBB.end(creds, meeting_id="m1", reference={})  # a second time it is gone, which is as well

    assert (there.running, there.present) == (True, 12)
    assert BBB.status(creds, meeting_id="m1").running is False


def test_recordings_are_found_by_our_mark_with_their_captions(
    server: BigBlueButtonServer, creds: Credentials
) -> None:
    server.recordings = [RECORDING]
    server.tracks = [{"lang": "en", "href": "https://bbb.example.org/rec-1/en.vtt"}]

    found = list(BBB.recorded(creds, meeting_id="m1", room="room1"))

    assert [(one.kind, one.size, one.is_file) for one in found] == [
        ("video", 1048576, True),
        ("presentation", None, False),
        ("captions en", None, True),
    ]
    assert server.calls[0].query["meta_room"] == "room1"


def test_a_server_that_takes_another_algorithm_is_told_apart_from_a_wrong_secret(
    server: BigBlueButtonServer, creds: Credentials
) -> None:
    server.algorithms = ("sha512",)
    right = credentials(address=creds.address, facts={"algorithm": "sha512"})

    with pytest.raises(AuthRefused):
        BBB.check(creds, now=NOON)
    assert BBB.check(right, now=NOON).note == "2.0"


def test_a_check_says_how_far_the_clock_is_off(
    server: BigBlueButtonServer, creds: Credentials
) -> None:
    del server
    skew = BBB.check(creds, now=NOON).skew

    assert skew is not None  # the stand-in has the machine's clock, the test has noon
    assert abs(skew) > timedelta(days=1)


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (Fault(429, {"Retry-After": "90"}), OverQuota),
        (Fault(500), Away),
        (Fault(503, {"Retry-After": "90"}), Away),
        (Fault(401), AuthRefused),
        (Fault(403), AuthRefused),
        (Fault(404), NotThere),
        (Fault(409), Conflicting),
        (Fault(400), Invalid),
        (Fault(302, {"Location": "http://127.0.0.1:9/"}), Invalid),
        (Fault(cut=True), Away),
        (Fault(seconds=1.2), Away),
        (Fault(body=b"<html>it works</html>"), Invalid),
        (Fault(body=b"<response><returncode>"), Invalid),
        (Fault(body=b"\xff\xfe<\x00"), Invalid),
        (Fault(body=b'<!DOCTYPE r [<!ENTITY a "aaaa">]><response>&a;</response>'), Invalid),
    ],
)
def test_each_way_to_fail_has_a_name(
    monkeypatch: pytest.MonkeyPatch,
    server: BigBlueButtonServer,
    creds: Credentials,
    fault: Fault,
    raised: type[RoomFault],
) -> None:
    monkeypatch.setattr(outbound, "READ_SECONDS", 0.4)
    server.fails.append(fault)

    with pytest.raises(raised) as found:
        BBB.ensure(creds, meeting=MEETING)

    assert type(found.value) is raised
    asked = found.value.after
    assert asked == (timedelta(seconds=90) if "Retry-After" in fault.headers else None)


def test_an_answer_without_end_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, server: BigBlueButtonServer, creds: Credentials
) -> None:
    monkeypatch.setattr(outbound, "MOST_BYTES", 1000)
    server.fails.append(Fault(body=b"x" * 600_000))

    with pytest.raises(Away):
        BBB.ensure(creds, meeting=MEETING)


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("http://127.0.0.1:{port}/", ""),  # an address inside that nobody named
        ("http://localhost:{port}/", ""),
        ("http://[::ffff:127.0.0.1]:{port}/", ""),
        ("http://93.184.216.34/", LOCAL),  # plain http outside
        ("ftp://127.0.0.1:{port}/", LOCAL),
        ("http://name:word@127.0.0.1:{port}/", LOCAL),
        ("http://127.0.0.1:port/", LOCAL),
    ],
)
def test_no_address_inside_is_called_unless_it_was_named(
    server: BigBlueButtonServer, address: str, networks: str
) -> None:
    where = address.format(port=server.address.rpartition(":")[2])
    allowed = allowed_of([where, "http://127.0.0.1", "http://localhost"], networks=networks)

    with pytest.raises(NotAllowed):
        outbound.ask(where, allowed=allowed)
    assert server.calls == []


def test_a_name_with_one_answer_inside_is_refused_whole(
    monkeypatch: pytest.MonkeyPatch, server: BigBlueButtonServer
) -> None:
    def both(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        assert host == "rooms.example"
        return [(0, 0, 0, "", ("93.184.216.34", port)), (0, 0, 0, "", ("10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", both)

    with pytest.raises(NotAllowed):
        outbound.ask("https://rooms.example/", allowed=allowed_of(["https://rooms.example"]))
    assert server.calls == []


def test_the_address_that_was_judged_is_the_one_that_is_called(
    monkeypatch: pytest.MonkeyPatch, server: BigBlueButtonServer, creds: Credentials
) -> None:
    """A name server that answers otherwise a moment later (DNS rebinding) changes nothing."""
    port = int(server.address.rpartition(":")[2])
    answers = [("127.0.0.1", port), ("10.0.0.1", 9)]
    asked: list[str] = []

    def once(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        del port
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", answers[len(asked) - 1])]

    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: _numeric(a) or once(*a, **k))
    del creds
    named = credentials(address=f"http://rooms.example:{port}/bigbluebutton")

    BBB.ensure(named, meeting=MEETING)

    assert asked == ["rooms.example"]
    assert server.calls[0].headers["host"] == f"rooms.example:{port}"


def _numeric(asked: tuple[object, ...]) -> list[tuple[object, ...]] | None:
    """Answer for a socket that is opened on an address, as the system would."""
    host, port = asked[0], asked[1]
    if not str(host)[0].isdigit():
        return None
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
