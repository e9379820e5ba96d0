"""Registrations, the places they hold, consents, standing wishes; who was invited; lists."""

from webinars.registrations.models.extra import ExtraAnswer, ExtraField, ExtraKind, ExtraText
from webinars.registrations.models.invitee import Invitee
from webinars.registrations.models.lists import DelegateList, ListPurpose, ListState
from webinars.registrations.models.message import Audience, Message, MessageText
from webinars.registrations.models.registration import (
    Approval,
    Arrangement,
    ArrangementState,
    Category,
    Consent,
    ConsentKind,
    Enrolment,
    Place,
    PlaceState,
    Preference,
    Registration,
    Source,
)
from webinars.registrations.models.seats import (
    Allocation,
    Offer,
    OfferState,
    Outcome,
    Queue,
    QueueEntry,
    SeatDecision,
    SeatRules,
    Way,
)
from webinars.registrations.models.substitution import Substitution

__all__ = [
    "Allocation",
    "Approval",
    "Arrangement",
    "ArrangementState",
    "Audience",
    "Category",
    "Consent",
    "ConsentKind",
    "DelegateList",
    "Enrolment",
    "ExtraAnswer",
    "ExtraField",
    "ExtraKind",
    "ExtraText",
    "Invitee",
    "ListPurpose",
    "ListState",
    "Message",
    "MessageText",
    "Offer",
    "OfferState",
    "Outcome",
    "Place",
    "PlaceState",
    "Preference",
    "Queue",
    "QueueEntry",
    "Registration",
    "SeatDecision",
    "SeatRules",
    "Source",
    "Substitution",
    "Way",
]
