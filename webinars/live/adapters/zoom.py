"""Zoom: its meetings are made there; we hear its messages, and fetch reports and recordings.

Facts: reference/live-rooms.md, section 2. The address of the interface is the
one that comes with the token: it differs by region.
"""

import base64
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from webinars.live.adapters import zoom_hooks as hooks
from webinars.live.adapters.outbound import Answer, ask
from webinars.live.adapters.protocol import Missing
from webinars.live.rules.credentials import Credentials, Health, Recorded
from webinars.live.rules.faults import AuthRefused, Invalid, NotThere
from webinars.live.rules.happenings import Challenge, Happening, Move, Rejected

HOME = "https://zoom.us"
PAGE = 300
EARLIER = 60
"""Seconds before its end a token is no longer used."""
MOST_PAGES = 400


class Pass(NamedTuple):
    """A token, and where it opens the interface."""

    token: str
    base: str
    until: float
    """By the monotonic clock."""


class Zoom(Missing):
    """The adapter. It remembers tokens, each until it ends."""

    def __init__(self) -> None:
        self._passes: dict[str, Pass] = {}

    def check(self, creds: Credentials, *, now: datetime) -> Health:
        self._passes.pop(creds.key, None)
        self._pass(creds)
        return Health(None, "")

    def recorded(self, creds: Credentials, *, meeting_id: str, room: str) -> Iterable[Recorded]:
        try:
            told = self._get(creds, f"/v2/meetings/{_named(meeting_id)}/recordings")
        except NotThere:
            return []
        return list(files_of(told))

    def attendance(self, creds: Credentials, *, meeting_id: str) -> Iterable[Move]:
        """Return the rows of the participants' report, page by page."""
        path = f"/v2/report/webinars/{_named(meeting_id)}/participants"
        query = {"page_size": str(PAGE), "include_fields": "registrant_id"}
        for _ in range(MOST_PAGES):
            told = self._get(creds, f"{path}?{urlencode(query)}")
            yield from _rows(told)
            if not told.get("next_page_token"):
                return
            query["next_page_token"] = str(told["next_page_token"])
        raise Invalid

    def fetch_headers(self, creds: Credentials, *, now: datetime) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._pass(creds).token}"}

    def heard(
        self, creds: Credentials, *, headers: Mapping[str, str], raw: bytes, now: datetime
    ) -> Happening | Challenge:
        return hooks.heard(creds, headers=headers, raw=raw, now=now)

    def moves(self, happening_kind: str, body: Mapping[str, Any], run: str) -> list[Move]:
        return hooks.moves(happening_kind, body, run)

    def _get(self, creds: Credentials, path: str) -> dict[str, Any]:
        """Call the interface; a token that is refused is asked for once more."""
        try:
            return _json(self._asked(creds, path))
        except AuthRefused:
            self._passes.pop(creds.key, None)
            return _json(self._asked(creds, path))

    def _asked(self, creds: Credentials, path: str) -> Answer:
        entry = self._pass(creds)
        headers = {"Authorization": f"Bearer {entry.token}"}
        return ask(entry.base + path, allowed=creds.allowed, headers=headers)

    def _pass(self, creds: Credentials) -> Pass:
        """Return a token that still holds, a new one where there is none."""
        known = self._passes.get(creds.key)
        if known is not None and known.until > time.monotonic():
            return known
        told = _json(_token(creds))
        token, span = told.get("access_token"), told.get("expires_in")
        if not isinstance(token, str) or not isinstance(span, int):
            raise Invalid
        base = str(told.get("api_url") or "https://api.zoom.us").rstrip("/")
        found = Pass(token, base, time.monotonic() + span - EARLIER)
        self._passes[creds.key] = found
        return found


def _token(creds: Credentials) -> Answer:
    grant = {"grant_type": "account_credentials", "account_id": creds.facts.get("account_id", "")}
    pair = f"{creds.facts.get('client_id', '')}:{creds.secrets.get('client_secret', '')}"
    return ask(
        f"{(creds.address or HOME).rstrip('/')}/oauth/token?{urlencode(grant)}",
        allowed=creds.allowed,
        method="POST",
        headers={"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"},
        body=b"",
    )


def files_of(told: Mapping[str, Any]) -> Iterator[Recorded]:
    """Yield the files that a recording lists, in an answer as in a message."""
    listed = told.get("recording_files")
    for row in listed if isinstance(listed, list) else []:
        link = row.get("download_url") if isinstance(row, dict) else None
        if isinstance(link, str) and row.get("status", "completed") == "completed":
            size, kind = row.get("file_size"), str(row.get("file_type", "file"))
            kept = size if isinstance(size, int) else None
            named = str(row.get("id") or told.get("uuid") or "")
            yield Recorded(named[:256], kind[:64], link[:2000], kept, is_file=True)


def _rows(told: Mapping[str, Any]) -> Iterator[Move]:
    listed = told.get("participants")
    for number, row in enumerate(listed if isinstance(listed, list) else []):
        if row.get("status") == "in_waiting_room":
            continue  # never let in
        person = {"user_id": f"{number} {row.get('join_time')}"} | row
        try:
            yield hooks.moved(person, "report", joined=True, at=row.get("join_time"))
            if row.get("leave_time"):
                yield hooks.moved(person, "report", joined=False, at=row["leave_time"])
        except Rejected as error:
            raise Invalid from error


def _json(answer: Answer) -> dict[str, Any]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise Invalid from error
    if not isinstance(told, dict):
        raise Invalid
    return told


def _named(meeting_id: str) -> str:
    """Return a meeting's number or UUID for a path; one that begins with a slash goes twice."""
    once = quote(meeting_id, safe="")
    return quote(once, safe="") if meeting_id.startswith("/") or "//" in meeting_id else once
