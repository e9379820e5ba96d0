"""Our messages in one of the six languages, where no page is being built: files that leave."""

import functools
from collections.abc import Callable
from pathlib import Path

from babel.support import Translations

from webinars.web.words.patterns import locale_of

FOLDER = Path(__file__).parent.parent / "translations"
Say = Callable[..., str]


@functools.cache
def tongue(language: str) -> Say:
    """Return the function that says an English message in `language`, its places filled."""
    catalogue = Translations.load(str(FOLDER), [str(locale_of(language)), language])

    def say(message: str, **values: object) -> str:
        words = catalogue.ugettext(message) if message else ""
        return words % values if values else words.replace("%%", "%")

    return say
