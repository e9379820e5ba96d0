"""What the worker does for the archive."""

from webinars.recordings.tasks.keeping import forget_past_visitors, tell_ready
from webinars.recordings.tasks.making import clear_bench, copy, look, pages

__all__ = [
    "clear_bench",
    "copy",
    "forget_past_visitors",
    "look",
    "pages",
    "tell_ready",
]
