"""What the pages of matrix and notes ask."""

from collections.abc import Sequence

from webinars.evaluation.forms.criteria import LANGUAGES
from webinars.evaluation.operations.matrix import RowFacts
from webinars.evaluation.sights.evaluability import numbers_in
from webinars.kernel.text import N_
from webinars.web.forms import Choice, Form, Paragraph, Pick, Several, TextLine

ANYBODYS = {"dir": "auto"}


class RowForm(Form):
    """A row of the matrix."""

    criterion = TextLine(N_("Criterion"), attributes=ANYBODYS)
    question = TextLine(N_("Question"), longest=1000, attributes=ANYBODYS)
    sub_questions = Paragraph(
        N_("Sub-questions"), hint=N_("One a line."), needed=False, attributes=ANYBODYS
    )
    judgement = Paragraph(N_("Judged by"), rows=2, needed=False, attributes=ANYBODYS)
    indicators = Several(N_("Indicators"), needed=False)
    source = Paragraph(N_("Source"), rows=2, needed=False, attributes=ANYBODYS)
    method = Paragraph(N_("Method"), rows=2, needed=False, attributes=ANYBODYS)
    limitation = Paragraph(N_("Limitation"), rows=2, needed=False, attributes=ANYBODYS)

    def offer(self, indicators: Sequence[Choice]) -> None:
        self.indicators.choices = indicators

    def facts(self) -> RowFacts:
        names = ("sub_questions", "judgement", "source", "method", "limitation")
        return RowFacts(
            criterion=self.criterion.value,
            question=self.question.value,
            indicators=" ".join(self.indicators.data or ()),
            **{name: self[name].data or "" for name in names},
        )


def row_written(facts: RowFacts) -> dict[str, object]:
    """Return the answers that say what a row says."""
    told = {name: getattr(facts, name) for name in RowFacts.__dataclass_fields__}
    return told | {"indicators": [str(one) for one in numbers_in(facts.indicators)]}


class MatrixReleaseForm(Form):
    """In which language the matrix is written."""

    language = Pick(N_("Language of these words"), as_list=True, choices=LANGUAGES)


class RemarkForm(Form):
    """A note of one's own about what its page shows."""

    words = Paragraph(N_("Note"), rows=4, longest=20_000, attributes=ANYBODYS)


class NoteForm(RemarkForm):
    """A note of one's own, about whatever it names."""

    about = Pick(
        N_("About"), as_list=True, blank=N_("Nothing in particular"), needed=False, conditional=True
    )
