"""The queue of a sitting: its settings, who holds and who waits as what, runs and decisions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.database.asking import Question, ask, of_no_session
from webinars.database.composing import table_of
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import (
    Allocation,
    Approval,
    Category,
    Offer,
    OfferState,
    Place,
    PlaceState,
    Queue,
    QueueEntry,
    Registration,
    SeatDecision,
    SeatRules,
)
from webinars.registrations.queries.had import RELEASED
from webinars.registrations.rules import HOLDING, OF_STATES
from webinars.registrations.rules.keeping import Claim, Settings, settings_of
from webinars.registrations.rules.plans import Entry, Reserve
from webinars.states.models import Kind, State, StateFact
from webinars.states.queries import facts_on
from webinars.states.rules import CLASSIFYING, Classification, Fact, classify, in_force

FLAGS = (Reserve.LDC, Reserve.LLDC, Reserve.SIDS)


def _look() -> Question:
    here = bindparam("sitting_id", type_=Integer)
    newest = select(func.max(SeatRules.version)).where(SeatRules.sitting_id == here)
    standing = select(Place.id).where(Place.sitting_id == here, Place.state != RELEASED)
    enough = standing.limit(bindparam("enough", type_=Integer)).subquery()
    count = select(func.count()).select_from(enough).scalar_subquery()
    return (
        select(count, table_of(SeatRules), table_of(Queue))
        .select_from(Sitting)
        .outerjoin(
            SeatRules,
            (SeatRules.sitting_id == Sitting.id) & (SeatRules.version == newest.scalar_subquery()),
        )
        .outerjoin(Queue, Queue.sitting_id == Sitting.id)
        .where(Sitting.id == here)
    )


_LOOK = _look()


@dataclass(frozen=True)
class Waiting:
    """A row of the queue, as the engine sees it, and what an offer needs."""

    place_id: int
    entry: Entry
    zone: str | None
    expired: int


def last_rules(db: Db, *, sitting: Sitting) -> SeatRules | None:
    """Return the settings that hold; None: none were declared."""
    found = select(SeatRules).where(SeatRules.sitting_id == sitting.id)
    return db.scalars(found.order_by(SeatRules.version.desc()).limit(1)).one_or_none()


def look(db: Db, *, sitting: Sitting) -> tuple[SeatRules | None, Queue | None, int]:
    """Return the settings that hold, the queue, and how many hold or wait, in one statement.

    The two are for reading alone.

    No more are counted than there are places, so that one place more or less
    costs the same in front of a queue of any length.
    """
    counted, *columns = ask(db, _LOOK, sitting_id=sitting.id, enough=sitting.places) or (0,)
    values = iter(columns)
    return of_no_session(SeatRules, values), of_no_session(Queue, values), counted


def seat_settings(db: Db, *, sitting: Sitting) -> Settings:
    return settings_of(last_rules(db, sitting=sitting), starts_at=sitting.starts_at)


def all_rules(db: Db, *, sittings: Sequence[Sitting]) -> Sequence[SeatRules]:
    """Return every version of the settings of these sittings, the newest first."""
    ids = [sitting.id for sitting in sittings]
    found = select(SeatRules).where(SeatRules.sitting_id.in_(ids))
    return db.scalars(found.order_by(SeatRules.sitting_id, SeatRules.version.desc())).all()


def find_queue(db: Db, *, sitting: Sitting) -> Queue | None:
    found = select(Queue).where(Queue.sitting_id == sitting.id)
    return db.scalars(found.execution_options(populate_existing=True)).one_or_none()


def claim_of(category: Category, code: str | None, known: Mapping[str, Classification]) -> Claim:
    """Return as what somebody of `category` asks; who comes for no member is an observer."""
    state = known.get(code or "") if category in OF_STATES else None
    if state is None or not state.member:
        return Claim(None)
    kinds = frozenset(one for one in FLAGS if getattr(state, one))
    return Claim(state.code, state.group, kinds)


def classified(
    db: Db, *, sitting: Sitting, codes: Collection[str], now: datetime
) -> tuple[dict[str, Classification], int]:
    """Return what these States are on the day of the sitting, and how many members there are.

    As known at `now`, in one statement.
    """
    on = sitting.starts_at.date()
    wanted = (StateFact.kind == Kind.MEMBERSHIP) | State.code.in_(codes)
    facts = facts_on(db, StateFact.kind.in_(CLASSIFYING), wanted, on=on)
    held = in_force(facts, on=on, known_at=now)
    members = sum(fact.kind is Kind.MEMBERSHIP and fact.value == "1" for fact in held.values())
    return {code: classify(code, held) for code in codes}, members


def classified_at_entry(
    db: Db, *, sitting: Sitting, rows: Sequence[tuple[int, Category, str | None, datetime]]
) -> list[tuple[int, Claim, datetime]]:
    """Return as what each of `rows` waits: its State as it was known when the person came.

    Nothing that was recorded since changes it, so it may be asked for late.
    """
    on, codes = sitting.starts_at.date(), {code for _place, _category, code, _since in rows if code}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts_on(db, StateFact.kind.in_(CLASSIFYING), State.code.in_(codes), on=on):
        facts[fact.state].append(fact)
    found = []
    for place, category, code, since in rows:
        held = in_force(facts[code or ""], on=on, known_at=since)
        known = {code: classify(code, held)} if code else {}
        found.append((place, claim_of(category, code, known), since))
    return found


def standing_by_state(
    db: Db, *, sitting: Sitting
) -> Sequence[tuple[bool, Category, str | None, int]]:
    """Return how many hold (True) or wait (False), by category and State, in one query."""
    kind = (Place.state, Registration.category, Registration.state_code)
    rows = db.execute(
        select(*kind, func.count())
        .join(Registration, Registration.id == Place.registration_id)
        .where(Place.sitting_id == sitting.id, Place.state != PlaceState.RELEASED)
        .group_by(*kind)
    )
    return [(state in HOLDING, category, code, count) for state, category, code, count in rows]


def past_places(db: Db, *, sitting: Sitting, now: datetime) -> dict[str, int]:
    """Return how many places each State had in the series' webinars held before."""
    own = select(Webinar.series_id).where(Webinar.id == sitting.webinar_id).scalar_subquery()
    rows = db.execute(
        select(Registration.state_code, func.count(Registration.id.distinct()))
        .join(Place, Place.registration_id == Registration.id)
        .join(Sitting, Sitting.id == Place.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(Webinar.series_id == own, Webinar.id != sitting.webinar_id)
        .where(Sitting.ends_at <= now, Sitting.cancelled_at.is_(None))
        .where(Place.state == PlaceState.CONFIRMED, Registration.category.in_(OF_STATES))
        .group_by(Registration.state_code)
        .order_by(Registration.state_code)
    )
    return {code: count for code, count in rows if code}


def without_entry(
    db: Db, *, sitting: Sitting
) -> Sequence[tuple[int, Category, str | None, datetime]]:
    """Return who waits and was not yet classified: place, category, State, since when."""
    rows = db.execute(
        select(Place.id, Registration.category, Registration.state_code, Place.since)
        .join(Registration, Registration.id == Place.registration_id)
        .outerjoin(QueueEntry, QueueEntry.place_id == Place.id)
        .where(Place.sitting_id == sitting.id, Place.state == PlaceState.WAITING)
        .where(QueueEntry.place_id.is_(None))
        .order_by(Place.id)
    )
    return [(place, category, state, since) for place, category, state, since in rows]


def waiting_for(db: Db, *, sitting: Sitting) -> list[Waiting]:
    """Return who waits for `sitting`, in no order that matters; rejected ones do not."""
    rows = db.execute(
        select(
            Place.id,
            Place.public_id,
            QueueEntry.state_code,
            QueueEntry.regional_group,
            QueueEntry.ldc,
            QueueEntry.lldc,
            QueueEntry.sids,
            QueueEntry.observer,
            Registration.focal_rank,
            Registration.zone,
            QueueEntry.expired,
        )
        .join(QueueEntry, QueueEntry.place_id == Place.id)
        .join(Registration, Registration.id == Place.registration_id)
        .where(Place.sitting_id == sitting.id, Place.state == PlaceState.WAITING)
        .where(Registration.approval != Approval.REJECTED)
        .order_by(Place.public_id)
    )
    return [Waiting(row[0], Entry(*row[1:9]), row.zone, row.expired) for row in rows]


def open_offer(db: Db, *, place: Place) -> Offer | None:
    found = select(Offer).where(Offer.place_id == place.id, Offer.state == OfferState.OPEN)
    return db.scalars(found).one_or_none()


def find_offer(db: Db, *, public_id: str) -> Offer | None:
    """Return the offer with its place and sitting."""
    found = select(Offer).where(Offer.public_id == public_id)
    place = joinedload(Offer.place)
    found = found.options(place.joinedload(Place.sitting), place.joinedload(Place.registration))
    return db.scalars(found.execution_options(populate_existing=True)).one_or_none()


def generation_of_offer(db: Db, public_id: str) -> int | None:
    """Return the generation of an offer's link, the door of OFFER: always the first."""
    known = db.scalar(select(Offer.id).where(Offer.public_id == public_id))
    return None if known is None else 1


def offers_run_out(db: Db, *, now: datetime) -> Sequence[Offer]:
    """Return the open offers whose time is over, with sittings, the oldest first."""
    over = select(Offer).where(Offer.state == OfferState.OPEN, Offer.until <= now)
    over = over.options(joinedload(Offer.place).joinedload(Place.sitting))
    return db.scalars(over.order_by(Offer.until, Offer.id)).all()


def next_number(db: Db, *, sitting: Sitting) -> int:
    last = select(func.max(Allocation.number)).where(Allocation.sitting_id == sitting.id)
    return (db.scalar(last) or 0) + 1


def last_decision(db: Db, *, place: Place) -> SeatDecision | None:
    """Return what was decided last of the person's place."""
    found = select(SeatDecision).where(SeatDecision.place_id == place.id)
    return db.scalars(found.order_by(SeatDecision.id.desc()).limit(1)).one_or_none()


def sittings_to_draw(db: Db, *, now: datetime) -> Sequence[Sitting]:
    """Return the sittings to come that have a limit, the earliest first."""
    coming = (
        select(Sitting)
        .join(Sitting.webinar)
        .where(Sitting.starts_at > now, Sitting.capacity.is_not(None))
        .where(Sitting.cancelled_at.is_(None), Webinar.cancelled_at.is_(None))
        .options(joinedload(Sitting.webinar))
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return db.scalars(coming).all()


def held_in(db: Db, *, sitting: Sitting) -> int:
    held = select(func.count()).select_from(Place)
    held = held.where(Place.sitting_id == sitting.id, Place.state.in_(sorted(HOLDING)))
    return db.scalar(held) or 0


def find_place(db: Db, *, public_id: str) -> Place | None:
    """Return the place with its sitting and registration."""
    found = select(Place).where(Place.public_id == public_id)
    found = found.options(joinedload(Place.sitting), joinedload(Place.registration))
    return db.scalars(found).one_or_none()
