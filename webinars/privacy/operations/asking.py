"""Asking for the end of a series, and doing it step by step: what was done is told afterwards."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webinars.database import Db
from webinars.database.unit import Bind, unit_of_work
from webinars.evaluation.operations import Place
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_
from webinars.privacy.models import Closure, ClosureKind, Step
from webinars.privacy.operations.closing import Order, Tell, close_series, refuse_address
from webinars.privacy.operations.purging import purge_series, refuse_running
from webinars.programme.models import Series
from webinars.programme.operations.refusals import ClosedAlready

RETIRE = "privacy.retire"


class NotConfirmed(BadInput):
    message = N_("Write “%(slug)s” to confirm: what is purged cannot be brought back.")


class BeingClosed(Refusal):
    message = N_("This was asked for already, and is being done.")


@dataclass(frozen=True)
class Wish:
    """What an administrator wants done with a series."""

    kind: ClosureKind
    moved_to: str = ""
    mandate: str = ""


def ask_for_closure(
    db: Db, *, series: Series, wish: Wish, confirmed: str, by: str, now: datetime
) -> Closure:
    """Ask the worker to purge or to close a series.

    Raises:
        NotConfirmed: the address of the series was not written.
        ClosedAlready, BeingClosed: there is nothing more to ask.
        SeriesRuns, StillToCome: it has not ended.
        NoAddress: its pages are to lead to no web address.
    """
    if confirmed != series.slug:
        raise NotConfirmed(slug=series.slug)
    _refuse(db, series, wish, now)
    closure = Closure(series_id=series.id, **asdict(wish), asked_at=now, asked_by=by)
    db.add(closure)
    db.flush()  # gives the public id by which the worker finds it
    enqueue(db, name=RETIRE, arguments={"closure": closure.public_id}, now=now)
    detail = {"series": series.public_id, "kind": str(wish.kind)}
    kind, subject = "privacy.ask", closure.public_id
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail, evidence=False)
    return closure


def _refuse(db: Db, series: Series, wish: Wish, now: datetime) -> None:
    if series.closed_at is not None:
        raise ClosedAlready
    open_still = (Closure.series_id == series.id, Closure.done_at.is_(None))
    if db.scalar(select(Closure.id).where(*open_still).limit(1)):
        raise BeingClosed
    refuse_running(db, series=series, now=now)
    if wish.kind is ClosureKind.CLOSE:
        refuse_address(wish.moved_to)


def retire(engine: Bind, place: Place, *, public_id: str, now: datetime) -> str | None:
    """Do what was asked. Safe to repeat and to kill: each step may be done again.

    A refusal is kept with the closure, and not tried again.
    """
    with unit_of_work(engine) as db:
        found = _closure(db, public_id)
        if found is None or found.done_at is not None:
            return None
        wish = Wish(found.kind, found.moved_to, found.mandate)
        slug, by = found.series.slug, found.asked_by

    def tell(step: Step) -> None:
        with unit_of_work(engine) as db:
            _mark(db, public_id, step)

    try:
        told = _done(engine, place, wish, slug=slug, by=by, now=now, tell=tell)
    except Refusal as refusal:
        told = {"message": refusal.message, "values": dict(refusal.values)}
        return _end(engine, public_id, Step.REFUSED, told, now)
    return _end(engine, public_id, Step.DONE, told, now)


def _done(
    engine: Bind,
    place: Place,
    wish: Wish,
    *,
    slug: str,
    by: str,
    now: datetime,
    tell: Tell,
) -> dict[str, Any]:
    if wish.kind is ClosureKind.PURGE:
        tell(Step.PURGING)
        purged = purge_series(engine, place, slug=slug, by=by, now=now, dry_run=False)
        return {"purged": asdict(purged)}
    order = Order(slug, wish.moved_to, wish.mandate, by)
    return close_series(engine, place, order, now=now, dry_run=False, tell=tell).as_json()


def _end(engine: Bind, public_id: str, step: Step, told: Mapping[str, Any], now: datetime) -> str:
    with unit_of_work(engine) as db:
        _mark(db, public_id, step, done_at=now, told=dict(told))
    return str(step)


def _mark(db: Db, public_id: str, step: Step, **also: object) -> None:
    closure = _closure(db, public_id)
    if closure is not None:
        closure.step = step
        for name, value in also.items():
            setattr(closure, name, value)


def _closure(db: Db, public_id: str) -> Closure | None:
    this = select(Closure).where(Closure.public_id == public_id)
    return db.scalars(this).one_or_none()
