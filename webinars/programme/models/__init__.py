"""Series, webinars, sittings, and all that is said of them."""

from webinars.programme.models.appearance import (
    Appearance,
    AppearanceConsent,
    AppearanceText,
    Part,
)
from webinars.programme.models.busy import BusyCalendar, BusyKind, BusyTime
from webinars.programme.models.held import HeldChange, HeldKind
from webinars.programme.models.proposal import Proposal, ProposalKind, ProposalState
from webinars.programme.models.running import (
    AgendaItem,
    AgendaText,
    Audience,
    GapOwner,
    Material,
    MaterialText,
    Rehearsal,
)
from webinars.programme.models.series import CostKind, CostLine, Series, SeriesText
from webinars.programme.models.sitting import LiveRoom, Sitting
from webinars.programme.models.topic import Topic, TopicState, TopicSupport, TopicText
from webinars.programme.models.webinar import (
    ActivityType,
    CycleTheme,
    Openness,
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
    "AgendaItem",
    "AgendaText",
    "Appearance",
    "AppearanceConsent",
    "AppearanceText",
    "Audience",
    "BusyCalendar",
    "BusyKind",
    "BusyTime",
    "CostKind",
    "CostLine",
    "CycleTheme",
    "GapOwner",
    "HeldChange",
    "HeldKind",
    "LiveRoom",
    "Material",
    "MaterialText",
    "Openness",
    "Part",
    "Promise",
    "PromisedPart",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Rehearsal",
    "Revision",
    "Series",
    "SeriesText",
    "Sitting",
    "SlugHistory",
    "TextState",
    "Topic",
    "TopicState",
    "TopicSupport",
    "TopicText",
    "Webinar",
    "WebinarActivity",
    "WebinarState",
    "WebinarText",
]
