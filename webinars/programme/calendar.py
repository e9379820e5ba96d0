"""Sittings as calendar entries (RFC 5545, RFC 7986), for feeds and for invitations.

All times are instants in UTC (`Z`): every reader converts those rightly, while
zone definitions inside a calendar are read differently by different programs.
Feeds are `METHOD:PUBLISH`; invitations add `ATTENDEE` and `ORGANIZER` to the
same entry, with the same UID and SEQUENCE. The entry leads to the webinar's
page, never to the live room.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.rules import ACTIVITIES, THEMES, text_in

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCT = "-//Technical Assistance Webinars//Programme//EN"
REFRESH = timedelta(hours=6)
CANCELLED_TITLE = N_("Cancelled: %(title)s")
CANCELLED_BECAUSE = N_("This sitting is cancelled. %(reason)s")
REGISTER_AND_JOIN = N_("Register, join and read more: %(address)s")
NO_TITLE_YET = N_("Topic to be announced")
CONFERENCE_LABEL = N_("Page of the webinar, with the way in")

END_OF_FEED = b"END:VCALENDAR\r\n"

KEPT_ENTRIES = 1_000
"""Written entries that a process remembers: two kilobytes each, in every language that is read."""

Say = Callable[[str], str]
"""Turns an English message into the reader's language: gettext, in a page or letter."""


def in_english(message: str) -> str:
    return message


def uid_of(sitting: Sitting) -> str:
    """Return the UID, the same in feed and invitation for good, wherever the house moves."""
    return f"{sitting.public_id}@{sitting.uid_suffix}"


def revised_at(sitting: Sitting) -> datetime:
    """Return when what the entry says was last changed."""
    return max(sitting.calendar_revised_at, sitting.webinar.revised_at)


def is_cancelled(sitting: Sitting) -> bool:
    return sitting.cancelled_at is not None or sitting.webinar.cancelled_at is not None


def status_of(sitting: Sitting) -> str:
    """Return the STATUS: what nobody was told of yet is tentative."""
    if is_cancelled(sitting):
        return "CANCELLED"
    return "TENTATIVE" if sitting.webinar.state is WebinarState.DRAFT else "CONFIRMED"


@dataclass(frozen=True)
class Entry:
    """What the calendar entry of a sitting says, all of it: equal entries have equal bytes."""

    uid: str
    revised_at: datetime
    sequence: int
    starts_at: datetime
    ends_at: datetime
    status: str
    title: str
    description: str
    spoken: Language
    """Language of title and description."""
    page: str
    label: str
    """Of the way in, which is the page."""
    venue: str
    categories: tuple[str, ...]


def event_of(
    sitting: Sitting,
    *,
    language: Language,
    base_url: str,
    say: Say = in_english,
    page: str | None = None,
    stamp: datetime | None = None,
) -> "Event":
    """Return the calendar entry of `sitting` for a reader of `language`.

    `say` is the reader's gettext. The entry leads to `page`, or without it to
    the webinar's public page. `stamp` is the DTSTAMP of a message made at a
    moment of its own; without it the last revision is taken, so that a feed
    that says the same has the same bytes.
    """
    return _event(_entry(sitting, language, base_url, say, page), stamp)


def feed_of(
    sittings: Sequence[Sitting],
    *,
    name: str,
    source: str,
    language: Language,
    base_url: str,
    say: Say = in_english,
    sender: str = "",
) -> bytes:
    """Return a calendar to subscribe to, at the address `source`; cancelled sittings stay in it.

    `sender` is who publishes it, as in “Name <address>”: RFC 5546 asks for one in each entry.
    """
    say = cache(say)
    entries = [_entry(sitting, language, base_url, say, None) for sitting in sittings]
    return feed_from(entries, name=name, source=source, language=language, sender=sender)


def agenda_of(
    webinars: Sequence[Webinar],
    *,
    name: str,
    source: str,
    language: Language,
    base_url: str,
    say: Say,
    sender: str,
) -> bytes:
    """Return the Secretariat's own calendar: every sitting, drafts as tentative.

    The entries lead to the webinar's desk.
    """
    say, entries = cache(say), []
    for webinar in webinars:
        desk = f"{base_url.rstrip('/')}/secretariat/webinars/{webinar.slug}"
        entries += [_entry(one, language, base_url, say, desk) for one in webinar.sittings]
    return feed_from(entries, name=name, source=source, language=language, sender=sender)


