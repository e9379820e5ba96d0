"""The evaluator's pages, and what everybody may read."""

from webinars.evaluation.views import criteria, documents, figures, leaving, public
from webinars.evaluation.views.door import bp

__all__ = ["bp", "criteria", "documents", "figures", "leaving", "public"]
