"""Sentences of a letter as the Secretariat worded them, in place of ours.

A sentence is its English id; what a letter says is asked of gettext, so gettext is
where an edited wording is put, for one letter alone. Counted sentences (plurals)
stay ours.
"""

from collections.abc import Mapping

from babel.support import NullTranslations
from flask_babel import Domain, get_domain

from webinars.outbox.rules import as_format, part_of


class Reworded:
    """The catalogue of a language with some sentences replaced; notes which are asked."""

    def __init__(
        self, ours: NullTranslations, edited: Mapping[str, str], asked: list[str] | None
    ) -> None:
        self.ours, self.edited, self.asked = ours, edited, asked

    def ugettext(self, message: str) -> str:
        if self.asked is not None and message not in self.asked:
            self.asked.append(message)
        words = self.edited.get(part_of(message)) if self.edited else None
        return self.ours.ugettext(message) if words is None else as_format(words)

    def __getattr__(self, name: str) -> object:
        return getattr(self.ours, name)


class LettersDomain(Domain):  # type: ignore[misc]  # Flask-Babel states no types
    """Where gettext looks while one letter is written."""

    def __init__(self, reworded: Reworded) -> None:
        super().__init__()
        self.reworded = reworded

    def get_translations(self) -> Reworded:
        return self.reworded


def speak(edited: Mapping[str, str], asked: list[str] | None) -> None:
    """Say `edited` sentences, by their part, in the present letter; note those asked in `asked`."""
    if edited or asked is not None:
        ours = get_domain().get_translations()
        LettersDomain(Reworded(ours, edited, asked)).as_default()
