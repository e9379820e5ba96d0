"""What an officer writes to a question from the floor."""

from typing import TypedDict

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.refusals import ChangedMeanwhile, Refusal
from webinars.kernel.text import N_
from webinars.web.forms import (
    Choice,
    Form,
    Paragraph,
    Pick,
    TextLine,
    WatchedForm,
)

OWN_LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]


class Said(TypedDict):
    text: str
    language: Language


class AnsweredMeanwhile(Refusal):
    message = N_(
        "Somebody else answered while you wrote: “%(answer)s”. Yours is still below; send it again"
        " if it is to stand instead."
    )


class AnswerForm(WatchedForm):
    answer = Paragraph(N_("Answer"), missing=N_("Write the answer."), longest=3000)
    language = Pick(N_("The answer is in"), choices=OWN_LANGUAGES, as_list=True)

    def is_of(self, answer: str) -> bool:
        """Tell whether the page showed `answer`, which stands now; if not, say so at the answer."""
        try:
            self.refuse_changed({"answer": answer})
        except ChangedMeanwhile:
            self.blame(self.answer, AnsweredMeanwhile(answer=answer))
            return False
        return True

    def said(self) -> Said:
        return {"text": self.answer.value, "language": Language(self.language.value)}


class HideForm(Form):
    reason = TextLine(
        N_("Why it is not shown"),
        hint=N_("The person who asked reads this."),
        missing=N_("Write why, in words for the person who asked."),
    )
