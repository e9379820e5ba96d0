"""Accounts at live rooms and their messages, for tests."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt
from jwt.types import Options

from tests.factories.programme import NOON
from tests.servers.rooms import LOCAL, SECRET
from webinars.database import Db
from webinars.live.models import Provider, ProviderRoom, RoomAccount
from webinars.live.operations.connecting import AccountFacts, connect
from webinars.live.operations.using import RoomSaid, use_account
from webinars.live.rules.credentials import Credentials
from webinars.live.rules.hosts import allowed_of
from webinars.programme.models import Sitting

HOOK_SECRET = "zoom's secret token"


def credentials(
    provider: Provider = Provider.BIGBLUEBUTTON,
    address: str = "https://bbb.example.org/bigbluebutton",
    *,
    secrets: Mapping[str, str] | None = None,
    facts: Mapping[str, str] | None = None,
    older: Mapping[str, str] | None = None,
    hosts: str = "",
    networks: str = LOCAL,
) -> Credentials:
    return Credentials(
        key="account",
        provider=provider,
        address=address,
        facts=facts or {},
        secrets=secrets or {"secret": SECRET, "hook_secret": HOOK_SECRET},
        allowed=allowed_of([address], hosts=hosts, networks=networks),
        older=older or {},
    )


def zoom_message(
    event: str,
    object_: Mapping[str, Any],
    *,
    sent: datetime,
    secret: str = HOOK_SECRET,
    stamp: str | None = None,
) -> tuple[bytes, dict[str, str]]:
    """Return body and headers as Zoom documents them."""
    stamp = str(int(sent.timestamp())) if stamp is None else stamp
    body = {
        "event": event,
        "event_ts": int(sent.timestamp() * 1000),
        "payload": {"account_id": "abc", "object": dict(object_)},
    }
    raw = json.dumps(body).encode()
    told = b"v0:" + stamp.encode() + b":" + raw
    code = hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
    return raw, {
        "content-type": "application/json",
        "x-zm-request-timestamp": stamp,
        "x-zm-signature": f"v0={code}",
    }


def participant(name: str, user_id: str, **more: object) -> dict[str, object]:
    return {"user_id": user_id, "user_name": name, "email": "", "id": "", **more}


ANY_TIME: Options = {"verify_exp": False, "verify_nbf": False}
"""Tests choose their own now, and the library reads the clock."""


def signed_512(claims: Mapping[str, Any], secret: str = SECRET) -> str:
    """Return a token signed with HS512, as BigBlueButton signs its reports."""
    return jwt.encode(dict(claims), secret, algorithm="HS512")


def signed_256(claims: Mapping[str, Any], secret: str = SECRET) -> str:
    """Return a token signed with HS256, as BigBlueButton signs what it says of recordings."""
    return jwt.encode(dict(claims), secret, algorithm="HS256")


def claims_in(token: str) -> dict[str, Any]:
    """Return what a token of ours claims, of whatever time: its signature is checked."""
    claims: dict[str, Any] = jwt.decode(
        token, SECRET, ["HS256"], audience="jitsi", options=ANY_TIME
    )
    return claims


KEY = b"k" * 32
"""Seals secrets in tests that have no application."""


def make_account(
    db: Db,
    *,
    provider: Provider = Provider.BIGBLUEBUTTON,
    address: str = "http://127.0.0.1:1/bigbluebutton",
    key: bytes = KEY,
    **over: Any,  # noqa: ANN401  (whatever the account holds)
) -> RoomAccount:
    """Return an account on this machine, connected as an administrator does."""
    secrets = {
        Provider.BIGBLUEBUTTON: {"secret": SECRET},
        Provider.JITSI: {"secret": SECRET},
        Provider.ZOOM: {"hook_secret": HOOK_SECRET, "client_secret": "client secret"},
    }
    said: dict[str, Any] = {
        "provider": provider,
        "name": "Our rooms",
        "address": address,
        "secrets": secrets.get(provider, {}),
        "networks": LOCAL,
        "facts": {"account_id": "abc", "client_id": "client"},
        "hosts": "127.0.0.1",
    }
    return connect(db, said=AccountFacts(**said | over), key=key, by="admin", now=NOON)


def make_room(
    db: Db, *, account: RoomAccount, sitting: Sitting, meeting_id: str = "123"
) -> ProviderRoom:
    said = RoomSaid(link="https://zoom.us/w/123", meeting_id=meeting_id)
    return use_account(db, sitting=sitting, account=account, said=said, by="officer", now=NOON)
