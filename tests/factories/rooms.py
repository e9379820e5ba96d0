"""Accounts at live rooms and their messages, for tests."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.servers.rooms import LOCAL, SECRET
from webinars.live.adapters import jwt
from webinars.live.models import Provider
from webinars.live.rules.credentials import Credentials
from webinars.live.rules.hosts import allowed_of

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


def signed_512(claims: Mapping[str, Any], secret: str = SECRET) -> str:
    """Return a token signed with HS512, as BigBlueButton's own program makes it."""
    signing = jwt.minted(claims, secret="x").rpartition(".")[0]
    head = jwt._code(b'{"alg":"HS512","typ":"JWT"}')  # noqa: SLF001
    signing = f"{head}.{signing.partition('.')[2]}"
    code = hmac.digest(secret.encode(), signing.encode(), hashlib.sha512)
    return f"{signing}.{jwt._code(code)}"  # noqa: SLF001
