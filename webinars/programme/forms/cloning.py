"""What is asked before a webinar or a series is planned as another was."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.forms.base import MendingForm
from webinars.programme.operations import SeriesWords, WebinarWords
from webinars.programme.operations.refusals import OutsidePeriod, TitleTooLong
from webinars.web.forms import Choice, Pick, TextLine, WallDate


class CloneWebinarForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {
        OutsidePeriod: "planned_month",
        TitleTooLong: "title",
    }

    title = TextLine(N_("Title"), attributes={"dir": "auto"})
    planned_month = Pick(N_("Planned for"), as_list=True, blank=N_("Choose a month"))

    def prepare(self, months: Sequence[Choice]) -> None:
        self.planned_month.choices = months

    def month(self) -> date:
        return date.fromisoformat(self.planned_month.value)

    def words(self, language: Language) -> WebinarWords:
        return WebinarWords(language=language, title=self.title.value)


class CloneSeriesForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {TitleTooLong: "title"}

    title = TextLine(N_("Title"), attributes={"dir": "auto"})
    starts_on = WallDate(
        N_("First day of the period"), hint=N_("It is given as many months as the other one had.")
    )

    def words(self, language: Language, summary: str) -> SeriesWords:
        return SeriesWords(language=language, title=self.title.value, summary=summary)
