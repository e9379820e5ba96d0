"""Which text a reader gets."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from webinars.kernel.languages import Language
from webinars.programme.models import TextState, Webinar, WebinarText

FALLBACK = (Language.ENGLISH, Language.FRENCH)
"""Tried in this order where the reader's language has no text."""


class Text(Protocol):
    """A row of a translation table."""

    language: Language


T = TypeVar("T", bound=Text)


def text_in(texts: Sequence[T], language: Language) -> tuple[T, Language]:
    """Return the text for a reader of `language`, and the language in which it is.

    Her own language, else English, else French, else any. A text that is still
    a draft is taken only where no other is ready.

    Raises:
        LookupError: there is no text at all.
    """
    ready = [text for text in texts if not is_draft(text)] or list(texts)
    by_language = {text.language: text for text in ready}
    for wanted in (language, *FALLBACK, *by_language):
        if wanted in by_language:
            return by_language[wanted], wanted
    raise LookupError("a webinar or series without a text")


def title_in(webinar: Webinar, language: Language) -> str:
    return text_in(webinar.texts, language)[0].title


def questions_of(text: WebinarText) -> list[str]:
    """Return the questions for discussion, one an item."""
    return [line.strip() for line in text.questions.splitlines() if line.strip()]


def is_draft(text: Text) -> bool:
    return getattr(text, "state", TextState.READY) is TextState.DRAFT
