"""What is asked on one's own page: a question to the speakers, and who watched together."""

from typing import TypedDict

from webinars.desk.forms.mine import OWN_LANGUAGES
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.live.operations import Group
from webinars.live.rules import MOST_VIEWERS
from webinars.web.forms import Form, Paragraph, Pick, TextLine, Tick, WholeNumber


class SaidQuestion(TypedDict):
    text: str
    language: Language
    named: bool


class QuestionForm(Form):
    text = Paragraph(
        N_("Your question"),
        hint=N_("One question, in any of the six languages. An officer reads it first."),
        missing=N_("Write your question."),
        longest=1000,
    )
    language = Pick(N_("It is written in"), choices=OWN_LANGUAGES, as_list=True)
    named = Tick(
        N_("You may name me beside it"),
        hint=N_("Without this it is shown without a name."),
    )

    def said(self) -> SaidQuestion:
        return {
            "text": self.text.value,
            "language": Language(self.language.value),
            "named": bool(self.named.data),
        }


class ViewersForm(Form):
    """Who watched at this connection: totals, and no names."""

    viewers = WholeNumber(
        N_("How many watched, you included"),
        hint=N_(
            "Purpose: the reach of the webinar. Counted apart, and confirmed by your focal point."
        ),
        least=2,
        most=MOST_VIEWERS,
        missing=N_("Write how many watched, you included."),
    )
    women = WholeNumber(N_("Of whom women"), needed=False, most=MOST_VIEWERS)
    men = WholeNumber(N_("Of whom men"), needed=False, most=MOST_VIEWERS)
    note = TextLine(N_("Where you watched"), hint=N_("Needed from 30 viewers on."), needed=False)

    def group(self) -> Group:
        return Group(
            viewers=self.viewers.value,
            women=self.women.data or 0,
            men=self.men.data or 0,
            note=self.note.data or "",
        )
