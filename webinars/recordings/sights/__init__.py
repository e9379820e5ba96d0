"""The archive as its readers see it."""

from webinars.recordings.sights.copies import CopiesSight, CopySight, Stage, copies_sight
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

__all__ = [
    "CaptionsSight",
    "CopiesSight",
    "CopySight",
    "Excerpt",
    "FileSight",
    "Gap",
    "RecordingSight",
    "Stage",
    "copies_sight",
    "excerpt",
    "floor_of",
    "gaps",
    "recording_sight",
    "unchecked_of",
]
