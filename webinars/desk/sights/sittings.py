"""A sitting as a reader sees it: when for her, whether it suits, what she can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.rules.sittings import WELCOMING, Standing, standing_of
from webinars.kernel.zones import wall_of
from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules.suiting import best_for
from webinars.registrations.rules import Band, Seats

SeatsById = Mapping[int, Seats]
"""By the sitting's id. A sitting that is missing is told without its places."""


@dataclass(frozen=True)
class SittingSight:
    public_id: str
    place: int
    """Among the sittings of its webinar, by time, from 1; 0 where it is the only one."""
    starts_at: datetime
    ends_at: datetime
    zone: str | None
    """The reader's; None where it is unknown."""
    announced_zone: str
    announced: datetime
    """Wall time, as the Secretariat announced it."""
    standing: Standing
    suggested: bool
    """The one sitting that gets the page's filled button."""
    few: bool
    """Few places are free."""
    draws_at: datetime | None
    """When its places are drawn, where that is still to come."""
    limited: bool
    venue: str
    reason: str
    """Why this hour."""
    cancel_reason: str

    @property
    def clock(self) -> str:
        """The zone whose hours are shown: the reader's, else the announced one."""
        return self.zone or self.announced_zone

    @property
    def welcomes(self) -> bool:
        return self.standing in WELCOMING


def sitting_sights(
    webinar: Webinar, *, zone: str | None, seats: SeatsById, now: datetime
) -> tuple[SittingSight, ...]:
    """Return the sittings of `webinar`, the suggested one first, the others by time.

    Where the reader's `zone` is known, the suggested sitting is the one that
    suits best among those that take registrations; else the next of them.
    """
    rows = sorted(webinar.sittings, key=lambda one: (one.starts_at, one.id))
    full = {of for of, one in seats.items() if one.band is Band.FULL}
    standings = {row.id: standing_of(webinar, row, full=row.id in full, now=now) for row in rows}
    best = _suggested([row for row in rows if standings[row.id] in WELCOMING], zone)
    sights = [
        _sight(
            row, place, standings[row.id], suggested=row is best, zone=zone, seats=seats.get(row.id)
        )
        for place, row in enumerate(rows, start=1 if len(rows) > 1 else 0)
    ]
    return tuple(sorted(sights, key=lambda sight: not sight.suggested))


def _suggested(rows: Sequence[Sitting], zone: str | None) -> Sitting | None:
    return next(iter(rows), None) if zone is None else best_for(rows, zone)


def _sight(
    row: Sitting,
    place: int,
    standing: Standing,
    *,
    suggested: bool,
    zone: str | None,
    seats: Seats | None,
) -> SittingSight:
    return SittingSight(
        public_id=row.public_id,
        place=place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=zone,
        announced_zone=row.zone,
        announced=row.announced_start,
        standing=standing,
        suggested=suggested,
        few=seats is not None and seats.band is Band.FEW,
        draws_at=seats.draws_at if seats else None,
        limited=row.places is not None,
        venue=row.venue,
        reason=row.slot_reason,
        cancel_reason=row.cancel_reason,
    )


def days_differ(sights: Sequence[SittingSight]) -> bool:
    """Say whether the sittings begin on different days of the clock by which they are shown."""
    return len({wall_of(sight.starts_at, sight.clock).date() for sight in sights}) > 1
