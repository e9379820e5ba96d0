"""The pictures of a snapshot: each with its finding, its table, and an address of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby

from webinars.evaluation.sights.pictures.for_all import public_sights
from webinars.evaluation.sights.pictures.members import coverage, group_tiles
from webinars.evaluation.sights.pictures.opinions import answers, trends
from webinars.evaluation.sights.pictures.persons import build_up, populations, stays
from webinars.evaluation.sights.pictures.responses import (
    applied,
    every_response,
    recommendation,
    responses,
)
from webinars.evaluation.sights.pictures.sight import Seen, Sight

__all__ = [
    "Seen",
    "Sight",
    "find_sight",
    "group_tiles",
    "in_parts",
    "public_sights",
    "responses_in_parts",
    "sights",
]

MAKERS = (coverage, populations, stays, build_up, trends, answers, recommendation, applied)


def sights(seen: Seen) -> list[Sight]:
    """Return every picture that there is something to draw for, as its reader's language runs."""
    return list(_all(seen))


def in_parts(seen: Seen) -> list[tuple[str, list[Sight]]]:
    """Return the pictures under their headings, in the order in which they are drawn."""
    return _parted(_all(seen))


def responses_in_parts(seen: Seen, by: str) -> list[tuple[str, list[Sight]]]:
    """Return how each question was answered, by a breakdown, questionnaire by questionnaire."""
    return _parted(_turned(seen, responses(seen, by)))


def find_sight(seen: Seen, key: str, *, by_class: bool = True) -> Sight | None:
    """Return the picture of that key.

    Args:
        by_class: whether answers class by class are to be found too.
    """
    apart = every_response(seen) if by_class else ()
    every = chain(_all(seen), _turned(seen, apart))
    return next((one for one in every if one.key == key), None)


def _parted(ones: Iterable[Sight]) -> list[tuple[str, list[Sight]]]:
    return [(part, list(some)) for part, some in groupby(ones, key=lambda one: one.part)]


def _all(seen: Seen) -> Iterator[Sight]:
    return _turned(seen, chain.from_iterable(make(seen) for make in MAKERS))


def _turned(seen: Seen, ones: Iterable[Sight]) -> Iterator[Sight]:
    for one in ones:
        yield replace(one, picture=one.picture.mirrored()) if seen.speech.is_rtl else one
