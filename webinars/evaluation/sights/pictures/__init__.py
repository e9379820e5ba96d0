"""The pictures of a snapshot: each with its finding, its table, and an address of its own."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from webinars.evaluation.sights.pictures.for_all import public_sights
from webinars.evaluation.sights.pictures.members import coverage, group_tiles
from webinars.evaluation.sights.pictures.opinions import answers, trends
from webinars.evaluation.sights.pictures.persons import build_up, populations, stays
from webinars.evaluation.sights.pictures.sight import Seen, Sight

__all__ = ["Seen", "Sight", "find_sight", "group_tiles", "in_parts", "public_sights", "sights"]

MAKERS = (coverage, populations, stays, build_up, trends, answers)


def sights(seen: Seen) -> list[Sight]:
    """Return every picture that there is something to draw for, as its reader's language runs."""
    return list(_turned(seen))


def in_parts(seen: Seen) -> list[tuple[str, list[Sight]]]:
    """Return the pictures under their headings, in the order in which they are drawn."""
    return [(part, list(ones)) for part, ones in groupby(_turned(seen), key=lambda one: one.part)]


def find_sight(seen: Seen, key: str) -> Sight | None:
    return next((one for one in _turned(seen) if one.key == key), None)


def _turned(seen: Seen) -> Iterator[Sight]:
    for make in MAKERS:
        for one in make(seen):
            yield replace(one, picture=one.picture.mirrored()) if seen.speech.is_rtl else one
