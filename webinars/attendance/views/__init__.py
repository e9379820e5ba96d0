"""Pages of the Secretariat: a sitting's attendance, and one reading of a file."""

from webinars.attendance.views import decisions, files, outcome, sitting
from webinars.attendance.views.door import bp

__all__ = ["bp", "decisions", "files", "outcome", "sitting"]
