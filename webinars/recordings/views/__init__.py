"""The library and its recordings for everyone, their files, and the Secretariat's page."""

from webinars.recordings.views import (
    captions,
    care,
    chapters,
    desk,
    files,
    lessons,
    library,
    media,
    previews,
    questions,
    sending,
    slides,
)
from webinars.recordings.views.door import bp

__all__ = [
    "bp",
    "captions",
    "care",
    "chapters",
    "desk",
    "files",
    "lessons",
    "library",
    "media",
    "previews",
    "questions",
    "sending",
    "slides",
]
