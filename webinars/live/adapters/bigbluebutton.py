"""BigBlueButton: calls signed by a checksum, answers in XML, links minted by us.

Facts: docs.bigbluebutton.org/development/api (3.0), and reference/live-rooms.md.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote_plus, urlencode
from xml.etree import ElementTree as ET

from webinars.live.adapters import bigbluebutton_hooks as hooks
from webinars.live.adapters.outbound import Answer, ask
from webinars.live.adapters.protocol import Missing
from webinars.live.rules.credentials import Credentials, Guest, Health, Meeting, Recorded, Status
from webinars.live.rules.faults import AuthRefused, Conflicting, Invalid, NotThere, RoomFault
from webinars.live.rules.happenings import Happening, Move, Rejected, What, instant_of_stamp

ALGORITHMS = ("sha256", "sha512", "sha384", "sha1")
"""The first is the server's own default."""

FAULTS: dict[str, type[RoomFault]] = {
    "checksumError": AuthRefused,
    "notFound": NotThere,
    "invalidMeetingIdentifier": NotThere,
    "idNotUnique": Conflicting,
    "noRecordings": NotThere,
}
"""By `messageKey`: the message itself is in the server's language."""


class BigBlueButton(Missing):
    """The adapter. It has no report to fetch: the server sends one when a meeting ends."""

    def check(self, creds: Credentials, *, now: datetime) -> Health:
        answer = _called(creds, "getMeetings", {})
        _read(answer)
        version = _read(_get(creds, f"{_base(creds)}api")).findtext("version", "")
        return Health(_ahead(answer, now), version[:40])

    def ensure(self, creds: Credentials, *, meeting: Meeting) -> dict[str, Any]:
        """Call `create`, which answers alike where the meeting is there already."""
        made = _call(creds, "create", _wanted(meeting))
        names = {"createTime": "create_time", "internalMeetingID": "run"}
        found = {ours: made.findtext(theirs, "") for theirs, ours in names.items()}
        if not found["create_time"].isdecimal():
            raise Invalid
        return found

    def end(self, creds: Credentials, *, meeting_id: str, reference: Mapping[str, Any]) -> None:
        try:
            _call(creds, "end", {"meetingID": meeting_id})
        except NotThere:
            return  # it ended by itself

    def status(self, creds: Credentials, *, meeting_id: str) -> Status:
        try:
            told = _call(creds, "getMeetingInfo", {"meetingID": meeting_id})
        except NotThere:
            return Status(running=False, present=0, began_at=None, ended_at=None)
        count, ended = told.findtext("participantCount", ""), _stamp(told, "endTime")
        return Status(
            running=told.findtext("running") == "true" and ended is None,
            present=int(count) if count.isdecimal() else None,
            began_at=_stamp(told, "startTime"),
            ended_at=ended,
        )

    def recorded(self, creds: Credentials, *, meeting_id: str, room: str) -> Iterable[Recorded]:
        """List what is published, found by the mark that we gave the meeting."""
        try:
            told = _call(creds, "getRecordings", {"meta_room": room, "state": "published"})
        except NotThere:
            return
        for recording in told.iterfind("recordings/recording"):
            record_id = recording.findtext("recordID", "")
            yield from _formats(recording, record_id)
            yield from _tracks(creds, record_id)

    def link(
        self,
        creds: Credentials,
        *,
        meeting_id: str,
        reference: Mapping[str, Any],
        guest: Guest,
        now: datetime,
    ) -> str:
        asked = {
            "fullName": guest.name[:64],
            "meetingID": meeting_id,
            "role": guest.role.upper(),
            "userID": guest.key,
        }
        if created := reference.get("create_time"):
            asked["createTime"] = str(created)
        if guest.role == "moderator":
            asked["excludeFromDashboard"] = "true"
        if guest.sound_only:
            asked["userdata-bbb_auto_share_webcam"] = "false"
            asked["userdata-bbb_preferred_camera_profile"] = "low"
        return signed(creds, "join", asked)

    def heard(
        self, creds: Credentials, *, headers: Mapping[str, str], raw: bytes, now: datetime
    ) -> Happening:
        return hooks.heard(creds, headers=headers, raw=raw, now=now)

    def moves(self, happening_kind: str, body: Mapping[str, Any], run: str) -> list[Move]:
        return hooks.moves(body, run) if happening_kind == What.REPORT else []


