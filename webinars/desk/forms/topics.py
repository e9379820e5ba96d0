"""What is asked about a topic: of who proposes it, and of the Secretariat."""

from collections.abc import Sequence
from typing import ClassVar

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.programme.operations.topics import TopicWords
from webinars.web.forms import Choice, Form, Paragraph, Pick, TextLine

LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]


class ProposeForm(Form):
    title = TextLine(
        N_("Topic"),
        hint=N_("One question that a webinar could answer."),
        longest=150,
        attributes={"dir": "auto"},
    )
    words = Paragraph(
        N_("Why, and for whom"),
        hint=N_("Public, without your name, once the Secretariat has read it."),
        rows=3,
        longest=2000,
        needed=False,
        attributes={"dir": "auto"},
    )
    language = Pick(N_("Language in which you write"), choices=LANGUAGES, columns=True)

    def topic(self) -> TopicWords:
        return TopicWords(Language(self.language.value), self.title.value, self.words.data or "")


class TopicForm(Form):
    """A topic in one language, and the Secretariat's answer there."""

    spoken: ClassVar[tuple[str, ...]] = ("title", "words", "answer")

    title = TextLine(N_("Topic"), longest=150)
    words = Paragraph(N_("Why, and for whom"), rows=3, needed=False)
    answer = Paragraph(N_("Answer"), hint=N_("Public, below the topic."), rows=4, needed=False)

    def topic(self, language: Language) -> TopicWords:
        return TopicWords(language, self.title.value, self.words.data or "", self.answer.data or "")


class MergeForm(Form):
    into = Pick(
        N_("Counts as"), as_list=True, blank=N_("Choose a topic"), missing=N_("Choose a topic.")
    )

    def prepare(self, topics: Sequence[tuple[str, str]]) -> None:
        self.into.choices = [Choice(public_id, title) for public_id, title in topics]


class MeetForm(Form):
    webinar = Pick(N_("Webinar that meets it"), as_list=True, blank=N_("None yet"), needed=False)

    def prepare(self, webinars: Sequence[tuple[str, str]]) -> None:
        self.webinar.choices = [Choice(slug, title) for slug, title in webinars]
