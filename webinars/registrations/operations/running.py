"""One run of the engine over a queue: its plan, kept whole, and its decisions."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.programme.models import Sitting
from webinars.registrations.models import Allocation, Category
from webinars.registrations.operations.queueing import queue_of
from webinars.registrations.queries.queue import (
    Waiting,
    claim_of,
    classified,
    next_number,
    past_places,
    seat_settings,
    standing_by_state,
)
from webinars.registrations.rules import Decision, Given, Plan, Rule, allocate, plan_of
from webinars.registrations.rules.keeping import Claim, Kept, Settings, kept_of


@dataclass(frozen=True)
class Run:
    """What one run decided, and of which row of the queue."""

    allocation: Allocation
    decisions: tuple[tuple[Decision, Waiting], ...]
    """In the order of rank."""

    @property
    def placed(self) -> list[tuple[Decision, Waiting]]:
        return [pair for pair in self.decisions if pair[0].placed]


def run(
    db: Db, *, sitting: Sitting, waiting: Sequence[Waiting], free: int, drawn: bool, now: datetime
) -> Run:
    """Decide who of `waiting` gets the `free` places, less those still kept; keep plan and digest.

    Nothing is done to anybody yet. The caller holds the sitting.
    """
    plan = plan_for(db, sitting=sitting, waiting=waiting, free=free, now=now)
    by_id = {one.entry.entry: one for one in waiting}
    decided = tuple((one, by_id[one.entry]) for one in allocate(plan))
    text = json.dumps(plan_of(plan), ensure_ascii=False, separators=(",", ":")).encode()
    allocation = Allocation(
        sitting_id=sitting.id,
        number=next_number(db, sitting=sitting),
        drawn=drawn,
        ran_at=now,
        plan=zlib.compress(text, 9),
        plan_digest=hashlib.sha256(text).hexdigest(),
        entries=len(waiting),
    )
    db.add(allocation)
    db.flush()  # gives the id that its decisions carry
    made = Run(allocation, decided)
    _note(db, sitting, made, now)
    return made


def plan_for(
    db: Db, *, sitting: Sitting, waiting: Sequence[Waiting], free: int, now: datetime
) -> Plan:
    """Return the plan of a run now. What is kept for who is not there is no place of it."""
    settings = seat_settings(db, sitting=sitting).at(now)
    standing = standing_of_seats(db, sitting=sitting, now=now)
    holders, kept = standing.holders, standing.kept(sitting, settings)
    plan = Plan(
        capacity=0,
        seed=queue_of(db, sitting=sitting, now=now).seed,
        entries=tuple(one.entry for one in waiting),
        guarantee_each_state=settings.guarantee,
        reserves=kept.reserves,
        observers_share=kept.observers,
        past_places=past_places(db, sitting=sitting, now=now),
        given=tuple(
            Given(claim.state, claim.group, places)
            for claim, places in sorted(holders.items(), key=lambda pair: pair[0].state or "")
            if claim.state
        ),
    )
    return replace(plan, capacity=max(0, free - _unused(plan, kept)))


@dataclass(frozen=True)
class Standing:
    """Who holds and who waits, as what, and how many member States there are."""

    holders: dict[Claim, int]
    waiting: dict[Claim, int]
    members: int
    newcomer: Claim

    def kept(self, sitting: Sitting, settings: Settings) -> Kept:
        """Return what is still kept under `settings`.

        Where there are more guarantees than places, nothing is kept for a State
        that has not asked: the guarantees are an order (R1).
        """
        members, places = self.members, sitting.places
        if places is not None and settings.guarantee * members > places:
            members = 0
        return kept_of(settings, holders=self.holders, members=members)


def standing_of_seats(
    db: Db,
    *,
    sitting: Sitting,
    now: datetime,
    newcomer: tuple[Category, str | None] = (Category.OTHER, None),
) -> Standing:
    """Return how places are held and waited for, in two statements; `newcomer` with them."""
    rows = standing_by_state(db, sitting=sitting)
    codes = {code for _holds, _category, code, _count in rows if code}
    codes |= {newcomer[1]} if newcomer[1] else set()
    known, members = classified(db, sitting=sitting, codes=codes, now=now)
    held: Counter[Claim] = Counter()
    waiting: Counter[Claim] = Counter()
    for holds, category, code, count in rows:
        (held if holds else waiting)[claim_of(category, code, known)] += count
    return Standing(dict(held), dict(waiting), members, claim_of(*newcomer, known))


def _unused(plan: Plan, kept: Kept) -> int:
    """Return how many places are kept for nobody who waits."""
    used = Counter(one.rule for one in allocate(plan))
    guarantees = max(0, kept.guarantees - used[Rule.GUARANTEE])
    reserves = max(0, kept.reserved - used[Rule.RESERVE])
    return guarantees + reserves + max(0, kept.observers - used[Rule.OBSERVERS])


def _note(db: Db, sitting: Sitting, made: Run, now: datetime) -> None:
    allocation = made.allocation
    detail = {
        "run": allocation.public_id,
        "number": allocation.number,
        "drawn": allocation.drawn,
        "entries": allocation.entries,
        "places": len(made.placed),
        "plan": allocation.plan_digest,
    }
    kind, subject = "registrations.allocate", sitting.public_id
    record(db, kind=kind, actor="queue", subject=subject, now=now, detail=detail)
