"""Reading the archive."""

from webinars.recordings.queries.reading import (
    Seen,
    copying,
    every_file,
    find_asset,
    find_recording,
    names_of,
    newest_recordings,
    published_for,
    recording_of,
    slug_is_taken,
    views_of,
)
from webinars.recordings.queries.slides import (
    drawing,
    find_page,
    pages_of,
    turned_slides,
    turns_of_slides,
)

__all__ = [
    "Seen",
    "copying",
    "drawing",
    "every_file",
    "find_asset",
    "find_page",
    "find_recording",
    "names_of",
    "newest_recordings",
    "pages_of",
    "published_for",
    "recording_of",
    "slug_is_taken",
    "turned_slides",
    "turns_of_slides",
    "views_of",
]
