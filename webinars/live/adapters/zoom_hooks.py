"""What Zoom sends by itself: who came and left, beginning and end, recordings.

Signed with the secret token of our program: HMAC-SHA-256 over moment and raw bytes.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from webinars.live.rules.credentials import Credentials
from webinars.live.rules.happenings import (
    Challenge,
    Happening,
    Move,
    Rejected,
    What,
    digest_of,
    instant_of_iso,
    instant_of_stamp,
    is_fresh,
)

KINDS = {
    "participant_joined": What.JOINED,
    "participant_left": What.LEFT,
    "started": What.BEGAN,
    "ended": What.ENDED,
}
"""By what follows `webinar.` or `meeting.`."""

RECORDED = {"recording.completed", "recording.transcript_completed"}


def heard(
    creds: Credentials, *, headers: Mapping[str, str], raw: bytes, now: datetime
) -> Happening | Challenge:
    """Check signature, then age, then read. Their order matters: nothing unsigned is parsed."""
    stamp = headers.get("x-zm-request-timestamp", "")
    _refuse_unsigned(creds, stamp, headers.get("x-zm-signature", ""), raw)
    if not is_fresh(instant_of_stamp(stamp), now):
        raise Rejected("stale")
    body = _object(raw)
    payload = body.get("payload")
    if not isinstance(payload, dict):
        raise Rejected("shape")
    if body.get("event") == "endpoint.url_validation":
        return _answered(creds, payload)
    return _happening(str(body.get("event", "")), body, payload, raw)


def _refuse_unsigned(creds: Credentials, stamp: str, given: str, raw: bytes) -> None:
    if not stamp or not given:
        raise Rejected("unsigned")
    told = b"v0:" + stamp.encode() + b":" + raw
    right = (
        "v0=" + hmac.new(one.encode(), told, hashlib.sha256).hexdigest()
        for one in creds.both("hook_secret")
    )
    if not any(hmac.compare_digest(one.encode(), given.encode()) for one in right):
        raise Rejected("signature")


def _answered(creds: Credentials, payload: Mapping[str, Any]) -> Challenge:
    """Answer Zoom's question whether the address is ours; it asks every 72 hours."""
    plain = str(payload.get("plainToken", ""))
    secret = creds.secrets.get("hook_secret", "").encode()
    code = hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest()
    return Challenge({"plainToken": plain, "encryptedToken": code})


def _happening(
    event: str, body: Mapping[str, Any], payload: Mapping[str, Any], raw: bytes
) -> Happening:
    object_ = payload.get("object")
    if not isinstance(object_, dict) or not object_.get("id"):
        raise Rejected("shape")
    kind = _kind(event)
    sent = instant_of_stamp(str(body.get("event_ts", "")), milliseconds=True)
    found = Happening(
        what=kind,
        meeting_id=str(object_["id"]),
        run=str(object_.get("uuid", ""))[:256],
        at=_at(kind, object_) or sent.replace(microsecond=0),
        digest=digest_of(raw),
        body={"object": object_, "download_token": str(body.get("download_token", ""))},
    )
    moves(kind, found.body, found.run)  # refused now, rather than found out later
    return found


def _kind(event: str) -> What:
    if event in RECORDED:
        return What.RECORDED
    subject, _, verb = event.partition(".")
    return KINDS.get(verb, What.OTHER) if subject in {"webinar", "meeting"} else What.OTHER


def _at(kind: What, object_: Mapping[str, Any]) -> datetime | None:
    """Return when it happened, where the message says more than when it was sent."""
    person = object_.get("participant")
    told = person if isinstance(person, dict) else object_
    names = {
        What.JOINED: "join_time",
        What.LEFT: "leave_time",
        What.BEGAN: "start_time",
        What.ENDED: "end_time",
    }
    text = told.get(names.get(kind, ""))
    return instant_of_iso(text).replace(microsecond=0) if text else None


def moves(kind: str, body: Mapping[str, Any], run: str) -> list[Move]:
    """Return the one move that a message about a participant tells."""
    if kind not in {What.JOINED, What.LEFT}:
        return []
    person = body["object"].get("participant")
    if not isinstance(person, dict) or not person.get("user_id"):
        raise Rejected("shape")
    joined = kind == What.JOINED
    return [moved(person, run, joined, person.get("join_time" if joined else "leave_time"))]


def moved(person: Mapping[str, Any], run: str, joined: bool, at: object) -> Move:  # noqa: FBT001
    """Return one move of a participant, as messages and reports alike describe one."""
    key = person.get("customer_key") or person.get("registrant_id") or ""
    return Move(
        run=run,
        line=str(person["user_id"])[:128],
        joined=joined,
        at=instant_of_iso(at).replace(microsecond=0),
        external_id=str(key)[:256],
        name=str(person.get("user_name") or person.get("name") or "")[:300],
        email=str(person.get("email") or person.get("user_email") or "").strip().lower()[:320],
        staff=False,
    )


def _object(raw: bytes) -> dict[str, Any]:
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Rejected("shape") from error
    if not isinstance(read, dict):
        raise Rejected("shape")
    return read
