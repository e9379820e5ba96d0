"""A delegation as its focal point sees it: status, and nothing of answers."""

from dataclasses import dataclass
from datetime import datetime

from webinars.desk.queries.delegation import Delegation
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.rules import first_instant, text_in
from webinars.registrations.models import Approval, PlaceState, Registration


@dataclass(frozen=True)
class Delegate:
    name: str
    organisation: str
    status: str
    """An English id, translated by the page."""


@dataclass(frozen=True)
class DelegationSight:
    title: str
    title_language: Language
    slug: str
    begins: datetime | None
    is_past: bool
    delegates: tuple[Delegate, ...]


STATUS: dict[PlaceState, str] = {
    PlaceState.CONFIRMED: N_("place confirmed"),
    PlaceState.WAITING: N_("in the queue"),
    PlaceState.OFFERED: N_("place offered"),
    PlaceState.RELEASED: N_("place released"),
}
APPROVAL: dict[Approval, str] = {
    Approval.PENDING: N_("awaiting approval"),
    Approval.REJECTED: N_("rejected"),
}
CANCELLED = N_("cancelled")


def delegation_sight(found: Delegation, language: Language, now: datetime) -> DelegationSight:
    text, written = text_in(found.webinar.texts, language)
    begins = first_instant(found.webinar)
    people = sorted((_delegate(one) for one in found.registrations), key=lambda one: one.name)
    past = begins is not None and begins < now
    return DelegationSight(text.title, written, found.webinar.slug, begins, past, tuple(people))


def _delegate(registration: Registration) -> Delegate:
    return Delegate(registration.person.name, registration.organisation, _status(registration))


def _status(registration: Registration) -> str:
    if registration.cancelled_at is not None:
        return CANCELLED
    if registration.approval in APPROVAL:
        return APPROVAL[registration.approval]
    standing = [place for place in registration.places if place.state is not PlaceState.RELEASED]
    return STATUS[standing[-1].state if standing else PlaceState.RELEASED]
