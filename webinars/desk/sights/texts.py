"""Texts that people wrote, each with the language in which it stands."""

from dataclasses import dataclass

from webinars.kernel.languages import Language


@dataclass(frozen=True)
class Said:
    """A text and its language, which the page marks where it is not the reader's."""

    text: str
    language: Language

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return its lines that are not empty."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


NOTHING = Said("", Language.ENGLISH)
