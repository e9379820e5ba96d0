"""Stand-ins for live rooms: they speak the documented protocols over real HTTP.

Written from the providers' documents, not from our adapters. Each server can be
told to fail: `fails` holds what it answers to the next calls instead.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

SECRET = "639259d4-9dd8-4b25-bf01-95f9567eaf4b" * 2
"""Long enough for the strongest signature that a room asks for."""
LOCAL = "127.0.0.0/8"


@dataclass
class Fault:
    """What to do instead of answering."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0
    cut: bool = False
    """Close the line without an answer."""
    drips: float = 0
    """Seconds between one byte and the next, of the body or else of `headings`."""
    headings: bool = False


@dataclass
class Call:
    method: str
    path: str
    query: dict[str, str]
    raw_query: str
    headers: dict[str, str]
    body: bytes


Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Room:
    """A server, what it was asked, and how it is to fail."""

    address: str = ""
    calls: list[Call] = field(default_factory=list)
    fails: list[Fault] = field(default_factory=list)

    def answer(self, call: Call) -> Answer:
        raise NotImplementedError

    def paths(self) -> list[str]:
        return [call.path.rpartition("/")[2] for call in self.calls]


class Handler(BaseHTTPRequestHandler):
    """Gives each call to the room of its server."""

    server: "Server"

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def _respond(self) -> None:
        room, call = self.server.room, self._call()
        room.calls.append(call)
        fault = room.fails.pop(0) if room.fails else None
        if fault is None:
            self._send(*room.answer(call))
            return
        time.sleep(fault.seconds)
        if fault.cut:
            self.close_connection = True
        elif fault.drips:
            self._drip(fault)
        else:
            self._send(fault.status, fault.headers, fault.body)

    def _drip(self, fault: Fault) -> None:
        """Answer byte by byte, for a minute at most or until the other side has gone."""
        self.close_connection = True
        begun = b"HTTP/1.1 200 OK\r\n"
        bytes_to_come = fault.body if not fault.headings else b"X-Slow: yes\r\n" * 100
        self.wfile.write(begun if fault.headings else begun + b"\r\n")
        with suppress(OSError):
            for one in bytes_to_come[:400]:
                self.wfile.write(bytes([one]))
                time.sleep(fault.drips)

    def _call(self) -> Call:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Call(self.command, parts.path, query, parts.query, headers, body)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # who was too slow an answer to has gone
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, room: Room) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.room = room


@contextmanager
def running(*rooms: Room) -> Iterator[None]:
    """Serve each room, and write its address into it."""
    with ExitStack() as stack:
        for room in rooms:
            stack.enter_context(_running(room))
        yield


@contextmanager
def _running(room: Room) -> Iterator[None]:
    server = Server(room)
    room.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def xml(inner: str, *, ok: bool = True, key: str = "") -> Answer:
    code = "SUCCESS" if ok else "FAILED"
    said = f"<messageKey>{key}</messageKey>" if key else ""
    body = f"<response><returncode>{code}</returncode>{said}{inner}</response>"
    return 200, {"Content-Type": "text/xml;charset=utf-8"}, body.encode()


@dataclass
class Meeting:
    meeting_id: str
    asked: dict[str, str]
    create_time: int
    present: int = 0
    ended: int = 0

    @property
    def run(self) -> str:
        return hashlib.sha1(self.meeting_id.encode()).hexdigest() + f"-{self.create_time}"  # noqa: S324


