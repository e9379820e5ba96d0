"""What the Secretariat says of agenda, rehearsals and materials."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, cast

from webinars.kernel.languages import OWN_NAMES, Language, direction
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.zones import NoSuchTime, UnknownZone
from webinars.programme.forms.base import MendingForm, zone_choices
from webinars.programme.models import AgendaItem, AgendaText, Audience, Material, MaterialText
from webinars.programme.operations.agenda import ItemFacts
from webinars.programme.operations.facts import Slot
from webinars.programme.operations.materials import SheetFacts
from webinars.programme.operations.refusals import NoTitle, RehearsalTooLate
from webinars.programme.rules import AUDIENCES
from webinars.web.forms import (
    Choice,
    FileOne,
    Paragraph,
    Pick,
    TextLine,
    WallDate,
    WallTime,
    WatchedForm,
    WholeNumber,
    choices,
)

IN_ENGLISH = "title_en"


def title_in(language: Language) -> TextLine:
    """Return the question for a title in one language, under the language's own name."""
    attributes = {"lang": language.value, "dir": direction(language)}
    return TextLine(OWN_NAMES[language], needed=False, conditional=True, attributes=attributes)


class TitlesForm(MendingForm):
    """A title in each of the six languages; one is enough."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {NoTitle: IN_ENGLISH}

    title_ar = title_in(Language.ARABIC)
    title_zh = title_in(Language.CHINESE)
    title_en = title_in(Language.ENGLISH)
    title_fr = title_in(Language.FRENCH)
    title_ru = title_in(Language.RUSSIAN)
    title_es = title_in(Language.SPANISH)

    def titles(self) -> dict[Language, str]:
        return {code: self.title_of(code).data or "" for code in Language}

    def title_of(self, language: Language) -> TextLine:
        return cast("TextLine", self[f"title_{language}"])

    def in_order(self) -> list[TextLine]:
        return [self.title_of(code) for code in OWN_NAMES]


class ItemForm(WatchedForm, TitlesForm):
    minutes = WholeNumber(N_("Minutes"), least=1, most=720)
    who = TextLine(N_("Who"), hint=N_("As it will be shown."), needed=False)

    def facts(self) -> ItemFacts:
        return ItemFacts(self.minutes.value, self.titles(), self.who.data or "")


class RehearsalForm(MendingForm):
    mended_at: ClassVar[dict[type[Refusal], str]] = {
        NoSuchTime: "hour",
        UnknownZone: "zone",
        RehearsalTooLate: "day",
    }

    day = WallDate(N_("Day"))
    hour = WallTime(N_("Hour"), hint=N_("As on a clock in the time zone below."))
    zone = Pick(N_("Time zone"), as_list=True)
    minutes = WholeNumber(N_("Minutes"), least=5, most=720)
    note = Paragraph(
        N_("For whom, and what to bring"),
        hint=N_("Only those who appear see it."),
        rows=2,
        needed=False,
    )

    def prepare(self) -> None:
        self.zone.choices = zone_choices()

    def slot(self) -> Slot:
        wall = datetime.combine(self.day.value, self.hour.value)
        return Slot(wall, self.zone.value, self.minutes.value)


class SheetForm(WatchedForm, TitlesForm):
    """What is said of a material that is there."""

    language = Pick(
        N_("Language of the file"),
        as_list=True,
        blank=N_("None in particular"),
        needed=False,
    )
    audience = Pick(N_("Who may fetch it"), choices=choices(AUDIENCES.items()))

    def prepare(self, languages: Sequence[tuple[str, str]]) -> None:
        self.language.choices = [Choice(code, name) for code, name in languages]

    def facts(self) -> SheetFacts:
        return SheetFacts(self.titles(), self.language.data or "", Audience(self.audience.value))


class NewSheetForm(SheetForm):
    file = FileOne(
        N_("File"),
        hint=N_("PDF, slides, text, tables or pictures, at most 100 MB."),
    )


def said_of(row: AgendaItem | Material) -> dict[str, object]:
    """Return what stands in the form of an item or a material that is there."""
    titles = titles_of(row.texts)
    if isinstance(row, AgendaItem):
        return {"minutes": row.minutes, "who": row.who} | titles
    return {"language": row.language, "audience": row.audience} | titles


def titles_of(texts: Sequence[AgendaText] | Sequence[MaterialText]) -> dict[str, object]:
    return {f"title_{text.language}": text.title for text in texts}
