"""A rule that drafts the months of a series, and the months, each of which can be changed."""

from datetime import date, datetime
from typing import ClassVar

from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.zones import NoSuchTime, instant_of
from webinars.programme.forms.base import LANGUAGES, MendingForm, zone_choices
from webinars.programme.operations import MonthDraft, Slot, WebinarWords
from webinars.programme.operations.refusals import SameTime, TimeIsPast, TitleTooLong
from webinars.programme.rules import WEEKDAYS, WEEKS, Rule
from webinars.web.forms import Pick, TextLine, Tick, WallDate, WallTime, WholeNumber, choices


class RuleForm(MendingForm):
    """Which day of each month, at which hour, for how long."""

    week = Pick(
        N_("Which of the month"),
        choices=choices([(str(number), name) for number, name in WEEKS.items()]),
        as_list=True,
    )
    weekday = Pick(
        N_("Day of the week"),
        choices=choices([(str(number), name) for number, name in WEEKDAYS.items()]),
        as_list=True,
    )
    hour = WallTime(N_("Hour"), hint=N_("As on a clock in the time zone below."))
    twin = WallTime(
        N_("Hour of a second sitting"),
        hint=N_("On the same day, for those for whom the first is at night."),
        needed=False,
    )
    zone = Pick(N_("Time zone"), as_list=True)
    minutes = WholeNumber(N_("Minutes"), least=5, most=720)
    language = Pick(N_("Language of the titles"), choices=LANGUAGES, as_list=True)

    def prepare(self) -> None:
        self.zone.choices = zone_choices()

    def rule(self) -> Rule:
        return Rule(int(self.week.value), int(self.weekday.value), self.hour.value)


class MonthForm(MendingForm):
    """One month: whether it is planned, its title, and when it is held."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        NoSuchTime: "hour",
        TimeIsPast: "day",
        SameTime: "twin",
        TitleTooLong: "title",
    }

    wanted = Tick(N_("Plan this month"))
    title = TextLine(N_("Title"), attributes={"dir": "auto"})
    day = WallDate(N_("Day"))
    hour = WallTime(N_("Hour"))
    twin = WallTime(N_("Second sitting"), needed=False)

    def walls(self) -> list[datetime]:
        """Return the wall times that are written, whether clocks show them or not."""
        hours = [hour for hour in (self.hour.data, self.twin.data) if hour is not None]
        return [datetime.combine(self.day.data, hour) for hour in hours] if self.day.data else []

    def check(self, zone: str, now: datetime) -> bool:
        """Say at its question what is wrong with a time, without the database."""
        for asked in (self.hour, self.twin):
            if self.day.data is None or asked.data is None:
                continue
            refusal = fault_of(datetime.combine(self.day.data, asked.data), zone, now)
            if refusal is not None:
                self.blame(asked, refusal)
        return not self.errors

    def draft(self, month: date, *, rule: RuleForm) -> MonthDraft:
        zone, minutes = rule.zone.value, rule.minutes.value
        return MonthDraft(
            month=month,
            words=WebinarWords(language=Language(rule.language.value), title=self.title.value),
            slots=tuple(Slot(wall, zone, minutes) for wall in self.walls()),
        )


def fault_of(wall: datetime, zone: str, now: datetime) -> Refusal | None:
    """Return why no sitting can begin at `wall`; None: it can."""
    try:
        past = instant_of(wall, zone) <= now
    except NoSuchTime as refusal:
        return refusal
    return TimeIsPast(wall=f"{wall:%Y-%m-%d %H:%M}", zone=zone) if past else None
