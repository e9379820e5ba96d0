"""A delegation as its focal point sees it: status, and nothing of answers."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.queries.delegation import Delegation
from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import Webinar
from webinars.programme.rules import first_instant, registration_is_open, standing, text_in
from webinars.registrations.models import Approval, PlaceState, Registration
from webinars.registrations.rules import in_focal_order, is_admitted, stand_of, standing_place


@dataclass(frozen=True)
class Delegate:
    """One line of a delegation."""

    public_id: str
    name: str
    organisation: str
    function: str
    rank: int | None
    status: str
    """An English id, translated by the page."""
    reason: str
    """Why it was rejected; an English id, or words."""
    stand: str
    """How it stands, as a key: a form gives it back."""
    pending: bool
    bounced: bool
    """Whether letters to the person come back."""
    here: bool
    """Whether it stands: not cancelled."""

    @property
    def passable(self) -> bool:
        """Whether there is a place that another colleague can have instead."""
        return self.status == STATUS[PlaceState.CONFIRMED]


@dataclass(frozen=True)
class DelegationSight:
    """A delegation for one webinar: its people, and how many stand how."""

    title: Said
    slug: str
    begins: datetime | None
    is_past: bool
    is_open: bool
    """Whether one can register for a sitting of it now."""
    asks_approval: bool
    delegates: tuple[Delegate, ...]
    counts: tuple[tuple[str, int], ...]
    """How many stand how: English id of the status and number, in one order."""

    @property
    def pending(self) -> tuple[Delegate, ...]:
        return tuple(one for one in self.delegates if one.pending)

    @property
    def standing(self) -> tuple[Delegate, ...]:
        return tuple(one for one in self.delegates if one.here)


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

ORDER = (*STATUS.values(), *APPROVAL.values(), CANCELLED)


def delegation_sight(
    found: Delegation, language: Language, now: datetime, *, bounced: Collection[str] = ()
) -> DelegationSight:
    """Return a delegation for its page; `bounced` are public ids of registrations."""
    webinar, begins = found.webinar, first_instant(found.webinar)
    people = tuple(_delegate(one, bounced) for one in in_focal_order(found.registrations))
    counted = Counter(one.status for one in people)
    return DelegationSight(
        title=title_of(webinar, language),
        slug=webinar.slug,
        begins=begins,
        is_past=begins is not None and begins < now,
        is_open=any(registration_is_open(webinar, one, now) for one in standing(webinar)),
        asks_approval=webinar.asks_approval,
        delegates=people,
        counts=tuple((status, counted[status]) for status in ORDER if counted[status]),
    )


def title_of(webinar: Webinar, language: Language) -> Said:
    text, written = text_in(webinar.texts, language)
    return Said(text.title, written)


def status_of(registration: Registration) -> str:
    """Return how a registration stands, as an English id."""
    if registration.cancelled_at is not None:
        return CANCELLED
    if not is_admitted(registration):
        return APPROVAL[registration.approval]
    place = standing_place(registration)
    return STATUS[place.state if place else PlaceState.RELEASED]


def changed_since(
    changed: Sequence[Registration], hands: dict[str, str]
) -> list[tuple[str, str, int | None, str]]:
    """Return name, status, rank and last hand of what changed while a page was open."""
    return [
        (one.person.name, status_of(one), one.focal_rank, hands.get(one.public_id, ""))
        for one in changed
    ]


def _delegate(registration: Registration, bounced: Collection[str]) -> Delegate:
    return Delegate(
        public_id=registration.public_id,
        name=registration.person.name,
        organisation=registration.organisation,
        function=registration.function,
        rank=registration.focal_rank,
        status=status_of(registration),
        reason=registration.approval_reason,
        stand=stand_of(registration),
        pending=registration.approval is Approval.PENDING and registration.cancelled_at is None,
        bounced=registration.public_id in bounced,
        here=registration.cancelled_at is None,
    )
