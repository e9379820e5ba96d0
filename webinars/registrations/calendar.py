"""A registration's place as a calendar entry of its own (RFC 5546, RFC 6047).

The entry is the sitting's, with its UID and SEQUENCE, so that what a calendar
holds is replaced. To the SEQUENCE are added the person's own changes: whoever
cancels and comes back, or changes sittings to and fro, gets a number that rises.
The entry leads to the join gate alone: calendars are often seen by colleagues.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose
from webinars.outbox.rendering import Invitation, Pen
from webinars.programme.calendar import (
    event_of,
    feed_with,
    is_cancelled,
    new_calendar,
    organize,
)
from webinars.programme.models import Sitting
from webinars.programme.rules import text_in
from webinars.registrations.models import PlaceState, Registration
from webinars.registrations.rules import standing_places

if TYPE_CHECKING:
    from icalendar import Event

JOIN_HERE = N_("Join here, from 15 minutes before: %(address)s")

SIGNS_OF_AN_ADDRESS = "@!$&'*+-/=^_`{|}~."
"""Left as they are in a `mailto:` address (RFC 6068), beside letters and digits."""


def invitation_to(registration: Registration, sitting: Sitting, *, pen: Pen) -> Invitation:
    """Return the entry as `METHOD:REQUEST`: the place is confirmed, no answer is asked."""
    event = _event(registration, sitting, pen)
    _address(event, registration, pen)
    return _invitation("REQUEST", event)


def withdrawal_of(registration: Registration, sitting: Sitting, *, pen: Pen) -> Invitation:
    """Return the entry as `METHOD:CANCEL`: it leaves this person's calendar."""
    event = _event(registration, sitting, pen)
    event["status"] = "CANCELLED"
    _address(event, registration, pen)
    return _invitation("CANCEL", event)


def feed_for(
    registrations: Iterable[Registration], *, name: str, source: str, language: Language, pen: Pen
) -> bytes:
    """Return a person's own calendar, to subscribe to: each place that stands, with its entry.

    The entries are those of the invitations, with UID and SEQUENCE. Who waits sees
    a tentative one. A sitting that was cancelled stays and says so; what the person
    gave up is gone. The same places give the same bytes.
    """
    events = []
    for registration in registrations:
        for place in standing_places(registration):
            event = _event(registration, place.sitting, pen, language=language, stamped=False)
            if place.state is not PlaceState.CONFIRMED and not is_cancelled(place.sitting):
                event["status"] = "TENTATIVE"
            organize(event, sender=pen.sender)
            events.append(event)
    return feed_with(events, name=name, source=source, language=language)


def entry_for(registration: Registration, sitting: Sitting, *, pen: Pen) -> bytes:
    """Return the entry as a file for the person's own calendar."""
    return _invitation("PUBLISH", _event(registration, sitting, pen)).body


def _event(
    registration: Registration,
    sitting: Sitting,
    pen: Pen,
    *,
    language: Language | None = None,
    stamped: bool = True,
) -> "Event":
    """Return the entry; `stamped` with the pen's moment, else with that of the last revision."""
    spoken_to = language or registration.language
    gate = pen.link(Purpose.JOIN, registration.public_id, registration.generation)
    event = event_of(
        sitting,
        language=spoken_to,
        base_url=pen.base_url,
        say=pen.say,
        page=gate,
        stamp=pen.now if stamped else None,
    )
    del event["sequence"]
    event.add("sequence", sitting.sequence + registration.sequence)
    if not is_cancelled(sitting):
        del event["description"]
        text, spoken = text_in(sitting.webinar.texts, spoken_to)
        lines = [text.abstract, pen.say(JOIN_HERE) % {"address": gate}]
        said = "\n\n".join(filter(None, lines))
        event.add("description", said, parameters={"LANGUAGE": spoken})
    return event


def _address(event: "Event", registration: Registration, pen: Pen) -> None:
    organize(event, sender=pen.sender)
    if registration.address is None:  # erased meanwhile: nobody is left to be named
        return
    from icalendar import vCalAddress  # noqa: PLC0415  (as in the programme's calendar)

    attendee = {
        "CN": registration.person.name,
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    mailbox = quote(registration.address.written, safe=SIGNS_OF_AN_ADDRESS)
    event.add("attendee", vCalAddress(f"mailto:{mailbox}"), parameters=attendee)


def _invitation(method: str, event: "Event") -> Invitation:
    calendar = new_calendar(method=method)
    calendar.add_component(event)
    return Invitation(method, bytes(calendar.to_ical()))
