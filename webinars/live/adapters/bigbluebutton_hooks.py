"""What BigBlueButton sends by itself: who was there, and that a recording is ready.

Both are signed with the account's secret, by algorithms of their own. That a
meeting ended comes unsigned, by GET, and is only a hint: the view treats it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from webinars.live.adapters.jwt import BadToken, claims_of
from webinars.live.rules.credentials import Credentials
from webinars.live.rules.happenings import (
    FRESH,
    Happening,
    Move,
    Rejected,
    What,
    digest_of,
    instant_of_iso,
    instant_of_stamp,
)


def heard(
    creds: Credentials, *, headers: Mapping[str, str], raw: bytes, now: datetime
) -> Happening:
    """Check a callback by POST; its shape says which of the two it is."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return _report(creds, headers, raw, now)
    if kind == "application/x-www-form-urlencoded":
        return _ready(creds, raw, now)
    raise Rejected("media-type")


def _report(creds: Credentials, headers: Mapping[str, str], raw: bytes, now: datetime) -> Happening:
    """Check the analytics: a bearer token, HS512, that only says until when it holds."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Rejected("unsigned")
    until = _claims(creds, token.strip(), "HS512").get("exp")
    if not isinstance(until, int) or instant_of_stamp(str(until)) + FRESH < now:
        raise Rejected("stale")
    body = _object(raw)
    data = body.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("attendees"), list):
        raise Rejected("shape")
    run = str(body.get("internal_meeting_id", ""))[:256]
    kept = {"data": {name: data.get(name) for name in ("start", "finish", "attendees")}}
    moves(kept, run)  # refused now, rather than found out later
    return Happening(What.REPORT, _meeting(body), run, now, digest_of(raw), kept)


def _ready(creds: Credentials, raw: bytes, now: datetime) -> Happening:
    """Check that a recording is ready: a token, HS256, with two claims and no moment."""
    try:
        form = parse_qs(raw.decode("ascii"), max_num_fields=10)
    except ValueError as error:
        raise Rejected("shape") from error
    said = _claims(creds, (form.get("signed_parameters") or [""])[0], "HS256")
    record = str(said.get("record_id", ""))[:256]
    body = {"record_id": record}
    return Happening(What.RECORDED, _meeting(said), record, now, digest_of(raw), body)


def _claims(creds: Credentials, token: str, algorithm: str) -> dict[str, Any]:
    try:
        return claims_of(token, secrets=creds.both("secret"), algorithm=algorithm)
    except BadToken as error:
        raise Rejected("signature") from error


def _meeting(said: Mapping[str, Any]) -> str:
    found = str(said.get("meeting_id", ""))
    if not 2 <= len(found) <= 256:
        raise Rejected("shape")
    return found


def _object(raw: bytes) -> dict[str, Any]:
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Rejected("shape") from error
    if not isinstance(read, dict):
        raise Rejected("shape")
    return read


def moves(body: Mapping[str, Any], run: str) -> list[Move]:
    """Return who came and left by the analytics of one run."""
    found: list[Move] = []
    for number, attendee in enumerate(body["data"]["attendees"]):
        if not isinstance(attendee, dict):
            raise Rejected("shape")
        found += _moves_of(attendee, run, number)
    return found


def _moves_of(attendee: Mapping[str, Any], run: str, number: int) -> Iterator[Move]:
    """Yield what one person did; by connection where the report tells them apart."""
    sessions = attendee.get("sessions")
    lines = _sessions(sessions if isinstance(sessions, dict) else {})
    known = _times(attendee.get("joins")), _times(attendee.get("leaves"))
    for line, joins, leaves in lines or [(f"person {number}", *known)]:
        for joined, times in ((True, joins), (False, leaves)):
            for at in times:
                yield Move(
                    run=run,
                    line=line[:128],
                    joined=joined,
                    at=instant_of_iso(at).replace(microsecond=0),
                    external_id=str(attendee.get("ext_user_id") or "")[:256],
                    name=str(attendee.get("name") or "")[:300],
                    email="",
                    staff=attendee.get("moderator") is True,
                )


def _sessions(sessions: Mapping[str, Any]) -> list[tuple[str, list[Any], list[Any]]]:
    found = []
    for line, said in sessions.items():
        told = said if isinstance(said, dict) else {}
        joins, lefts = (_times(told.get(name)) for name in ("joins", "lefts"))
        found.append((line, joins, lefts))
    return found


def _times(listed: object) -> list[Any]:
    rows = listed if isinstance(listed, list) else []
    return [row.get("timestamp") if isinstance(row, dict) else row for row in rows]


def tracks_of(raw: bytes) -> list[tuple[str, str]]:
    """Return language and link of each text track; this one call answers with JSON."""
    try:
        told = _object(raw)
    except Rejected:
        return []
    response = told.get("response")
    rows = response.get("tracks") if isinstance(response, dict) else None
    listed = [row for row in rows or [] if isinstance(row, dict) and row.get("href")]
    return [(str(row.get("lang", "")), str(row["href"])) for row in listed]
