"""The join gate, rooms and accounts, questions from the floor, and what rooms tell us."""

from webinars.live.views import accounts, floor, gate, hooks, rooms
from webinars.live.views.door import bp

__all__ = ["accounts", "bp", "floor", "gate", "hooks", "rooms"]
