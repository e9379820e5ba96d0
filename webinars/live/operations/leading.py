"""Where the press of *Join now* leads. Minted from rows alone: no provider is called."""

from datetime import datetime

from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.models import Provider, ProviderRoom
from webinars.live.operations.connecting import opened
from webinars.live.rules.credentials import Guest
from webinars.live.rules.faults import RoomFault
from webinars.programme.models import LiveRoom

MADE_FIRST = frozenset({Provider.BIGBLUEBUTTON})
"""Who knows no meeting before it is made: until then a link would lead nowhere."""


def link_into(
    live_room: LiveRoom, room: ProviderRoom | None, *, guest: Guest, key: bytes, now: datetime
) -> str:
    """Return the link for one person, short-lived and personal where the provider can; or nothing.

    Nothing: the meeting is not made yet, or its account cannot be opened.
    """
    if room is None:
        return live_room.link if live_room.provider == "manual" else ""
    if room.account.closed_at is not None or not is_made(room):
        return ""
    try:
        return ADAPTERS[room.account.provider].link(
            opened(room.account, key=key, now=now),
            meeting_id=room.meeting_id,
            reference=room.reference,
            guest=guest,
            now=now,
        )
    except (RoomFault, ValueError, KeyError):  # no secret that opens, or a key that cannot sign
        return ""


def is_made(room: ProviderRoom) -> bool:
    return room.account.provider not in MADE_FIRST or bool(room.reference.get("create_time"))
