"""A new time for a sitting, and why."""

from datetime import datetime
from typing import ClassVar

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.zones import NoSuchTime, UnknownZone, zone_names
from webinars.programme.models import Sitting
from webinars.programme.operations import Slot
from webinars.programme.operations.refusals import BadMinutes, NoReason, SameTime, TimeIsPast
from webinars.web.forms import (
    Choice,
    Fault,
    Form,
    Paragraph,
    Pick,
    TextLine,
    WallDate,
    WallTime,
    WatchedForm,
    WholeNumber,
)


class Mending(Form):
    """A form that shows an operation's refusal at the question where it can be mended."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {}

    def blame_for(self, refusal: Refusal) -> None:
        for kind, name in self.mended_at.items():
            if isinstance(refusal, kind):
                self.blame(self[name], refusal)
                return
        self.form_errors = [*self.form_errors, Fault(refusal.message, "", **refusal.values)]


class MendedForm(Mending):
    """Something that all who registered are told, and why."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {NoReason: "reason"}

    reason = Paragraph(N_("Why"), hint=N_("Everybody who registered will read it."))


class CancelForm(MendedForm):
    """Why something will not be held."""


class TitleForm(Form):
    """Another title for what people know by its present one."""

    title = TextLine(N_("New title"), attributes={"dir": "auto"})

    def blame_for(self, refusal: Refusal) -> None:
        self.blame(self.title, refusal)


class RescheduleForm(WatchedForm, MendedForm):
    """Another time for a sitting that people know of."""

    mended_at: ClassVar[dict[type[Refusal], str]] = MendedForm.mended_at | {
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
        self.zone.choices = [Choice(name, name.replace("_", " ")) for name in sorted(zone_names())]

    def slot(self) -> Slot:
        wall = datetime.combine(self.day.value, self.hour.value)
        return Slot(wall, self.zone.value, self.minutes.value)


def time_of(sitting: Sitting) -> dict[str, object]:
    """Return what stands in the form before it is changed."""
    start = sitting.announced_start
    return {
        "day": start.date(),
        "hour": start.time(),
        "zone": sitting.zone,
        "minutes": sitting.minutes,
        "venue": sitting.venue,
    }
