"""A webinar for machines that read pages: schema.org `Event`, one a sitting.

Search engines and calendars take the hours, and whether they were moved or cancelled.
The place is our page, never the live room.
"""

from datetime import datetime
from typing import Any

from webinars.desk.queries.programme import Read
from webinars.kernel.zones import zone_of
from webinars.programme.models import PromisedPart, Sitting, WebinarText
from webinars.programme.rules import was_announced

SCHEMA = "https://schema.org"
ONLINE = f"{SCHEMA}/OnlineEventAttendanceMode"
MIXED = f"{SCHEMA}/MixedEventAttendanceMode"


def events_of(read: Read, *, base_url: str, organiser: str) -> dict[str, Any] | None:
    """Return the sittings of the webinar that was read as JSON-LD, the earliest first.

    None where there is nothing to tell yet: no title, no hours, or no announcement.
    """
    webinar = read.webinar
    if read.text is None or not webinar.sittings or not was_announced(webinar):
        return None
    rows = sorted(webinar.sittings, key=lambda one: (one.starts_at, one.id))
    common = _common(read, read.text, base_url) | {
        "organizer": {"@type": "Organization", "name": organiser, "url": base_url}
    }
    events = [common | _own(row) for row in rows]
    return {"@context": SCHEMA, "@graph": events}


def _common(read: Read, text: WebinarText, base_url: str) -> dict[str, Any]:
    page = f"{base_url}/webinars/{read.webinar.slug}"
    spoken = dict.fromkeys(
        [*read.languages(PromisedPart.FLOOR), *read.languages(PromisedPart.INTERPRETATION)]
    )
    facts: dict[str, Any] = {
        "@type": "Event",
        "name": text.title,
        "url": page,
        "location": {"@type": "VirtualLocation", "url": page},
        "isAccessibleForFree": True,
    }
    if text.abstract:
        facts["description"] = text.abstract
    if spoken:
        facts["inLanguage"] = list(spoken)
    return facts


def _own(sitting: Sitting) -> dict[str, Any]:
    moved = sitting.moved_from
    facts: dict[str, Any] = {
        "startDate": _told(sitting.starts_at, sitting.zone),
        "endDate": _told(sitting.ends_at, sitting.zone),
        "eventStatus": f"{SCHEMA}/{_status(sitting)}",
        "eventAttendanceMode": MIXED if sitting.venue else ONLINE,
    }
    if moved is not None:
        facts["previousStartDate"] = _told(moved, sitting.zone)
    return facts


def _status(sitting: Sitting) -> str:
    if sitting.cancelled_at is not None or sitting.webinar.cancelled_at is not None:
        return "EventCancelled"
    return "EventScheduled" if sitting.moved_from is None else "EventRescheduled"


def _told(instant: datetime, zone: str) -> str:
    """Return the instant with the offset of the zone in which it was announced (ISO 8601)."""
    return instant.astimezone(zone_of(zone)).isoformat()
