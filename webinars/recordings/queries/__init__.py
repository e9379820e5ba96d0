"""Reading the archive."""

from webinars.recordings.queries.reading import (
    ArchiveState,
    Seen,
    archive_state,
    copying,
    every_file,
    every_recording,
    find_asset,
    find_recording,
    names_of,
    newest_recordings,
    published_for,
    recording_of,
    silent_questioners,
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
    "ArchiveState",
    "Seen",
    "archive_state",
    "copying",
    "drawing",
    "every_file",
    "every_recording",
    "find_asset",
    "find_page",
    "find_recording",
    "names_of",
    "newest_recordings",
    "pages_of",
    "published_for",
    "recording_of",
    "silent_questioners",
    "slug_is_taken",
    "turned_slides",
    "turns_of_slides",
    "views_of",
]
