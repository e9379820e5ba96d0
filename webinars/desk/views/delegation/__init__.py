"""The focal point's pages: one's own State's delegations, while one's term runs."""

from webinars.desk.views.delegation import deciding, lists, nominating, passing, showing

__all__ = ["deciding", "lists", "nominating", "passing", "showing"]