def feed_from(
    entries: Iterable[Entry], *, name: str, source: str, language: Language, sender: str
) -> bytes:
    """Return a calendar of these entries; those written lately are not written again.

    icalendar takes longer for one entry than the database for all of them, and a
    change of the programme changes few.
    """
    frame = feed_with([], name=name, source=source, language=language)
    head, end = frame.split(END_OF_FEED)
    return b"".join([head, *(_written(entry, sender) for entry in entries), END_OF_FEED, end])


@lru_cache(KEPT_ENTRIES)
def _written(entry: Entry, sender: str) -> bytes:
    event = _event(entry, None)
    if sender:
        organize(event, sender=sender)
    return bytes(event.to_ical())


def feed_with(events: "Iterable[Event]", *, name: str, source: str, language: Language) -> bytes:
    """Return a calendar of these entries, to subscribe to at the address `source`."""
    from icalendar import vDuration, vText, vUri  # noqa: PLC0415  (as in `new_calendar`)

    calendar = new_calendar(method="PUBLISH")
    calendar.add("name", vText(name, params={"LANGUAGE": language}))
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add("source", vUri(source, params={"VALUE": "URI"}))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def new_calendar(*, method: str) -> "Calendar":
    from icalendar import Calendar  # noqa: PLC0415  (slow, and pages without a calendar need none)

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def organize(event: "Event", *, sender: str) -> None:
    """Name who holds the webinar, from “Name <address>”."""
    from icalendar import vCalAddress  # noqa: PLC0415  (as in `new_calendar`)

    name, mailbox = parseaddr(sender)
    event.add("organizer", vCalAddress(f"mailto:{mailbox}"), parameters={"CN": name or mailbox})


def page_of(webinar: Webinar, *, base_url: str) -> str:
    return f"{base_url.rstrip('/')}/webinars/{webinar.slug}"


def _entry(
    sitting: Sitting, language: Language, base_url: str, say: Say, page: str | None
) -> Entry:
    webinar = sitting.webinar
    title, abstract, spoken = _said_of(webinar, language, say)
    leads_to = page or page_of(webinar, base_url=base_url)
    reason = (sitting.cancel_reason or webinar.cancel_reason) if is_cancelled(sitting) else None
    return Entry(
        uid=uid_of(sitting),
        revised_at=revised_at(sitting),
        sequence=sitting.sequence,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        status=status_of(sitting),
        title=title if reason is None else say(CANCELLED_TITLE) % {"title": title},
        description=_description(abstract, leads_to, reason, say),
        spoken=spoken,
        page=leads_to,
        label=say(CONFERENCE_LABEL),
        venue=sitting.venue,
        categories=tuple(_categories(webinar, say)),
    )


def _description(abstract: str, page: str, reason: str | None, say: Say) -> str:
    """Return what the entry says; `reason` of the cancellation, None where it is none."""
    lines = [abstract, say(REGISTER_AND_JOIN) % {"address": page}]
    if reason is not None:
        lines.insert(0, (say(CANCELLED_BECAUSE) % {"reason": reason}).strip())
    return "\n\n".join(filter(None, lines))


def _said_of(webinar: Webinar, language: Language, say: Say) -> tuple[str, str, Language]:
    """Return title and abstract, and in which language they are; a draft may have neither yet."""
    if not webinar.texts:
        return say(NO_TITLE_YET), "", language
    text, spoken = text_in(webinar.texts, language)
    return text.title, text.abstract, spoken


def _categories(webinar: Webinar, say: Say) -> list[str]:
    theme = [THEMES[webinar.cycle_theme]] if webinar.cycle_theme else []
    return [say(name) for name in theme + [ACTIVITIES[row.activity] for row in webinar.activities]]


def _event(entry: Entry, stamp: datetime | None) -> "Event":
    from icalendar import Event, vUri  # noqa: PLC0415  (as in `new_calendar`)

    event, spoken = Event(), {"LANGUAGE": str(entry.spoken)}
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp or entry.revised_at)
    event.add("last-modified", entry.revised_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("status", entry.status)
    event.add("summary", entry.title, parameters=spoken)
    event.add("description", entry.description, parameters=spoken)
    event.add("url", entry.page)
    conference = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": entry.label}
    event.add("conference", vUri(entry.page, params=conference))
    if entry.venue:
        event.add("location", entry.venue)
    if entry.categories:
        event.add("categories", list(entry.categories))
    return event
