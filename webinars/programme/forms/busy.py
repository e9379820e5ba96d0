"""What the Secretariat says of calendars that webinars must not meet."""

from typing import ClassVar

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.forms.base import MendingForm
from webinars.programme.imports.calendars import NoCalendar, TooBig, TooHard, TooManyTimes
from webinars.programme.models import BusyKind
from webinars.programme.operations.busy import DaysReversed, NoName, TooManyDays
from webinars.programme.rules.clashes import BUSY_KINDS
from webinars.storage.store.intake import Empty
from webinars.web.forms import FileOne, Pick, TextLine, WallDate, choices

KINDS = choices((kind.value, name) for kind, name in BUSY_KINDS.items())


class FileForm(MendingForm):
    """A file to be read, or read in the place of another."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        Empty: "file",
        NoCalendar: "file",
        TooBig: "file",
        TooHard: "file",
        TooManyTimes: "file",
    }

    file = FileOne(
        N_("Calendar file"),
        hint=N_("A file that ends in .ics, of at most 5 MB. Times without a zone are Geneva's."),
        attributes={"accept": ".ics,text/calendar"},
    )


class CalendarForm(FileForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = FileForm.mended_at | {NoName: "name"}

    name = TextLine(N_("Name of the calendar"))
    kind = Pick(N_("What it holds"), choices=KINDS)

    def kind_of(self) -> BusyKind:
        return BusyKind(self.kind.value)


class DaysForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {
        DaysReversed: "last",
        NoName: "name",
        TooManyDays: "last",
    }

    name = TextLine(N_("Name of the holiday or meeting"))
    kind = Pick(N_("What it is"), choices=KINDS)
    first = WallDate(N_("First day"))
    last = WallDate(N_("Last day"), hint=N_("Leave it empty for a single day."), needed=False)

    def kind_of(self) -> BusyKind:
        return BusyKind(self.kind.value)
