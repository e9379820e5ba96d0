"""What the Secretariat says of a sitting, its live room, and the end of registration."""

from datetime import datetime
from typing import ClassVar

from werkzeug.datastructures import MultiDict

from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_
from webinars.kernel.zones import NoSuchTime, UnknownZone, wall_of
from webinars.programme.forms.base import MendingForm, zone_choices
from webinars.programme.models import LiveRoom, Sitting, Webinar
from webinars.programme.operations import RoomFacts, SittingFacts, Slot
from webinars.programme.operations.refusals import (
    BadLink,
    BadMinutes,
    ClosesTooLate,
    ReserveTooLarge,
    SameTime,
    TimeIsPast,
)
from webinars.web.forms import (
    Paragraph,
    Pick,
    TextLine,
    WallDate,
    WallTime,
    WatchedForm,
    WholeNumber,
)

USUAL_MINUTES = 90

LINK = N_("Link of the live room")
LINK_HINT = N_("Nobody sees it: the join page leads to it when the time has come.")


class PlacesForm(WatchedForm, MendingForm):
    """What can be said of a sitting at any time, announced or not."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {ReserveTooLarge: "reserve"}

    capacity = WholeNumber(
        N_("Connections that the room allows"),
        hint=N_("Leave it empty where there is no limit."),
        least=1,
        needed=False,
    )
    reserve = WholeNumber(
        N_("Connections in reserve"), hint=N_("For speakers, interpreters and staff.")
    )
    slot_reason = Paragraph(N_("Why this hour"), hint=N_("Everybody can read it."), needed=False)

    def facts(self, *, venue: str) -> SittingFacts:
        return SittingFacts(
            capacity=self.capacity.data,
            reserve=self.reserve.value,
            venue=venue,
            slot_reason=self.slot_reason.data or "",
        )


class SittingForm(PlacesForm):
    """All about a sitting that nobody has been told of: its time too."""

    mended_at: ClassVar[dict[type[Refusal], str]] = PlacesForm.mended_at | {
        NoSuchTime: "hour",
        TimeIsPast: "day",
        SameTime: "hour",
        UnknownZone: "zone",
        BadMinutes: "minutes",
    }

    day = WallDate(N_("Day"))
    hour = WallTime(N_("Hour"), hint=N_("As on a clock in the time zone below."))
    zone = Pick(N_("Time zone"), as_list=True)
    minutes = WholeNumber(N_("Minutes"), least=5, most=720)
    venue = TextLine(
        N_("Venue"), hint=N_("Of a hybrid sitting: the room where people meet."), needed=False
    )

    def prepare(self) -> None:
        self.zone.choices = zone_choices()

    def slot(self) -> Slot:
        wall = datetime.combine(self.day.value, self.hour.value)
        return Slot(wall, self.zone.value, self.minutes.value)

    def said(self) -> SittingFacts:
        return self.facts(venue=self.venue.data or "")


class NewSittingForm(SittingForm):
    """The same, with the live room if it is known already."""

    mended_at: ClassVar[dict[type[Refusal], str]] = SittingForm.mended_at | {BadLink: "link"}

    link = TextLine(
        LINK,
        hint=N_("It may come later. Nobody sees it: the join page leads to it in time."),
        longest=1000,
        needed=False,
        attributes={"dir": "ltr", "type": "url"},
    )

    def said(self) -> SittingFacts:
        facts = super().said()
        if not self.link.data:
            return facts
        room = RoomFacts(link=self.link.data)
        return SittingFacts(
            capacity=facts.capacity,
            reserve=facts.reserve,
            venue=facts.venue,
            slot_reason=facts.slot_reason,
            room=room,
        )


class RoomForm(WatchedForm, MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {BadLink: "link"}

    link = TextLine(
        LINK,
        hint=LINK_HINT,
        longest=1000,
        attributes={"dir": "ltr", "type": "url"},
        missing=N_("Write the whole link of the live room, beginning with https://."),
    )
    passcode = TextLine(N_("Passcode"), longest=64, needed=False, attributes={"dir": "ltr"})
    dial_in = Paragraph(
        N_("By telephone"),
        hint=N_("Numbers and codes, one a line. Pages say that one can telephone."),
        needed=False,
        attributes={"dir": "ltr"},
    )
    notes = Paragraph(
        N_("Notes for those who join"), hint=N_("The join page shows them."), needed=False
    )

    def facts(self) -> RoomFacts:
        return RoomFacts(
            link=self.link.value,
            passcode=self.passcode.data or "",
            dial_in=self.dial_in.data or "",
            notes=self.notes.data or "",
        )


class HalfATime(BadInput):
    message = N_("Write both the day and the hour, or neither.")


class ClosingForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {
        ClosesTooLate: "day",
        HalfATime: "hour",
        NoSuchTime: "hour",
    }

    day = WallDate(
        N_("Last day"), hint=N_("Leave both empty to close when each sitting begins."), needed=False
    )
    hour = WallTime(N_("Hour"), needed=False)

    def wall(self) -> datetime | None:
        """Return the wall time, in the series' zone, or None where nothing is given.

        Raises:
            HalfATime: a day without hour, or the reverse.
        """
        if self.day.data is None and self.hour.data is None:
            return None
        if self.day.data is None or self.hour.data is None:
            raise HalfATime
        return datetime.combine(self.day.data, self.hour.data)


def said_of(sitting: Sitting) -> dict[str, object]:
    """Return what stands in the form of a sitting that is there."""
    names = ("capacity", "reserve", "slot_reason", "venue", "zone", "minutes")
    wall = sitting.announced_start
    said = {name: getattr(sitting, name) for name in names}
    return said | {"day": wall.date(), "hour": wall.time()}


def proposed_for(webinar: Webinar) -> dict[str, object]:
    """Return what a further sitting probably shares with the one before it: all but the hour."""
    usual = {"zone": webinar.series.zone, "minutes": USUAL_MINUTES, "reserve": 0}
    held = [one for one in webinar.sittings if one.cancelled_at is None]
    if not held:
        return usual
    shared = said_of(max(held, key=lambda one: one.starts_at))
    return {name: shared[name] for name in ("day", "zone", "minutes", "capacity", "reserve")}


def proposed_by(address: MultiDict[str, str]) -> dict[str, object]:
    """Return what a link to the form proposes; what cannot be read is left to be asked."""
    form = NewSittingForm(address)
    return {name: form[name].data for name in address if name in form and form[name].data}


def said_by(room: LiveRoom | None) -> dict[str, object]:
    names = ("link", "passcode", "dial_in", "notes")
    return {name: getattr(room, name) for name in names} if room else {}


def closing_of(webinar: Webinar) -> dict[str, object]:
    if webinar.registration_closes_at is None:
        return {}
    wall = wall_of(webinar.registration_closes_at, webinar.series.zone)
    return {"day": wall.date(), "hour": wall.time()}