def signed(creds: Credentials, call: str, asked: Mapping[str, str]) -> str:
    """Return the address of a call with its checksum: H(call + query + secret)."""
    query = urlencode(asked, quote_via=quote_plus)
    algorithm = creds.facts.get("algorithm") or ALGORITHMS[0]
    told = f"{call}{query}{creds.secrets['secret']}".encode()
    checksum = hashlib.new(algorithm, told).hexdigest()
    return f"{_base(creds)}api/{call}?{query}{'&' if query else ''}checksum={checksum}"


def _wanted(meeting: Meeting) -> dict[str, str]:
    return {
        "name": f"{meeting.title[:60]:.<2}",
        "meetingID": meeting.meeting_id,
        "record": "true",
        "duration": "0",
        "logoutURL": meeting.home,
        "meetingKeepEvents": "true",
        "meetingExpireIfNoUserJoinedInMinutes": str(meeting.minutes),
        "meta_room": meeting.room,
        "meta_endCallbackUrl": meeting.hook,
        "meta_analytics-callback-url": meeting.hook,
        "meta_bbb-recording-ready-url": meeting.hook,
    }


def _base(creds: Credentials) -> str:
    """Return the server's address down to `bigbluebutton/`, with or without `api` as written."""
    return creds.address.rstrip("/").removesuffix("/api") + "/"


def _get(creds: Credentials, address: str) -> Answer:
    return ask(address, allowed=creds.allowed)


def _called(creds: Credentials, call: str, asked: Mapping[str, str]) -> Answer:
    return _get(creds, signed(creds, call, asked))


def _call(creds: Credentials, call: str, asked: Mapping[str, str]) -> ET.Element:
    return _read(_called(creds, call, asked))


def _read(answer: Answer) -> ET.Element:
    """Return the answer, or raise what its `messageKey` means."""
    try:
        text = answer.body.decode()
        if "<!DOCTYPE" in text:
            raise Invalid  # entities: a small answer could become a very large one
        root = ET.fromstring(text)  # noqa: S314  (see above)
    except (UnicodeDecodeError, ET.ParseError, ValueError) as error:
        raise Invalid from error
    if root.findtext("returncode") != "SUCCESS":
        raise FAULTS.get(root.findtext("messageKey", ""), Invalid)
    return root


def _ahead(answer: Answer, now: datetime) -> Any:  # noqa: ANN401  (a span, or None)
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC) - now
    except ValueError:
        return None


def _stamp(told: ET.Element, name: str) -> datetime | None:
    """Return a moment in milliseconds; 0 is none."""
    text = told.findtext(name, "0")
    try:
        return instant_of_stamp(text, milliseconds=True) if text.strip("0") else None
    except Rejected:
        return None


def _formats(recording: ET.Element, record_id: str) -> Iterator[Recorded]:
    for form in recording.iterfind("playback/format"):
        kind, link = form.findtext("type", ""), form.findtext("url", "").strip()
        size = form.findtext("size", "")
        if kind and link:
            is_file = link.lower().endswith((".mp4", ".webm", ".m4v"))
            yield Recorded(
                record_id, kind[:64], link, int(size) if size.isdecimal() else None, is_file
            )


def _tracks(creds: Credentials, record_id: str) -> Iterator[Recorded]:
    """Yield the captions of a recording; a server that offers none says so in its own way."""
    answer = _called(creds, "getRecordingTextTracks", {"recordID": record_id})
    for lang, link in hooks.tracks_of(answer.body):
        yield Recorded(record_id, f"captions {lang}"[:64], link, None, is_file=True)
