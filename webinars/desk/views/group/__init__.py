"""The coordinator's pages: one's own group's coverage, while one's term runs."""

from webinars.desk.views.group import inviting, proposing, showing

__all__ = ["inviting", "proposing", "showing"]
