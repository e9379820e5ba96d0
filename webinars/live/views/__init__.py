"""The join gate, questions from the floor, and what rooms tell us."""

from webinars.live.views import floor, gate, hooks
from webinars.live.views.door import bp

__all__ = ["bp", "floor", "gate", "hooks"]
