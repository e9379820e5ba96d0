"""What an officer writes to a question from the floor."""

from typing import TypedDict

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.web.forms import Choice, Form, Paragraph, Pick, TextLine

OWN_LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]


class Said(TypedDict):
    text: str
    language: Language


class AnswerForm(Form):
    answer = Paragraph(N_("Answer"), missing=N_("Write the answer."), longest=3000)
    language = Pick(N_("The answer is in"), choices=OWN_LANGUAGES, as_list=True)

    def said(self) -> Said:
        return {"text": self.answer.value, "language": Language(self.language.value)}


class HideForm(Form):
    reason = TextLine(
        N_("Why it is not shown"),
        hint=N_("The person who asked reads this."),
        missing=N_("Write why, in words for the person who asked."),
    )
