"""The join gate, and the Secretariat's page of questions from the floor."""

from webinars.live.views import floor, gate
from webinars.live.views.door import bp

__all__ = ["bp", "floor", "gate"]
