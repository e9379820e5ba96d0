"""Series, webinars, sittings, and all that is said of them."""

from webinars.programme.models.held import HeldChange, HeldKind
from webinars.programme.models.proposal import Proposal, ProposalKind, ProposalState
from webinars.programme.models.series import CostKind, CostLine, Series, SeriesText
from webinars.programme.models.sitting import LiveRoom, Sitting
from webinars.programme.models.webinar import (
    ActivityType,
    Appearance,
    CycleTheme,
    Openness,
    Part,
    Promise,
    PromisedPart,
    Revision,
    SlugHistory,
    TextState,
    Webinar,
    WebinarActivity,
    WebinarState,
    WebinarText,
)

__all__ = [
    "ActivityType",
    "Appearance",
    "CostKind",
    "CostLine",
    "CycleTheme",
    "HeldChange",
    "HeldKind",
    "LiveRoom",
    "Openness",
    "Part",
    "Promise",
    "PromisedPart",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Revision",
    "Series",
    "SeriesText",
    "Sitting",
    "SlugHistory",
    "TextState",
    "Webinar",
    "WebinarActivity",
    "WebinarState",
    "WebinarText",
]
