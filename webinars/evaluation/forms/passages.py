"""What the pages of findings, responses and decision ask."""

from collections.abc import Sequence
from datetime import date

from webinars.evaluation.forms import snapshot_choices
from webinars.evaluation.forms.criteria import LANGUAGES, ReasonForm, broken_down
from webinars.evaluation.models import Snapshot
from webinars.evaluation.models.criteria import Outcome
from webinars.evaluation.models.passages import (
    ManagementResponse,
    Passage,
    PassageKind,
    Progress,
    Verdict,
)
from webinars.evaluation.operations.decisions import DecisionFacts, ResponseFacts
from webinars.evaluation.operations.passages import PassageFacts
from webinars.evaluation.sights.criteria import OUTCOMES
from webinars.evaluation.sights.judging import PROGRESS, VERDICTS
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.web.forms import Choice, Form, Paragraph, Pick, TextLine, WallDate, choices

ANYBODYS = {"dir": "auto"}


class PassageForm(ReasonForm):
    """A finding, a recommendation or a dissent; a finding may name a figure."""

    words = Paragraph(N_("What it says"), rows=6, attributes=ANYBODYS)
    language = Pick(N_("Language of these words"), as_list=True, choices=LANGUAGES)
    said_by = TextLine(
        N_("Whose view it is"),
        hint=N_("Left open, it is not attributed."),
        needed=False,
        attributes=ANYBODYS,
    )
    measure = Pick(
        N_("A figure on which it rests"),
        as_list=True,
        blank=N_("No further figure"),
        needed=False,
    )
    breakdown = Pick(
        N_("Counted for"),
        as_list=True,
        choices=broken_down(),
        blank=N_("The series as a whole"),
        needed=False,
        conditional=True,
    )
    cut = Pick(N_("Snapshot"), as_list=True, needed=False, conditional=True)

    def offer(
        self,
        kind: PassageKind,
        measures: Sequence[Choice],
        snapshots: Sequence[Snapshot],
        *,
        is_fixed: bool,
    ) -> None:
        """Ask what belongs to `kind`, and why where it is published."""
        self.ask_why(is_fixed=is_fixed)
        if kind is not PassageKind.DISSENT:
            del self.said_by
        if kind is not PassageKind.FINDING or not snapshots:
            del self.measure, self.breakdown, self.cut
            return
        self.measure.choices = measures
        self.cut.choices = snapshot_choices(snapshots)
        if self.cut.data is None:
            self.cut.data = str(snapshots[0].cut)

    def facts(self) -> PassageFacts:
        said_by = (self.said_by.data or "") if "said_by" in self else ""
        return PassageFacts(self.words.value, Language(self.language.value), said_by)


def passage_written(passage: Passage) -> dict[str, object]:
    """Return the answers that say what a passage says."""
    words = passage.wordings[-1].words
    return {"words": words, "language": passage.language, "said_by": passage.said_by}


class ResponseForm(Form):
    """What the management answers to a recommendation, and how far it has come."""

    verdict = Pick(N_("The recommendation is"), choices=choices(VERDICTS.items()))
    words = Paragraph(N_("The response"), attributes=ANYBODYS)
    language = Pick(N_("Language of these words"), as_list=True, choices=LANGUAGES)
    owner = TextLine(N_("Who is to do it"), needed=False, attributes=ANYBODYS)
    due_on = WallDate(N_("By when"), needed=False)
    progress = Pick(
        N_("How far it has come"), choices=choices(PROGRESS.items()), default=Progress.OPEN
    )

    def facts(self) -> ResponseFacts:
        return ResponseFacts(
            verdict=Verdict(self.verdict.value),
            words=self.words.value,
            language=Language(self.language.value),
            owner=self.owner.data or "",
            due_on=self.due_on.data,
            progress=Progress(self.progress.value),
        )


def response_written(answers: Sequence[ManagementResponse]) -> dict[str, object]:
    """Return the answers of the response that holds, for its follow-up."""
    if not answers:
        return {"progress": Progress.OPEN}
    names = ("verdict", "words", "language", "owner", "due_on", "progress")
    return {name: getattr(answers[-1], name) for name in names}


class DecisionForm(ReasonForm):
    """What a body decided: nothing is chosen beforehand."""

    outcome = Pick(N_("The series is to be"), choices=choices(OUTCOMES.items()))
    body = TextLine(N_("Who decided"), attributes=ANYBODYS)
    decided_on = WallDate(N_("Decided on"))
    symbol = TextLine(
        N_("Document that records it"),
        hint=N_("Its symbol, and the paragraph."),
        longest=80,
        attributes={"dir": "ltr"},
    )
    words = Paragraph(
        N_("The decision in its own words"),
        hint=N_("With the modifications, where there are any."),
        rows=5,
        attributes=ANYBODYS,
    )
    language = Pick(N_("Language of these words"), as_list=True, choices=LANGUAGES)
    follow_up = Paragraph(N_("What is to follow"), needed=False, attributes=ANYBODYS)
    follow_up_on = WallDate(N_("By when"), needed=False)

    def facts(self) -> DecisionFacts:
        return DecisionFacts(
            outcome=Outcome(self.outcome.value),
            body=self.body.value,
            decided_on=self.decided_on.value,
            symbol=self.symbol.value,
            words=self.words.value,
            language=Language(self.language.value),
            follow_up=self.follow_up.data or "",
            follow_up_on=_day(self.follow_up_on),
            reason=self.reason.value if "reason" in self else "",
        )


def _day(field: WallDate) -> date | None:
    return field.data
