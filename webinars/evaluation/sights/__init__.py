"""What the evaluator's page and the public one show, ready to be written."""

from webinars.evaluation.sights.overview import COVERAGE, Overview, overview, whole

__all__ = ["COVERAGE", "Overview", "overview", "whole"]
