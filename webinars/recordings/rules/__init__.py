"""What follows from a recording's rows and its captions alone. Pure."""

from webinars.recordings.rules.cues import Cue, Paragraph, clock_of, paragraphs, seconds_of
from webinars.recordings.rules.files import (
    ACCEPTED,
    KINDS,
    LONGEST,
    REVIEWS,
    SIX,
    Standing,
    captions_in,
    captions_of,
    floor_languages,
    in_use,
    is_media,
    media_of,
    place_of,
    standing_of,
    unchecked_floor,
)

__all__ = [
    "ACCEPTED",
    "KINDS",
    "LONGEST",
    "REVIEWS",
    "SIX",
    "Cue",
    "Paragraph",
    "Standing",
    "captions_in",
    "captions_of",
    "clock_of",
    "floor_languages",
    "in_use",
    "is_media",
    "media_of",
    "paragraphs",
    "place_of",
    "seconds_of",
    "standing_of",
    "unchecked_floor",
]
