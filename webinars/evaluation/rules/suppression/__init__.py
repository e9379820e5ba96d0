"""What is hidden before it is published or drawn: one engine for pages, files and pictures."""

from webinars.evaluation.rules.suppression.answers import (
    Said,
    gives_away,
    hidden_beside,
    less,
    withheld,
)
from webinars.evaluation.rules.suppression.tables import (
    LEAST_K,
    Bounds,
    Grid,
    Place,
    bounds,
    cells,
    hidden,
    with_totals,
)

__all__ = [
    "LEAST_K",
    "Bounds",
    "Grid",
    "Place",
    "Said",
    "bounds",
    "cells",
    "gives_away",
    "hidden",
    "hidden_beside",
    "less",
    "with_totals",
    "withheld",
]
