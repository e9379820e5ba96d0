"""What the worker does for uploads and for the files that are kept, by itself."""

from webinars.recordings.tending.files import READ_BACK, copy_files, verify_files
from webinars.recordings.tending.index import Index, follow, pack
from webinars.recordings.tending.rooms import fetch_from_room
from webinars.recordings.tending.uploads import tend_uploads

__all__ = [
    "READ_BACK",
    "Index",
    "copy_files",
    "fetch_from_room",
    "follow",
    "pack",
    "tend_uploads",
    "verify_files",
]
