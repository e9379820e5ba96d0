"""What holds of every way to a provider, over real HTTP.

What is declared is done, and no more; refusals are ours and in time; no secret leaves by a link,
a log, the journal or a job.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, select

from tests.conftest import NOON
from tests.factories.rooms import (
    HOOK_SECRET,
    KEY,
    credentials,
    make_account,
    participant,
    signed_512,
    zoom_message,
)
from tests.servers.rooms import (
    SECRET,
    BigBlueButtonServer,
    Fault,
    FileServer,
    Room,
    ZoomServer,
    running,
)
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.jobs.register import GivenUp, TryLater
from webinars.journal.models import Detail
from webinars.live.adapters import outbound
from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.adapters.protocol import Adapter
from webinars.live.adapters.zoom import Zoom
from webinars.live.models import Provider, RoomAccount
from webinars.live.operations.connecting import ask_check
from webinars.live.rules.capabilities import CAPABILITIES, Capabilities
from webinars.live.rules.credentials import Credentials, Guest, Meeting
from webinars.live.rules.faults import RoomFault
from webinars.live.rules.happenings import Happening, Rejected
from webinars.live.tasks import House, call

LINK = "https://rooms.example.org/one-link"
AMINA = Guest(key="amina", name="Amina Mfano", role="viewer")
JUMA = Guest(key="juma", name="Juma Mfano", role="viewer")
MEETING = Meeting(
    meeting_id="123",
    title="Assessing needs together",
    minutes=130,
    hook="https://webinars.example/hooks/room",
    home="https://webinars.example/",
    room="room1",
)
RECORDING = (
    "<recording><recordID>rec</recordID><playback><format><type>video</type>"
    "<url>https://bbb.example.org/rec.mp4</url></format></playback></recording>"
)
THEIRS = "words of the provider alone"
SECRETS = (SECRET, HOOK_SECRET, "client secret")


@dataclass
class Stand:
    """A way to a provider, and the stand-in that it calls."""

    provider: Provider
    adapter: Adapter
    server: Room
    called: Room
    """What answers to all but the request for a token."""
    creds: Credentials

    @property
    def can(self) -> Capabilities:
        return CAPABILITIES[self.provider]

    def link(self, guest: Guest) -> str:
        return self.adapter.link(
            self.creds, meeting_id="123", reference={"link": LINK}, guest=guest, now=NOON
        )


def zoom_server() -> ZoomServer:
    server = ZoomServer()
    server.api.files = [
        {"id": "rec", "file_type": "MP4", "download_url": "https://zoom.example.org/rec.mp4"}
    ]
    times = {"join_time": "2027-03-01T12:00:00Z", "leave_time": "2027-03-01T13:00:00Z"}
    server.api.participants = [participant("Amina", "1", **times)]
    return server


def server_for(provider: Provider) -> Room:
    if provider is Provider.BIGBLUEBUTTON:
        return BigBlueButtonServer(recordings=[RECORDING])
    return zoom_server() if provider is Provider.ZOOM else FileServer(data=b"a page")


@pytest.fixture(params=list(Provider), ids=[one.value for one in Provider])
def stand(request: pytest.FixtureRequest) -> Iterator[Stand]:
    provider: Provider = request.param
    server = server_for(provider)
    rooms = [server, server.api] if isinstance(server, ZoomServer) else [server]
    with running(*rooms):
        within = "/bigbluebutton" if provider is Provider.BIGBLUEBUTTON else ""
        creds = credentials(
            provider,
            server.address + within,
            secrets={"secret": SECRET, "hook_secret": HOOK_SECRET, "client_secret": SECRETS[2]},
            facts={"account_id": "abc", "client_id": "client"},
            hosts="127.0.0.1",
        )
        adapter = Zoom() if provider is Provider.ZOOM else ADAPTERS[provider]
        yield Stand(provider, adapter, server, rooms[-1], creds)


Call = Callable[[Stand], object]
CALLS: dict[str, Call] = {
    "check": lambda one: one.adapter.check(one.creds, now=NOON),
    "ensure": lambda one: one.adapter.ensure(one.creds, meeting=MEETING),
    "status": lambda one: one.adapter.status(one.creds, meeting_id="123"),
    "recorded": lambda one: list(one.adapter.recorded(one.creds, meeting_id="123", room="room1")),
    "attendance": lambda one: list(one.adapter.attendance(one.creds, meeting_id="123")),
    "end": lambda one: one.adapter.end(one.creds, meeting_id="123", reference={}),
}


def test_a_link_is_personal_where_that_is_declared_and_no_call_is_made(stand: Stand) -> None:
    links = {stand.link(AMINA), stand.link(JUMA)}

    if stand.can.personal_links == "minted":
        assert len(links) == 2
        assert all(link.startswith(stand.server.address) for link in links)
    else:
        assert links == {LINK}
    assert stand.server.calls == []
    assert not any(secret in link for secret in SECRETS for link in links)


def test_what_is_declared_is_done_and_nothing_else(stand: Stand) -> None:
    can = stand.can
    CALLS["ensure"](stand)

    present = stand.adapter.status(stand.creds, meeting_id="123").present
    recorded = CALLS["recorded"](stand)
    attendance = CALLS["attendance"](stand)

    assert (present is not None) == can.counts_present
    assert bool(recorded) == can.recordings
    assert bool(attendance) == (can.attendance == "webhook+api")
    called = can.counts_present or can.recordings or can.attendance == "webhook+api"
    assert bool(stand.server.calls) == called, "who offers nothing is not called"
    if can.captions or can.cancel:
        assert can.create


def test_a_message_is_believed_where_one_is_declared(stand: Stand) -> None:
    exp = {"exp": int(NOON.timestamp()) + 3600}
    body = {"meeting_id": "123", "internal_meeting_id": "run", "data": {"attendees": []}}
    report = (
        json.dumps(body).encode(),
        {"content-type": "application/json", "authorization": f"Bearer {signed_512(exp)}"},
    )
    joined = {"id": "123", "uuid": "run", "participant": participant("Amina", "1")}
    joined["participant"] |= {"join_time": "2027-03-01T12:00:00Z"}  # type: ignore[operator]  # a dict in a dict of objects
    moved = zoom_message("webinar.participant_joined", joined, sent=NOON)
    believed = []
    for raw, headers in (report, moved):
        try:
            found = stand.adapter.heard(stand.creds, headers=headers, raw=raw, now=NOON)
        except Rejected:
            continue
        assert isinstance(found, Happening)
        assert found.meeting_id == "123"
        believed.append(found)

    assert len(believed) == (stand.can.attendance in {"callback", "webhook+api"})


@pytest.mark.parametrize("raw", [b"", b"{}", b"[" * 9_000, b"\xff\x00", b"event=1&timestamp=x"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", ""])
def test_an_unsigned_message_is_refused_with_a_word_of_ours(
    stand: Stand, raw: bytes, kind: str
) -> None:
    with pytest.raises(Rejected) as refused:
        stand.adapter.heard(stand.creds, headers={"content-type": kind}, raw=raw, now=NOON)

    assert refused.value.reason.replace("-", "").isalpha()


FAULTS = {
    "too many": Fault(429, {"Retry-After": "5"}, THEIRS.encode()),
    "broken": Fault(500, body=THEIRS.encode()),
    "refused": Fault(401, body=THEIRS.encode()),
    "forbidden": Fault(403, body=THEIRS.encode()),
    "moved": Fault(302, {"Location": "http://127.0.0.1:9/"}, THEIRS.encode()),
    "another page": Fault(200, body=f"<html>{THEIRS}</html>".encode()),
    "deep": Fault(200, body=b"[" * 200_000),
    "no text": Fault(200, body=b"\xff\xfe\x00\xd8"),
    "cut": Fault(cut=True),
    "slow": Fault(seconds=0.6),
    "dripping": Fault(drips=0.05, body=b"x" * 2_000),
    "dripping headings": Fault(drips=0.05, headings=True),
}


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_a_room_answers_the_refusal_is_ours_and_in_time(
    stand: Stand, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(outbound, "READ_SECONDS", 0.3)
    monkeypatch.setattr(outbound, "WHOLE_SECONDS", 0.5)
    takes_long = FAULTS[name].seconds or FAULTS[name].drips
    for do in [CALLS["check"]] if takes_long else CALLS.values():
        stand.server.fails, stand.called.fails = [], []
        stand.called.fails += [FAULTS[name]] * 2  # a token that is refused is asked for once more
        begun, before = time.monotonic(), len(stand.called.calls)
        try:
            do(stand)
        except RoomFault as fault:
            told = f"{fault!r} {fault} {fault.__cause__!r} {fault.sentence}"
            assert THEIRS not in told
            assert not any(secret in told for secret in SECRETS)
        else:
            read_as_page = name in {"another page", "deep", "no text", "moved"}
            tolerant = stand.provider is Provider.JITSI and read_as_page
            assert len(stand.called.calls) == before or tolerant, "a failed call passed for done"
        assert time.monotonic() - begun < 2.5
    assert not any(secret in caplog.text for secret in SECRETS)


@pytest.mark.parametrize("provider", [Provider.BIGBLUEBUTTON, Provider.JITSI, Provider.ZOOM])
@pytest.mark.parametrize("status", [200, 401, 500])
def test_no_secret_is_left_in_logs_journal_or_jobs(
    db: Db,
    connection: Connection,
    caplog: pytest.LogCaptureFixture,
    provider: Provider,
    status: int,
) -> None:
    caplog.set_level(logging.DEBUG)
    server = server_for(provider)
    rooms = [server, server.api] if isinstance(server, ZoomServer) else [server]
    with running(*rooms):
        account = make_account(db, provider=provider, address=server.address)
        server.fails = [] if status == 200 else [Fault(status, body=THEIRS.encode())]
        ask_check(db, account=account, now=NOON)
        db.flush()
        for job in db.scalars(select(Job).where(Job.name == "live.call")):
            done(connection, job)

    kept = [
        (row.arguments, row.outcome, row.last_error, row.key) for row in db.scalars(select(Job))
    ]
    told = f"{kept}{[row.content for row in db.scalars(select(Detail))]}{caplog.text}"
    told += str([tuple(row) for row in db.execute(select(RoomAccount.__table__))])
    assert not any(secret in told for secret in SECRETS)
    assert THEIRS not in told


def done(connection: Connection, job: Job) -> None:
    """Do a job as the worker does, and keep what it says."""
    house = House(KEY, "https://webinars.example")
    try:
        job.outcome = call(house, connection, job.arguments, NOON)
    except (TryLater, GivenUp) as end:
        job.last_error = repr(end)
