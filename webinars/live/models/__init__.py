"""The join gate, questions from the floor, groups at one connection; rooms and their reports."""

from webinars.live.models.gate import (
    AppearanceJoin,
    FloorQuestion,
    GroupViewing,
    Intent,
    QuestionState,
    QuestionVote,
    RoomDoor,
    Way,
    WayWish,
)
from webinars.live.models.hooks import (
    EventState,
    HookEvent,
    HookRefusal,
    MarkKind,
    RoomMove,
    SittingMark,
)
from webinars.live.models.rooms import (
    Provider,
    ProviderRoom,
    RoomAccount,
    RoomRecording,
    RoomState,
)

__all__ = [
    "AppearanceJoin",
    "EventState",
    "FloorQuestion",
    "GroupViewing",
    "HookEvent",
    "HookRefusal",
    "Intent",
    "MarkKind",
    "Provider",
    "ProviderRoom",
    "QuestionState",
    "QuestionVote",
    "RoomAccount",
    "RoomDoor",
    "RoomMove",
    "RoomRecording",
    "RoomState",
    "SittingMark",
    "Way",
    "WayWish",
]
