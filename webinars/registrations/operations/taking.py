"""A place for somebody who comes: what a rule keeps for them, what nobody's rule keeps, or a turn.

A sitting without a limit costs none of this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from webinars.database import Db
from webinars.database.inserting import Row, write
from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.registrations.models import (
    Category,
    Outcome,
    Place,
    PlaceState,
    Queue,
    SeatDecision,
    Way,
)
from webinars.registrations.operations.places import WAS_FREE, WAS_FULL, confirm, note_band
from webinars.registrations.operations.running import standing_of_seats
from webinars.registrations.queries import seats_in
from webinars.registrations.queries.queue import look
from webinars.registrations.rules import Reserve, Rule, Seats
from webinars.registrations.rules.keeping import Settings, could_use, entitled, settings_of

AWAITS_DRAW = N_("All who register wait until the draw.")
IS_KEPT = N_("What was free is kept for others by the published rules.")
BY_RULE: dict[Rule | Reserve, str] = {
    Rule.GUARANTEE: N_("Your State’s guaranteed place."),
    Reserve.LDC: N_("A place reserved for least developed countries."),
    Reserve.LLDC: N_("A place reserved for landlocked developing countries."),
    Reserve.SIDS: N_("A place reserved for small island developing States."),
    Reserve.TOGETHER: N_(
        "A place reserved for least developed, landlocked developing and small island "
        "developing States."
    ),
    Rule.OBSERVERS: N_("A place of the observers’ share."),
    Rule.ROUNDS: WAS_FREE,
}


class Claimant(Protocol):
    """Who asks for a place: a registration, or what somebody declares."""

    @property
    def category(self) -> Category: ...
    @property
    def state_code(self) -> str | None: ...


@dataclass(frozen=True)
class Found:
    """How somebody who came found a sitting, and by which rule they have a place."""

    seats: Seats
    rule: Rule | None = None
    """None: no rule kept the place, or there is none."""


Outlook = tuple[PlaceState, str, Found]
"""The state of a place, why, and how the seats were found."""


def new_place(db: Db, *, sitting: Sitting, who: Claimant, now: datetime) -> tuple[Place, Found]:
    """Return a place that `who` gets, and how they found the seats; the caller holds the row.

    `note_taken` writes down what was decided, once the place has its row.
    """
    state, why, found = outlook(db, sitting=sitting, who=who, now=now)
    return Place(sitting_id=sitting.id, state=state, since=now, reason=why), found


def outlook(db: Db, *, sitting: Sitting, who: Claimant, now: datetime) -> Outlook:
    """Return which place `who` would get, and why; the caller holds the row."""
    if sitting.places is None:
        return PlaceState.CONFIRMED, WAS_FREE, Found(Seats(None))
    return _decide(db, sitting, sitting.places, who, now)


def outlooks(
    db: Db, *, sittings: Sequence[Sitting], who: Claimant, now: datetime
) -> list[tuple[Sitting, Outlook]]:
    """Return the first of these sittings in which a place is free, alone; else a turn in each.

    The caller holds all of them.
    """
    turns = []
    for sitting in sittings:
        given = outlook(db, sitting=sitting, who=who, now=now)
        if given[0] is PlaceState.CONFIRMED:
            return [(sitting, given)]
        turns.append((sitting, given))
    return turns


def note_taken(db: Db, *, place: Place, before: Found) -> None:
    """Write down which rule gave a new place; let public pages know where they differ."""
    write(db, *rows_of_rule(place.id, before, why=place.reason, now=place.since))
    note_seat(db, state=place.state, before=before)


def rows_of_rule(place: Row | int, found: Found, *, why: str, now: datetime) -> list[Row]:
    """Return the row that says which rule gave a new place, if one did."""
    if found.rule is None:
        return []
    return [
        Row(
            SeatDecision,
            place_id=place,
            outcome=Outcome.PLACE,
            rule=str(found.rule),
            why=why,
            values={},
            decided_at=now,
            decided_by="queue",
        )
    ]


def note_seat(db: Db, *, state: PlaceState, before: Found) -> None:
    """Let public pages know where they tell another band since a new place stands."""
    note_band(db, before=before.seats, after=_after(state, before.seats))


def take_first_come(db: Db, *, place: Place, now: datetime) -> bool:
    """Give who waits a free place of her sitting, if it is first come by now; say whether.

    The caller holds the sitting.
    """
    sitting = place.sitting
    if place.state is not PlaceState.WAITING or sitting.places is None or sitting.starts_at <= now:
        return False
    rules, queue, _counted = look(db, sitting=sitting)
    settings = settings_of(rules, starts_at=sitting.starts_at)
    seats = seats_in(db, sitting=sitting)
    if not is_first_come(settings, queue, now) or not seats.free:
        return False
    confirm(db, place=place, why=WAS_FREE, now=now)
    note_band(
        db, before=seats, after=replace(seats, held=seats.held + 1, waiting=seats.waiting - 1)
    )
    return True


def is_first_come(settings: Settings, queue: Queue | None, now: datetime) -> bool:
    """Say whether nothing can be offered in time any more: a free place is whose who comes."""
    if settings.way is Way.DRAW and (queue is None or queue.drawn_at is None):
        return False
    return now >= settings.cutoff or (queue is not None and queue.first_come_at is not None)


def _after(state: PlaceState, seats: Seats) -> Seats:
    if state is PlaceState.WAITING:
        return replace(seats, waiting=seats.waiting + 1)
    return replace(seats, held=seats.held + 1)


def _decide(db: Db, sitting: Sitting, places: int, who: Claimant, now: datetime) -> Outlook:
    rules, queue, counted = look(db, sitting=sitting)
    settings, seats = settings_of(rules, starts_at=sitting.starts_at), Seats(places, counted)
    if settings.way is Way.DRAW and (queue is None or queue.drawn_at is None):
        return PlaceState.WAITING, AWAITS_DRAW, Found(seats)
    if is_first_come(settings, queue, now):
        seats = seats_in(db, sitting=sitting)  # who waits does not hold a free place back any more
        return _free_or_not(bool(seats.free), seats)
    current = settings.at(now)
    if current.keeps:
        return _by_rules(db, sitting, who, current, now)
    return _free_or_not(seats.open_to_newcomers, seats)


def _free_or_not(free: bool, seats: Seats) -> Outlook:  # noqa: FBT001  (the two are told apart at once)
    if free:
        return PlaceState.CONFIRMED, WAS_FREE, Found(seats)
    return PlaceState.WAITING, WAS_FULL, Found(seats)


def _by_rules(
    db: Db, sitting: Sitting, who: Claimant, settings: Settings, now: datetime
) -> Outlook:
    """Give what a rule keeps for `who`, or what no rule keeps; nobody passes those who wait."""
    newcomer = (who.category, who.state_code)
    standing = standing_of_seats(db, sitting=sitting, now=now, newcomer=newcomer)
    held, waiting = sum(standing.holders.values()), sum(standing.waiting.values())
    seats, claim = Seats(sitting.places, held, waiting), standing.newcomer
    free = seats.free or 0
    rule = entitled(
        claim,
        settings=settings,
        kept=standing.kept(sitting, settings),
        holders=standing.holders,
        free=free,
    )
    if rule is None or any(could_use(one, rule, claim) for one in standing.waiting):
        return PlaceState.WAITING, IS_KEPT if free else WAS_FULL, Found(seats)
    name = Rule.RESERVE if isinstance(rule, Reserve) else rule
    return PlaceState.CONFIRMED, BY_RULE[rule], Found(seats, name)
