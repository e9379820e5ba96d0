"""Sittings as calendar entries (RFC 5545, RFC 7986), for feeds and for invitations.

All times are instants in UTC (`Z`): every reader converts those rightly, while
zone definitions inside a calendar are read differently by different programs.
Feeds are `METHOD:PUBLISH`; invitations add `ATTENDEE` and `ORGANIZER` to the
same entry, with the same UID and SEQUENCE. The entry leads to the webinar's
page, never to the live room.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.rules import ACTIVITIES, THEMES, text_in

PRODUCT = "-//Technical Assistance Webinars//Programme//EN"
REFRESH = timedelta(hours=6)
CANCELLED_TITLE = N_("Cancelled: %(title)s")
CANCELLED_BECAUSE = N_("This sitting is cancelled. %(reason)s")
REGISTER_AND_JOIN = N_("Register, join and read more: %(address)s")
NO_TITLE_YET = N_("Topic to be announced")
CONFERENCE_LABEL = N_("Page of the webinar, with the way in")

Say = Callable[[str], str]
"""Turns an English message into the reader's language: gettext, in a page or letter."""


def in_english(message: str) -> str:
    return message


def uid_of(sitting: Sitting, *, base_url: str) -> str:
    """Return the UID, the same in feed and invitation for good."""
    return f"{sitting.public_id}@{urlsplit(base_url).hostname}"


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


def event_of(
    sitting: Sitting,
    *,
    language: Language,
    base_url: str,
    say: Say = in_english,
    page: str | None = None,
    stamp: datetime | None = None,
) -> Event:
    """Return the calendar entry of `sitting` for a reader of `language`.

    `say` is the reader's gettext. The entry leads to `page`, or without it to
    the webinar's public page. `stamp` is the DTSTAMP of a message made at a
    moment of its own; without it the last revision is taken, so that a feed
    that says the same has the same bytes.
    """
    webinar, event = sitting.webinar, Event()
    event.add("uid", uid_of(sitting, base_url=base_url))
    event.add("dtstamp", stamp or revised_at(sitting))
    event.add("last-modified", revised_at(sitting))
    event.add("sequence", sitting.sequence)
    event.add("dtstart", sitting.starts_at)
    event.add("dtend", sitting.ends_at)
    event.add("status", status_of(sitting))
    _describe(event, sitting, language, say, page or page_of(webinar, base_url=base_url))
    _place(event, sitting, say, page or page_of(webinar, base_url=base_url))
    return event


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
    events = []
    for sitting in sittings:
        event = event_of(sitting, language=language, base_url=base_url, say=say)
        if sender:
            organize(event, sender=sender)
        events.append(event)
    return feed_with(events, name=name, source=source, language=language)


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
    events = []
    for webinar in webinars:
        desk = f"{base_url.rstrip('/')}/secretariat/webinars/{webinar.slug}"
        for sitting in webinar.sittings:
            event = event_of(sitting, language=language, base_url=base_url, say=say, page=desk)
            organize(event, sender=sender)
            events.append(event)
    return feed_with(events, name=name, source=source, language=language)


def feed_with(events: Iterable[Event], *, name: str, source: str, language: Language) -> bytes:
    """Return a calendar of these entries, to subscribe to at the address `source`."""
    calendar = new_calendar(method="PUBLISH")
    calendar.add("name", vText(name, params={"LANGUAGE": language}))
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add("source", vUri(source, params={"VALUE": "URI"}))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def new_calendar(*, method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def organize(event: Event, *, sender: str) -> None:
    """Name who holds the webinar, from “Name <address>”."""
    name, mailbox = parseaddr(sender)
    event.add("organizer", vCalAddress(f"mailto:{mailbox}"), parameters={"CN": name or mailbox})


def page_of(webinar: Webinar, *, base_url: str) -> str:
    return f"{base_url.rstrip('/')}/webinars/{webinar.slug}"


def _describe(event: Event, sitting: Sitting, language: Language, say: Say, page: str) -> None:
    title, abstract, spoken = _said_of(sitting.webinar, language, say)
    lines = [abstract, say(REGISTER_AND_JOIN) % {"address": page}]
    if is_cancelled(sitting):
        title = say(CANCELLED_TITLE) % {"title": title}
        reason = sitting.cancel_reason or sitting.webinar.cancel_reason
        lines.insert(0, (say(CANCELLED_BECAUSE) % {"reason": reason}).strip())
    event.add("summary", title, parameters={"LANGUAGE": spoken})
    event.add("description", "\n\n".join(filter(None, lines)), parameters={"LANGUAGE": spoken})


def _said_of(webinar: Webinar, language: Language, say: Say) -> tuple[str, str, Language]:
    """Return title and abstract, and in which language they are; a draft may have neither yet."""
    if not webinar.texts:
        return say(NO_TITLE_YET), "", language
    text, spoken = text_in(webinar.texts, language)
    return text.title, text.abstract, spoken


def _place(event: Event, sitting: Sitting, say: Say, page: str) -> None:
    event.add("url", page)
    conference = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": say(CONFERENCE_LABEL)}
    event.add("conference", vUri(page, params=conference))
    if sitting.venue:
        event.add("location", sitting.venue)
    if names := _categories(sitting.webinar, say):
        event.add("categories", names)


def _categories(webinar: Webinar, say: Say) -> list[str]:
    theme = [THEMES[webinar.cycle_theme]] if webinar.cycle_theme else []
    return [say(name) for name in theme + [ACTIVITIES[row.activity] for row in webinar.activities]]