@dataclass
class BigBlueButtonServer(Room):
    """As docs.bigbluebutton.org/development/api tells; only running meetings are known."""

    secret: str = SECRET
    algorithms: tuple[str, ...] = ("sha256",)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    recordings: list[str] = field(default_factory=list)
    """XML of `recording` elements."""
    tracks: list[dict[str, str]] = field(default_factory=list)
    created: int = 1_804_680_000_000

    def answer(self, call: Call) -> Answer:
        name = call.path.removeprefix("/bigbluebutton/api").strip("/")
        if not name:
            return xml("<version>2.0</version><apiVersion>2.0</apiVersion>")
        if not self._signed(name, call):
            return xml("<message>Checksums do not match</message>", ok=False, key="checksumError")
        answers: dict[str, Callable[[dict[str, str]], Answer]] = {
            "create": self._create,
            "end": self._end,
            "getMeetingInfo": self._info,
            "getMeetings": lambda _: xml("<meetings/>"),
            "getRecordings": self._recordings,
            "getRecordingTextTracks": self._tracks,
        }
        if name not in answers:
            return xml("", ok=False, key="unsupportedRequest")
        return answers[name](call.query)

    def _signed(self, name: str, call: Call) -> bool:
        query = "&".join(p for p in call.raw_query.split("&") if not p.startswith("checksum="))
        told = f"{name}{query}{self.secret}".encode()
        right = {hashlib.new(algorithm, told).hexdigest() for algorithm in self.algorithms}
        return call.query.get("checksum", "") in right

    def _create(self, asked: dict[str, str]) -> Answer:
        named = asked["meetingID"]
        if not 2 <= len(named) <= 256 or "," in named or not 2 <= len(asked.get("name", "")) <= 64:
            return xml("", ok=False, key="validationError")
        known = self.meetings.get(named)
        if known is None:
            self.created += 1000
            known = self.meetings[named] = Meeting(named, asked, self.created)
        return xml(
            f"<meetingID>{named}</meetingID><internalMeetingID>{known.run}</internalMeetingID>"
            f"<createTime>{known.create_time}</createTime>"
        )

    def _end(self, asked: dict[str, str]) -> Answer:
        if self.meetings.pop(asked["meetingID"], None) is None:
            return xml("", ok=False, key="notFound")
        return xml("", key="sentEndMeetingRequest")

    def _info(self, asked: dict[str, str]) -> Answer:
        known = self.meetings.get(asked["meetingID"])
        if known is None:
            return xml("", ok=False, key="notFound")
        running = "true" if known.present else "false"
        return xml(
            f"<running>{running}</running><participantCount>{known.present}</participantCount>"
            f"<startTime>{known.create_time}</startTime><endTime>{known.ended}</endTime>"
        )

    def _recordings(self, asked: dict[str, str]) -> Answer:
        if not self.recordings or "meta_room" not in asked:
            return xml("<recordings/>", key="noRecordings")
        return xml(f"<recordings>{''.join(self.recordings)}</recordings>")

    def _tracks(self, asked: dict[str, str]) -> Answer:
        assert asked["recordID"]
        said = {"response": {"returncode": "SUCCESS", "tracks": self.tracks}}
        return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()


@dataclass
class FileServer(Room):
    """Gives one file, whole or from a byte on; `cuts` says after how many bytes a line breaks."""

    data: bytes = b""
    cuts: list[int] = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)
    """Paths that redirect, and where to."""
    ranged: bool = True
    token: str = ""
    mark: str = '"one"'

    def answer(self, call: Call) -> Answer:
        if call.path in self.leads:
            return 302, {"Location": self.leads[call.path]}, b""
        if self.token and call.headers.get("authorization") != f"Bearer {self.token}":
            return 401, {}, b""
        asked = call.headers.get("range", "")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.ranged else 0
        rest = self.data[start:]
        headers = {"Content-Length": str(len(rest)), "ETag": self.mark, "Content-Type": "video/mp4"}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(self.data) - 1}/{len(self.data)}"
        sent = rest[: self.cuts.pop(0)] if self.cuts else rest
        return (206 if start else 200), headers, sent


@dataclass
class ZoomApi(Room):
    """The regional interface: reports and recordings, behind a token."""

    tokens: set[str] = field(default_factory=set)
    participants: list[dict[str, object]] = field(default_factory=list)
    page: int = 2
    files: list[dict[str, object]] = field(default_factory=list)

    def answer(self, call: Call) -> Answer:
        if call.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {}, b'{"code":124,"message":"Invalid access token."}'
        if call.path.endswith("/participants"):
            return self._participants(call)
        if call.path.endswith("/recordings"):
            return said({"recording_files": self.files})
        return 404, {}, b'{"code":3001}'

    def _participants(self, call: Call) -> Answer:
        start = int(call.query.get("next_page_token") or 0)
        end = start + self.page
        more = str(end) if end < len(self.participants) else ""
        return said({"participants": self.participants[start:end], "next_page_token": more})


@dataclass
class ZoomServer(Room):
    """Hands out tokens; the interface lies elsewhere, as the token's answer says."""

    api: ZoomApi = field(default_factory=ZoomApi)
    given: int = 0

    def answer(self, call: Call) -> Answer:
        right = "Basic Y2xpZW50OmNsaWVudCBzZWNyZXQ="  # client:client secret
        if call.path != "/oauth/token" or call.headers.get("authorization") != right:
            return 401, {}, b'{"error":"invalid_client"}'
        self.given += 1
        token = f"token-{self.given}"
        self.api.tokens.add(token)
        return said({"access_token": token, "expires_in": 3599, "api_url": self.api.address})


def said(body: dict[str, object]) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()
