"""Finding words within one transcript, as the search of the library compares them. Pure."""

from collections.abc import Iterable, Sequence

from webinars.recordings.rules.cues import Paragraph
from webinars.recordings.rules.words import tokens_of

LONGEST_ASKED = 200
"""Characters that are looked for."""


def holding(said: Iterable[Paragraph], asked: str) -> Sequence[Paragraph]:
    """Return the paragraphs in which words begin with all that is asked, names of speakers too.

    All of them where nothing is asked, or nothing but what every text has.
    """
    wanted = tokens_of(asked[:LONGEST_ASKED])
    return [one for one in said if _holds(one, wanted)] if wanted else list(said)


def _holds(one: Paragraph, wanted: Iterable[str]) -> bool:
    tokens = tokens_of(f"{one.speaker} {one.text}")
    return all(any(token.startswith(word) for token in tokens) for word in wanted)
