"""When each page of slides was shown, as a person writes it down. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.rules.cues import CLOCK, seconds_of
from webinars.storage.rules import Kind

SEPARATORS = str.maketrans({",": " ", ";": " ", "،": " ", "，": " ", "、": " "})


class NotATime(BadInput):
    message = N_("Page %(page)s: “%(word)s” is no time. Write it as in 1:05:30 or 5:30.")


class AtOnce(BadInput):
    message = N_("Pages %(first)s and %(second)s cannot both be shown from %(time)s.")


@dataclass(frozen=True)
class Turn:
    """From a second on, a page is shown."""

    at: int
    number: int


def turns_of(written: Mapping[int, str]) -> list[Turn]:
    """Return the turns in order of time, from the times that are written beside each page.

    A page may have several times, or none: then it was not shown.

    Raises:
        NotATime: something that is no time; nothing is taken then.
        AtOnce: two pages at one second.
    """
    found: dict[int, int] = {}
    for number, times in written.items():
        for word in times.translate(SEPARATORS).split():
            at = _second(number, word)
            if found.setdefault(at, number) != number:
                raise AtOnce(first=found[at], second=number, time=word)
    return [Turn(at, found[at]) for at in sorted(found)]


def _second(number: int, word: str) -> int:
    if not CLOCK.fullmatch(word):
        raise NotATime(page=number, word=word[:20])
    return seconds_of(word)


def is_drawn(asset: Asset) -> bool:
    """Say whether pictures can be made of the pages of this file."""
    return asset.kind is AssetKind.SLIDES and asset.file.media_type == Kind.PDF


def slides_for(slides: Sequence[Asset], wanted: Iterable[str]) -> Asset | None:
    """Return the slides for a reader: in the first of the `wanted` languages that there is."""
    by_language = {one.language: one for one in slides}
    found = (by_language[language] for language in wanted if language in by_language)
    return next(found, slides[0] if slides else None)
