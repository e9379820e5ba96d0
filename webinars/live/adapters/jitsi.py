"""Jitsi, our own or JaaS: a token is minted at the click; the server reports nothing.

Facts: reference/live-rooms.md, section 2.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from webinars.live.adapters.jwt import minted, minted_by_key
from webinars.live.adapters.outbound import ask
from webinars.live.adapters.protocol import Missing
from webinars.live.rules.credentials import Credentials, Guest, Health

HOLDS = timedelta(minutes=10)
"""How long a link opens the room. Who is in stays in."""

SKEW = timedelta(seconds=60)
"""So much earlier it begins to hold, since two clocks never agree."""


class Jitsi(Missing):
    """The adapter."""

    def check(self, creds: Credentials, *, now: datetime) -> Health:
        """See whether the server answers, and whether the key can sign."""
        ask(f"{creds.address.rstrip('/')}/", allowed=creds.allowed)
        token_of(creds, room="check", guest=Guest(key="check", name="", role="viewer"), now=now)
        return Health(None, "")

    def link(
        self,
        creds: Credentials,
        *,
        meeting_id: str,
        reference: Mapping[str, Any],
        guest: Guest,
        now: datetime,
    ) -> str:
        token = token_of(creds, room=meeting_id, guest=guest, now=now)
        tenant = creds.facts.get("tenant", "")
        path = f"{tenant}/{meeting_id}" if tenant else meeting_id
        sound = "#config.startAudioOnly=true" if guest.sound_only else ""
        return f"{creds.address.rstrip('/')}/{path}?jwt={token}{sound}"


def token_of(creds: Credentials, *, room: str, guest: Guest, now: datetime) -> str:
    """Return the token of one person for one room; text fields only, as the server asks."""
    moderator = guest.role == "moderator"
    user = {"id": guest.key, "name": guest.name, "moderator": "true" if moderator else "false"}
    claims = {
        "aud": "jitsi",
        "iss": creds.facts.get("app_id", ""),
        "sub": creds.facts.get("tenant") or creds.facts.get("domain", ""),
        "room": room,
        "nbf": int((now - SKEW).timestamp()),
        "exp": int((now + HOLDS).timestamp()),
        "context": {"user": user, "features": {"recording": user["moderator"]}},
    }
    if kid := creds.facts.get("kid"):
        return minted_by_key(claims | {"iss": "chat"}, pem=creds.secrets["secret"], kid=kid)
    return minted(claims, secret=creds.secrets["secret"])
