"""The evaluator's pages, and what everybody may read."""

from webinars.evaluation.views import (
    answers,
    changes,
    criteria,
    documents,
    figures,
    findings,
    indicators,
    leaving,
    matrix,
    notes,
    pictures,
    public,
    quality,
)
from webinars.evaluation.views.door import bp

__all__ = [
    "answers",
    "bp",
    "changes",
    "criteria",
    "documents",
    "figures",
    "findings",
    "indicators",
    "leaving",
    "matrix",
    "notes",
    "pictures",
    "public",
    "quality",
]
