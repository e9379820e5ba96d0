"""How far registration for a webinar is: persons, places, delegations, letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.queries.letters import Fared
from webinars.desk.queries.registrations import Counts
from webinars.desk.rules.evidence import Evidence
from webinars.desk.sights.texts import Said
from webinars.desk.sights.today import title_of
from webinars.kernel.languages import Language
from webinars.programme.rules import SCHEDULED
from webinars.registrations.rules import Seats


@dataclass(frozen=True)
class Places:
    starts_at: datetime
    zone: str
    seats: Seats


@dataclass(frozen=True)
class SoFar:
    slug: str
    title: Said
    registered: int
    sittings: tuple[Places, ...]
    """Those that are still to come."""
    delegations: int
    members: int
    letters: Fared


def next_of(evidence: Sequence[Evidence], now: datetime) -> Evidence | None:
    """Return the webinar that was announced and whose sitting ends next."""
    ahead = [
        (sitting.ends_at, found.webinar.id, found)
        for found in evidence
        for sitting in found.sittings
        if sitting.ends_at > now and found.webinar.state in SCHEDULED
    ]
    return min(ahead, key=lambda one: one[:2])[2] if ahead else None


def so_far(
    found: Evidence,
    *,
    counts: Counts,
    members: frozenset[str],
    letters: Fared,
    language: Language,
) -> SoFar:
    sittings = [sitting for sitting in found.sittings if sitting.id in found.seats]
    return SoFar(
        slug=found.webinar.slug,
        title=title_of(found.webinar, language),
        registered=counts.total,
        sittings=tuple(Places(one.starts_at, one.zone, found.seats[one.id]) for one in sittings),
        delegations=len(members & counts.by_state.keys()),
        members=len(members),
        letters=letters,
    )
