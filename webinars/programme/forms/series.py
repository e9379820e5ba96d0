"""What the Secretariat says of a series."""

from typing import ClassVar

from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.zones import UnknownZone
from webinars.programme.forms.base import LANGUAGES, MendingForm, SpokenForm, zone_choices
from webinars.programme.models import Series
from webinars.programme.operations import SeriesFacts, SeriesWords
from webinars.programme.operations.refusals import (
    BadAddressOfPage,
    BadDocument,
    BadSlug,
    EvaluationTooEarly,
    NoLanguage,
    PeriodReversed,
    SlugTaken,
    ThresholdFixed,
)
from webinars.web.forms import Paragraph, Pick, TextLine, WallDate, WatchedForm, WholeNumber


class SeriesForm(WatchedForm, MendingForm):
    """Period, mandate and address; `NewSeriesForm` asks for the first text too."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        BadSlug: "slug",
        SlugTaken: "slug",
        PeriodReversed: "ends_on",
        EvaluationTooEarly: "evaluation_due_on",
        UnknownZone: "zone",
        NoLanguage: "decision_language",
        BadAddressOfPage: "decision_url",
        BadDocument: "further_documents",
        ThresholdFixed: "threshold_minutes",
    }

    starts_on = WallDate(N_("First day of the period"))
    ends_on = WallDate(N_("Last day of the period"))
    evaluation_due_on = WallDate(
        N_("Evaluation due"),
        hint=N_("The day by which the independent evaluation is expected."),
        needed=False,
    )
    zone = Pick(
        N_("Time zone of the announcements"),
        hint=N_("New sittings are proposed in it. Each can have another."),
        as_list=True,
    )
    threshold_minutes = WholeNumber(
        N_("Minutes that count as attendance"),
        hint=N_("Who was there for less did not attend. Fixed when the first sitting begins."),
        least=1,
        most=720,
    )
    decision_symbol = TextLine(
        N_("Symbol of the decision’s document"),
        hint=N_("As in CDIP/23/9."),
        longest=80,
        needed=False,
        attributes={"dir": "ltr"},
    )
    decision_url = TextLine(
        N_("Address of the document"),
        longest=500,
        needed=False,
        attributes={"dir": "ltr", "type": "url"},
    )
    further_documents = Paragraph(
        N_("Further documents of the mandate"),
        hint=N_("One a line: the symbol, then the address if there is one."),
        attributes={"dir": "ltr"},
        needed=False,
    )
    decision_text = Paragraph(
        N_("The decision in its own words"),
        hint=N_("Quoted, never translated."),
        attributes={"dir": "auto"},
        rows=5,
        needed=False,
    )
    decision_language = Pick(
        N_("Language of the quotation"), choices=LANGUAGES, as_list=True, needed=False
    )
    slug = TextLine(
        N_("Address of the page"),
        hint=N_(
            "Last part of the address, in small Latin letters, digits and hyphens. Left open, it"
            " is made from the title. An earlier address leads on."
        ),
        longest=80,
        needed=False,
        attributes={"dir": "ltr"},
    )

    def prepare(self) -> None:
        self.zone.choices = zone_choices()

    def facts(self) -> SeriesFacts:
        language = self.decision_language.data
        return SeriesFacts(
            slug=self.slug.data or "",
            starts_on=self.starts_on.value,
            ends_on=self.ends_on.value,
            evaluation_due_on=self.evaluation_due_on.data,
            zone=self.zone.value,
            decision_text=self.decision_text.data or "",
            decision_language=Language(language) if language else None,
            decision_symbol=self.decision_symbol.data or "",
            decision_url=self.decision_url.data or "",
            further_documents=self.further_documents.data or "",
            threshold_minutes=self.threshold_minutes.value,
        )


class NewSeriesForm(SeriesForm):
    title = TextLine(N_("Title"), attributes={"dir": "auto"})
    language = Pick(N_("Language of the title"), choices=LANGUAGES, columns=True)

    def words(self) -> SeriesWords:
        return SeriesWords(language=Language(self.language.value), title=self.title.value)


class SeriesTextForm(WatchedForm, SpokenForm):
    spoken: ClassVar[tuple[str, ...]] = ("title", "summary")

    title = TextLine(N_("Title"))
    summary = Paragraph(N_("Summary"), hint=N_("Two or three sentences."), rows=6, needed=False)

    def words(self, language: Language) -> SeriesWords:
        return SeriesWords(
            language=language, title=self.title.value, summary=self.summary.data or ""
        )


def said_of(series: Series) -> dict[str, object]:
    """Return what stands in the form of a series that is there."""
    period = ("starts_on", "ends_on", "evaluation_due_on", "zone", "threshold_minutes", "slug")
    decision = ("decision_symbol", "decision_url", "decision_text", "decision_language")
    names = (*period, *decision, "further_documents")
    return {name: getattr(series, name) for name in names}
