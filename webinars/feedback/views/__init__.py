"""Pages of questionnaires: answering one, and writing the next version."""

from webinars.feedback.views import answering, versions
from webinars.feedback.views.door import bp

__all__ = ["answering", "bp", "versions"]
