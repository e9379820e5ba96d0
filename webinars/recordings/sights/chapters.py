"""Chapters as a reader of one language sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.kernel.languages import Language
from webinars.recordings.rules import clock_of
from webinars.recordings.rules.chapters import Mark, title_in


@dataclass(frozen=True)
class ChapterSight:
    at: int
    """Seconds of the recording."""
    title: str
    language: str
    """Of the title."""

    @property
    def clock(self) -> str:
        return clock_of(self.at)


def chapter_sights(marks: Sequence[Mark], language: Language) -> list[ChapterSight]:
    return [ChapterSight(mark.at, *title_in(mark, language)) for mark in marks]
