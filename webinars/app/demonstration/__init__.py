"""The demonstration: a fictitious series around today, and those who sign in to see it."""

from webinars.app.demonstration.loading import accounts, is_empty, load

__all__ = ["accounts", "is_empty", "load"]
