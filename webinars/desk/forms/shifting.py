"""Other days or hours for several sittings of a series."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from webinars.desk.forms.changing import Mending
from webinars.desk.rules.shifting import Wish
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.zones import NoSuchTime, zone_names
from webinars.programme.models import Sitting
from webinars.programme.operations import Slot
from webinars.programme.operations.refusals import NoReason, SameTime, TimeIsPast
from webinars.programme.rules import WEEKDAYS, WEEKS
from webinars.web.forms import (
    Choice,
    Form,
    Paragraph,
    Pick,
    Tick,
    WallDate,
    WallTime,
    WholeNumber,
    choices,
)

AS_IT_IS = N_("As it is")


class ShiftForm(Form):
    """From which webinar on, and what changes. What is left open stays."""

    start = Pick(
        N_("From which webinar on"),
        hint=N_("This one and all that follow. What was held stays as it was."),
        as_list=True,
    )
    week = Pick(
        N_("Which of the month"),
        choices=choices([(str(number), name) for number, name in WEEKS.items()]),
        as_list=True,
        blank=AS_IT_IS,
        needed=False,
    )
    weekday = Pick(
        N_("Day of the week"),
        choices=choices([(str(number), name) for number, name in WEEKDAYS.items()]),
        as_list=True,
        blank=AS_IT_IS,
        needed=False,
    )
    hour = WallTime(N_("Hour"), needed=False)
    zone = Pick(N_("Time zone"), as_list=True, blank=AS_IT_IS, needed=False)
    minutes = WholeNumber(N_("Minutes"), least=5, most=720, needed=False)

    def prepare(self, webinars: Sequence[tuple[str, str]]) -> None:
        """Offer these webinars, by slug and title."""
        self.start.choices = choices(webinars)
        self.zone.choices = [Choice(name, name.replace("_", " ")) for name in sorted(zone_names())]

    def wish(self) -> Wish:
        week, weekday = self.week.data, self.weekday.data
        return Wish(
            week=int(week) if week else None,
            weekday=int(weekday) if weekday else None,
            hour=self.hour.data,
        )


class SittingMoveForm(Mending):
    """One sitting: whether it moves, and where to."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        NoSuchTime: "hour",
        TimeIsPast: "day",
        SameTime: "hour",
    }
    moves = Tick(N_("Move this sitting"))
    day = WallDate(N_("Day"))
    hour = WallTime(N_("Hour"))

    def slot(self, sitting: Sitting, shift: ShiftForm) -> Slot:
        wall = datetime.combine(self.day.value, self.hour.value)
        return Slot(wall, shift.zone.data or sitting.zone, shift.minutes.data or sitting.minutes)


class ReasonForm(Mending):
    """Why sittings that people know of are moved."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {NoReason: "reason"}

    reason = Paragraph(
        N_("Why"), hint=N_("Everybody who registered will read it."), needed=False, conditional=True
    )
