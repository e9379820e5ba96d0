"""The names of what a webinar can be, as English messages."""

from collections.abc import Mapping

from webinars.kernel.text import N_
from webinars.programme.models import (
    ActivityType,
    Audience,
    CostKind,
    CycleTheme,
    Openness,
    Part,
    PromisedPart,
)
from webinars.programme.rules.phases import Phase
from webinars.programme.rules.readiness import Missing

PHASES: Mapping[Phase, str] = {
    Phase.DRAFT: N_("Draft"),
    Phase.ANNOUNCED: N_("Announced"),
    Phase.OPEN: N_("Registration open"),
    Phase.SOON: N_("Begins soon"),
    Phase.LIVE: N_("Live now"),
    Phase.HELD: N_("Held"),
    Phase.CANCELLED: N_("Cancelled"),
}

THEMES: Mapping[CycleTheme, str] = {
    CycleTheme.NEEDS: N_("Needs assessment"),
    CycleTheme.PLAN: N_("Planning and design"),
    CycleTheme.IMPLEMENT: N_("Implementation"),
    CycleTheme.EVALUATE: N_("Monitoring and evaluation"),
}
"""Of the technical-assistance cycle; wording to be aligned with CDIP/21/4."""

ACTIVITIES: Mapping[ActivityType, str] = {
    ActivityType.STRATEGY: N_("National intellectual property strategies and development plans"),
    ActivityType.INFRASTRUCTURE: N_("Technical and administrative infrastructure"),
    ActivityType.CAPACITY: N_("Capacity building"),
    ActivityType.LEGISLATION: N_("Legislative assistance"),
    ActivityType.DEVELOPMENT_AGENDA: N_("Development Agenda projects"),
    ActivityType.PARTNERSHIP: N_("Public-private partnerships"),
}
"""Of technical assistance; wording to be aligned with CDIP/21/4."""

PARTS: Mapping[Part, str] = {
    Part.SPEAKER: N_("Speaker"),
    Part.MODERATOR: N_("Moderator"),
    Part.INTERPRETER: N_("Interpreter"),
    Part.OPENING: N_("Opening remarks"),
}

AUDIENCES: Mapping[Audience, str] = {
    Audience.PUBLIC: N_("Everybody"),
    Audience.REGISTRANTS: N_("Those who registered, on their own page"),
    Audience.DESK: N_("Nobody yet: the Secretariat and those who appear"),
}

OPENNESS: Mapping[Openness, str] = {
    Openness.MEMBERS: N_("Member States only"),
    Openness.OBSERVERS: N_("Member States and observers"),
    Openness.PUBLIC: N_("Open to everybody"),
}

PROMISED_PARTS: Mapping[PromisedPart, str] = {
    PromisedPart.FLOOR: N_("Languages of the floor"),
    PromisedPart.INTERPRETATION: N_("Interpretation"),
    PromisedPart.LIVE_CAPTIONS: N_("Live captions"),
    PromisedPart.PAGE: N_("Page of the webinar"),
    PromisedPart.LETTERS: N_("Letters"),
    PromisedPart.SLIDES: N_("Slides"),
    PromisedPart.CAPTIONS: N_("Captions of the recording"),
    PromisedPart.TRANSCRIPT: N_("Transcript"),
    PromisedPart.QUESTIONNAIRE: N_("Questionnaire"),
}

COST_KINDS: Mapping[CostKind, str] = {
    CostKind.PLANNED: N_("Planned"),
    CostKind.ACTUAL: N_("Actual"),
}

MISSING: Mapping[Missing, str] = {
    Missing.TEXT: N_("A title and an abstract that are ready, in at least one language"),
    Missing.SITTING: N_("A sitting that is still to come"),
    Missing.THEME: N_("The theme of the technical-assistance cycle"),
    Missing.ACTIVITY: N_("The type of activity"),
    Missing.SPEAKER: N_("A speaker"),
    Missing.FLOOR: N_("The languages of the floor"),
    Missing.ROOM: N_("The link of the live room of every sitting"),
}
