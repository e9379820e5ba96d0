"""Pressing *Join now*, questions from the floor, viewers at one connection; a copy, an erasure."""

from webinars.live.operations.floor import (
    answer,
    ask,
    hide,
    put_off,
    say_aloud,
    show,
    take_back,
    vote,
)
from webinars.live.operations.forgetting import about, forget
from webinars.live.operations.groups import Group, confirm_viewers, declare_viewers
from webinars.live.operations.pressing import press, press_to_appear

__all__ = [
    "Group",
    "about",
    "answer",
    "ask",
    "confirm_viewers",
    "declare_viewers",
    "forget",
    "hide",
    "press",
    "press_to_appear",
    "put_off",
    "say_aloud",
    "show",
    "take_back",
    "vote",
]
