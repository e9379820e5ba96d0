"""What the database knows of stored files and of those on their way."""

from webinars.storage.operations.files import mark_verified, register_file
from webinars.storage.operations.uploads import (
    Announced,
    TooManyUploads,
    begin_upload,
    end_upload,
    make_token,
    note_arrived,
)

__all__ = [
    "Announced",
    "TooManyUploads",
    "begin_upload",
    "end_upload",
    "make_token",
    "mark_verified",
    "note_arrived",
    "register_file",
]
