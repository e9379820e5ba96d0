"""What a Secretariat asks the slot planner: a day, how long, how often, and what binds it."""

from collections.abc import Sequence
from datetime import date, time
from typing import ClassVar

from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_
from webinars.programme.rules.slots import (
    MOST_SITTINGS,
    WEIGHTS,
    BadHours,
    BadLength,
    BadSittings,
    DayTooFar,
    Hours,
    NobodyThen,
    NoHour,
    TooLongForDay,
    Weight,
    Wish,
)
from webinars.web.forms import Choice, Fault, Form, Pick, WallDate, WallTime, WholeNumber, choices

COUNTS = {"1": N_("One sitting"), "2": N_("Two sittings"), "3": N_("Three sittings")}
assert len(COUNTS) == MOST_SITTINGS  # noqa: S101  (a word for each number that can be planned)


class HalfASpan(BadInput):
    message = N_("Write both hours in Geneva, or neither.")


class HoursForm(Form):
    """How long and how often a webinar is held, and between which hours.

    Asked with GET: an address that can be kept, sent and opened again.
    """

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        BadHours: "until",
        BadLength: "minutes",
        BadSittings: "sittings",
        DayTooFar: "day",
        HalfASpan: "host_until",
        NoHour: "host_until",
        NobodyThen: "day",
        TooLongForDay: "minutes",
    }

    minutes = WholeNumber(N_("Minutes"), least=5, most=720)
    sittings = Pick(N_("How often the webinar is held"), choices=choices(COUNTS.items()))
    since = WallTime(N_("The working day begins"), hint=N_("In each capital, on its own clock."))
    until = WallTime(N_("The working day ends"))
    host_since = WallTime(
        N_("In Geneva, not before"), hint=N_("Leave both empty to host at any hour."), needed=False
    )
    host_until = WallTime(N_("In Geneva, over by"), needed=False)

    def wish_on(self, day: date) -> Wish:
        """Return what is planned for `day`.

        Raises:
            HalfASpan: one of Geneva's two hours is missing.
        """
        host = (self.host_since.data, self.host_until.data)
        if (host[0] is None) != (host[1] is None):
            raise HalfASpan
        return Wish(
            day=day,
            minutes=self.minutes.value,
            sittings=int(self.sittings.value),
            hours=_span(self.since.value, self.until.value),
            host=_span(host[0], host[1]) if host[0] is not None and host[1] is not None else None,
        )

    def blame_for(self, refusal: Refusal) -> None:
        """Show a refusal where it can be mended, or above all."""
        for kind, name in self.mended_at.items():
            if isinstance(refusal, kind) and name in self:
                self.blame(self[name], refusal)
                return
        self.form_errors = [*self.form_errors, Fault(refusal.message, "", **refusal.values)]


class PlannerForm(HoursForm):
    """The same for one day, and perhaps one webinar."""

    webinar = Pick(
        N_("Webinar"), as_list=True, blank=N_("None yet: only compare hours"), needed=False
    )
    day = WallDate(N_("Day"), hint=N_("As it is in UTC: its 48 half-hours are compared."))
    weight = Pick(N_("Who counts first"), choices=choices(WEIGHTS.items()), as_list=True)

    def offer(self, webinars: Sequence[Choice]) -> None:
        self.webinar.choices = webinars

    def counts_first(self) -> Weight:
        return Weight(self.weight.value)


def _span(since: time, until: time) -> Hours:
    """Return the hours between two clock times; midnight as the end is the end of the day."""
    last = until.hour * 60 + until.minute or 24 * 60
    return Hours(since.hour * 60 + since.minute, last)
