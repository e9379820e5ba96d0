"""The archive as its readers see it."""

from webinars.recordings.sights.chapters import ChapterSight, chapter_sights
from webinars.recordings.sights.copies import (
    CopiesSight,
    CopySight,
    Stage,
    copies_sight,
    trouble_of,
)
from webinars.recordings.sights.files import (
    CaptionsSight,
    Excerpt,
    FileSight,
    Gap,
    RecordingSight,
    excerpt,
    floor_of,
    gaps,
    recording_sight,
    unchecked_of,
)
from webinars.recordings.sights.library import LibrarySight, library_sight
from webinars.recordings.sights.slides import PageSight, SlidesSight, slides_sight

__all__ = [
    "CaptionsSight",
    "ChapterSight",
    "CopiesSight",
    "CopySight",
    "Excerpt",
    "FileSight",
    "Gap",
    "LibrarySight",
    "PageSight",
    "RecordingSight",
    "SlidesSight",
    "Stage",
    "chapter_sights",
    "copies_sight",
    "excerpt",
    "floor_of",
    "gaps",
    "library_sight",
    "recording_sight",
    "slides_sight",
    "trouble_of",
    "unchecked_of",
]
