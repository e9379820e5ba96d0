"""What a webinar has, and what it still lacks before it is announced."""

import enum
from datetime import datetime

from webinars.programme.models import LiveRoom, Part, PromisedPart, Sitting, Webinar
from webinars.programme.rules.phases import standing
from webinars.programme.rules.texts import is_draft


class Missing(enum.StrEnum):
    """What a webinar lacks before, or while, it is announced."""

    TEXT = "text"
    SITTING = "sitting"
    THEME = "theme"
    ACTIVITY = "activity"
    SPEAKER = "speaker"
    FLOOR = "floor"
    ROOM = "room"


NEEDED = frozenset({Missing.TEXT, Missing.SITTING})
"""Without these a webinar is not announced; the others may come later."""


def missing_for(webinar: Webinar, now: datetime) -> list[Missing]:
    """Return what is missing for announcing `webinar`, what is `NEEDED` first."""
    ahead = [sitting for sitting in standing(webinar) if sitting.starts_at > now]
    written = [text for text in webinar.texts if text.abstract and not is_draft(text)]
    speaking = [row for row in webinar.appearances if row.declined_at is None]
    there = {
        Missing.TEXT: bool(written),
        Missing.SITTING: bool(ahead),
        Missing.THEME: webinar.cycle_theme is not None,
        Missing.ACTIVITY: bool(webinar.activities),
        Missing.SPEAKER: any(row.part is Part.SPEAKER for row in speaking),
        Missing.FLOOR: bool(promised(webinar, PromisedPart.FLOOR)),
        Missing.ROOM: all(room_of(sitting) for sitting in ahead),
    }
    return [what for what, present in there.items() if not present]


def room_of(sitting: Sitting) -> LiveRoom | None:
    """Return the live room in use: the newest that is open."""
    open_rooms = [room for room in sitting.rooms if room.closed_at is None]
    return open_rooms[-1] if open_rooms else None


def promised(webinar: Webinar, part: PromisedPart) -> list[str]:
    """Return the languages (BCP 47) in which `part` is promised and not withdrawn, by code."""
    kept = (row for row in webinar.promises if row.part is part and row.withdrawn_at is None)
    return sorted(row.language for row in kept)
