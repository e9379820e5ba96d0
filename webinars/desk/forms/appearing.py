"""What somebody who appears writes by her own link."""

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.programme.operations import AppearanceWords
from webinars.programme.operations.materials import SheetFacts
from webinars.web.forms import Choice, FileOne, Form, Paragraph, Pick, TextLine


class DeclineForm(Form):
    words = Paragraph(
        N_("A word to the Secretariat"),
        hint=N_("Another day, another person: whatever helps. Only the Secretariat reads it."),
        rows=2,
        needed=False,
    )


class SlidesForm(Form):
    file = FileOne(N_("File"), hint=N_("PDF, slides, text, tables or pictures, at most 100 MB."))
    title = TextLine(N_("Title"), attributes={"dir": "auto"})
    language = Pick(
        N_("Language of the file"),
        choices=[Choice(code, name, lang=code) for code, name in OWN_NAMES.items()],
        columns=True,
    )

    def facts(self) -> SheetFacts:
        language = Language(self.language.value)
        return SheetFacts({language: self.title.value}, language)


class AboutMeForm(Form):
    """Function and biography in one language; both left open takes that language away."""

    language = Pick(
        N_("Language in which you write"),
        choices=[Choice(code, name, lang=code) for code, name in OWN_NAMES.items()],
        columns=True,
    )
    function = TextLine(
        N_("Function and organisation"),
        hint=N_("As it will be shown."),
        needed=False,
        attributes={"dir": "auto"},
    )
    biography = Paragraph(
        N_("Short biography"),
        hint=N_("Four or five sentences, for the public page."),
        rows=5,
        needed=False,
        attributes={"dir": "auto"},
    )

    def about_me(self) -> AppearanceWords:
        return AppearanceWords(
            Language(self.language.value), self.function.data or "", self.biography.data or ""
        )
