"""The library and its recordings for everyone, their files, and the Secretariat's page."""

from webinars.recordings.views import desk, files, library, media, previews, sending, slides
from webinars.recordings.views.door import bp

__all__ = ["bp", "desk", "files", "library", "media", "previews", "sending", "slides"]
