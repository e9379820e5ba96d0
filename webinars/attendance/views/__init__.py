"""A sitting's attendance, the readings of files, the entrance, and certificates."""

from webinars.attendance.views import (
    certificates,
    decisions,
    entrance,
    files,
    outcome,
    papers,
    presence,
    sitting,
    taking,
)
from webinars.attendance.views.door import bp

__all__ = [
    "bp",
    "certificates",
    "decisions",
    "entrance",
    "files",
    "outcome",
    "papers",
    "presence",
    "sitting",
    "taking",
]
