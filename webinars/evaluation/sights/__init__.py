"""What the evaluator's page and the public one show, ready to be written."""

from webinars.evaluation.sights.overview import Overview, overview

__all__ = ["Overview", "overview"]
