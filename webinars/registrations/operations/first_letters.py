"""With which letter a registration begins, and what is told to who is registered already."""

from webinars.registrations.letters import (
    AWAITING,
    CONFIRMATION,
    KNOWN,
    NOTICE,
    REJECTED,
    WAITING,
)
from webinars.registrations.models import Approval, PlaceState, Source
from webinars.registrations.rules import ON_BEHALF


def first_letter(source: Source, approval: Approval, place: PlaceState) -> str:
    """Return the kind of the letter with which a new registration begins."""
    if source in ON_BEHALF:
        return NOTICE
    if approval is Approval.PENDING:
        return AWAITING
    return CONFIRMATION if place is PlaceState.CONFIRMED else WAITING


def known_letter(approval: Approval) -> str:
    return {Approval.PENDING: AWAITING, Approval.REJECTED: REJECTED}.get(approval, KNOWN)
