"""Declaring how a sitting gives its places: one version after the other, public."""

from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_paragraphs
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.operations import raise_revision
from webinars.programme.operations.refusals import HasBegun, NoReason
from webinars.registrations.models import SeatRules, Way
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.queueing import queue_of
from webinars.registrations.queries.queue import classified, find_queue, last_rules
from webinars.registrations.rules import RULES_VERSION


class NoLimit(Refusal):
    message = N_("This sitting has no limit of places: nothing is to be shared.")


class TooMuchKept(BadInput):
    message = N_(
        "At once, %(kept)s places would be kept, and the sitting has %(places)s. Keep fewer, or "
        "declare a draw: then the guarantees are an order."
    )


class DrawPassed(BadInput):
    message = N_("The moment of the draw would be over already. Choose fewer hours.")


class FlowsBackBeforeDraw(BadInput):
    message = N_("What is kept must be kept until the draw at least: choose fewer hours than it.")


class AlreadyDrawn(Refusal):
    message = N_("The draw was held: the way of giving places stays as it is.")


@dataclass(frozen=True)
class SeatFacts:
    """What the Secretariat declares. Hours count back from the start of the sitting."""

    way: Way
    guarantee: int = 0
    reserve_ldc: int = 0
    reserve_lldc: int = 0
    reserve_sids: int = 0
    reserve_together: int = 0
    observers_share: int = 0
    draw_hours: int = 0
    guarantee_hours: int = 0
    reserve_hours: int = 0
    observers_hours: int = 0
    cutoff_hours: int = 2

    @property
    def kept(self) -> int:
        """Places kept beside the guarantees."""
        reserves = self.reserve_ldc + self.reserve_lldc + self.reserve_sids + self.reserve_together
        return reserves + self.observers_share


def declare_seats(
    db: Db, *, sitting: Sitting, facts: SeatFacts, reason: str, by: str, now: datetime
) -> SeatRules:
    """Declare how the places of `sitting` are given, as a new version. The same again says nothing.

    Commits to a seed where there is none. Places that were given stay.

    Raises:
        NoLimit, HasBegun: of the sitting.
        TooMuchKept, DrawPassed, FlowsBackBeforeDraw: of what is declared.
        NoReason: registration has opened, and a change says no reason.
        AlreadyDrawn: the draw was held.
    """
    hold(db, sittings=[sitting])
    before = last_rules(db, sitting=sitting)
    if before is not None and all(
        getattr(before, name) == said for name, said in vars(facts).items()
    ):
        return before
    why = clean_paragraphs(reason)
    _refuse(db, sitting, facts, now)
    _refuse_late(db, sitting, facts, before, why)
    queue_of(db, sitting=sitting, now=now)
    rules = SeatRules(
        sitting_id=sitting.id,
        version=before.version + 1 if before else 1,
        rules_version=RULES_VERSION,
        set_at=now,
        set_by=by,
        reason=why,
        **vars(facts),
    )
    db.add(rules)
    db.flush()
    detail = dict(vars(facts)) | {"version": rules.version, "reason": why}
    kind, subject = "registrations.declare_seats", sitting.public_id
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
    raise_revision(db)
    return rules


def _refuse(db: Db, sitting: Sitting, facts: SeatFacts, now: datetime) -> None:
    if sitting.places is None:
        raise NoLimit
    if sitting.starts_at <= now:
        raise HasBegun
    _known, members = classified(db, sitting=sitting, codes=(), now=now)
    kept = facts.guarantee * members + facts.kept
    if facts.way is Way.AT_ONCE and kept > sitting.places:
        raise TooMuchKept(kept=kept, places=sitting.places)
    if facts.way is Way.DRAW:
        _refuse_draw(sitting, facts, now)


def _refuse_draw(sitting: Sitting, facts: SeatFacts, now: datetime) -> None:
    if (sitting.starts_at - now).total_seconds() <= facts.draw_hours * 3600:
        raise DrawPassed
    hours = [
        hours
        for places, hours in (
            (facts.guarantee, facts.guarantee_hours),
            (facts.kept - facts.observers_share, facts.reserve_hours),
            (facts.observers_share, facts.observers_hours),
        )
        if places
    ]
    if any(one > facts.draw_hours for one in hours):
        raise FlowsBackBeforeDraw


def _refuse_late(
    db: Db, sitting: Sitting, facts: SeatFacts, before: SeatRules | None, why: str
) -> None:
    if sitting.webinar.state is WebinarState.OPEN and not why:
        raise NoReason
    queue = find_queue(db, sitting=sitting)
    if (
        queue is not None
        and queue.drawn_at is not None
        and (before is None or facts.way is not before.way)
    ):
        raise AlreadyDrawn
