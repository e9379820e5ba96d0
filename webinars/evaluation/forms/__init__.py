"""What the pages of evaluation ask."""

from collections.abc import Sequence

from webinars.evaluation.models import Snapshot
from webinars.kernel.languages import OWN_NAMES
from webinars.kernel.text import N_
from webinars.web.forms import Choice, Form, Pick, TextLine, Tick, choices


def snapshot_choices(snapshots: Sequence[Snapshot]) -> list[Choice]:
    return [
        Choice(str(one.cut), f"{one.cut} · {one.taken_at:%Y-%m-%d %H:%M} UTC") for one in snapshots
    ]


class ReceiptForm(Form):
    """A receipt, and the snapshot in which its answer should stand."""

    receipt = TextLine(
        N_("Your receipt"),
        hint=N_("The line of letters and digits that was shown once, after you had answered."),
        attributes={"dir": "ltr", "autocomplete": "off"},
    )
    cut = Pick(N_("Snapshot"), choices=(), as_list=True)

    def offer(self, snapshots: Sequence[Snapshot]) -> None:
        """Let one of `snapshots` be chosen."""
        self.cut.choices = snapshot_choices(snapshots)


class LeavingForm(Form):
    """Of which snapshot, and in which language: all is chosen already."""

    cut = Pick(N_("Snapshot"), as_list=True, needed=False, conditional=True)
    language = Pick(N_("Language"), as_list=True)

    def offer_all(self, snapshots: Sequence[Snapshot], language: str) -> None:
        """Let any snapshot and language be chosen; the newest and the reader's are."""
        self.cut.choices = snapshot_choices(snapshots)
        self.language.choices = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]
        if self.cut.data is None and snapshots:
            self.cut.data = str(snapshots[0].cut)
        if self.language.data is None:
            self.language.data = language


class DocumentForm(LeavingForm):
    """How a document is written, and its symbol."""

    file = Pick(
        N_("File"),
        choices=choices([("pdf", N_("PDF")), ("docx", N_("For a word processor"))]),
        default="pdf",
    )
    symbol = TextLine(
        N_("Symbol of the document"),
        hint=N_("As the Committee gave it; left open, none is shown."),
        needed=False,
        longest=64,
        attributes={"dir": "ltr"},
    )

    series = Pick(N_("Series"), as_list=True, needed=False, conditional=True)

    def offer(self, snapshots: Sequence[Snapshot], language: str) -> None:
        self.offer_all(snapshots, language)
        if self.file.data is None:
            self.file.data = "pdf"

    def offer_series(self, several: Sequence[Choice], present: str) -> None:
        """Let one of several series be chosen; the present one is. Of one, nothing is asked."""
        if len(several) < 2:
            del self.series
            return
        self.series.choices = list(several)
        if self.series.data is None:
            self.series.data = present


class DossierForm(DocumentForm):
    """A dossier, for its evaluator or for everybody."""

    for_all = Tick(
        N_("The version for everybody"),
        hint=N_("With public counts and published findings alone: it may be passed on."),
    )


class PackForm(LeavingForm):
    """How a pack is written, and the condition before the first."""

    bom = Tick(
        N_("Byte order mark in the CSV files"),
        hint=N_("For spreadsheet programs; statistics programs do without."),
    )
    condition = Tick(
        N_(
            "I shall not try to find out who somebody is, nor join these rows with others"
            " for that end."
        )
    )

    def offer(self, snapshots: Sequence[Snapshot], language: str, *, accepted: bool) -> None:
        self.offer_all(snapshots, language)
        self.condition.needed = not accepted
