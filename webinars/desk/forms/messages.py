"""A message to those who registered: to whom, and its words in each language."""

from collections.abc import Mapping
from typing import ClassVar, cast

from werkzeug.datastructures import MultiDict

from webinars.desk.forms.changing import Mending
from webinars.kernel.languages import Language, direction
from webinars.kernel.text import N_
from webinars.registrations.models import Audience, Message
from webinars.registrations.operations import Said
from webinars.web.forms import Asked, Form, Paragraph, Pick, TextLine, WatchedForm, choices

AUDIENCES: Mapping[Audience, str] = {
    Audience.EVERYBODY: N_("Everybody with a place or a turn in the queue"),
    Audience.CONFIRMED: N_("Those with a place"),
    Audience.WAITING: N_("Those in the queue"),
}


class MessageForm(WatchedForm, Mending):
    audience = Pick(N_("To whom"), choices=choices(AUDIENCES.items()))


class WordsForm(Form):
    """The message in one language."""

    spoken: ClassVar[tuple[str, ...]] = ("subject", "body")

    subject = TextLine(N_("Subject"), longest=200, needed=False, conditional=True)
    body = Paragraph(
        N_("Text"),
        hint=N_("An empty line begins a new paragraph. Greeting and links are added."),
        rows=8,
        needed=False,
        conditional=True,
    )


Words = dict[Language, WordsForm]


def words_of(answers: MultiDict[str, str] | None = None, message: Message | None = None) -> Words:
    """Return a form for each language: as answered, or as `message` stands."""
    there = {text.language: text for text in message.texts} if message else {}
    forms: Words = {}
    for language in Language:
        text = there.get(language)
        said = {"subject": text.subject, "body": text.body} if text else {}
        form = WordsForm(answers, data=None if answers else said, prefix=f"{language}-")
        for name in WordsForm.spoken:
            cast("Asked[str]", form[name]).element |= {"lang": language, "dir": direction(language)}
        forms[language] = form
    return forms


def said_of(message: Message) -> dict[str, object]:
    """Return what stands in a message that is there: to whom, and its words by language."""
    texts = {str(one.language): f"{one.subject}\n{one.body}" for one in message.texts}
    return {"audience": message.audience, **texts}


def said_in(words: Words) -> dict[Language, Said]:
    return {
        language: Said(form.subject.data or "", form.body.data or "")
        for language, form in words.items()
    }
