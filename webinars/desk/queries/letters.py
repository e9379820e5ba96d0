"""How letters and jobs fare, without their words, and with addresses shown in part."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from webinars.database import Db
from webinars.jobs.models import Job
from webinars.outbox.models import Letter
from webinars.outbox.operations import waiting
from webinars.registrations.models import Registration

PAGE = 50


@dataclass(frozen=True)
class Fared:
    """How many letters left, wait, were given up, and of how many something came back."""

    sent: int
    waiting: int
    failed: int
    bounced: int


def letters_fared(db: Db, *, webinar_id: int | None = None) -> Fared:
    """Return how the letters about the webinar's registrations fared, or all letters."""
    counted = select(
        func.count(Letter.sent_at),
        func.count().filter(*waiting()),
        func.count(Letter.failed_at),
        func.count().filter(Letter.bounces.any()),
    )
    if webinar_id is not None:
        about = select(Registration.public_id).where(Registration.webinar_id == webinar_id)
        counted = counted.where(Letter.about.in_(about))
    return Fared(*db.execute(counted).one())


def letters_rehearsed(db: Db, *, now: datetime) -> Sequence[Letter]:
    """Return the letters that an act of this very moment caused, by language."""
    of_now = (Letter.cause.is_not(None), Letter.posted_at == now, Letter.withdrawn_at.is_(None))
    return db.scalars(select(Letter).where(*of_now).order_by(Letter.language, Letter.id)).all()


def letters_page(db: Db, *, failed: bool, page: int) -> tuple[Sequence[Letter], int]:
    """Return one page of letters, the newest first, and how many there are in all.

    `failed`: only those that were given up.
    """
    wanted = select(Letter)
    if failed:
        wanted = wanted.where(Letter.failed_at.is_not(None))
    return _page(db, wanted, Letter.id, page)


class Only(enum.StrEnum):
    """Which letters about a webinar are listed."""

    ALL = "all"
    WAITING = "waiting"
    FAILED = "failed"
    BOUNCED = "bounced"


def letters_of_webinar(
    db: Db, *, webinar_id: int, only: Only, about: str, page: int
) -> tuple[Sequence[Letter], int]:
    """Return one page of the letters about a webinar's registrations, and how many there are.

    With what came back of each, the newest first. `about`: of one registration alone.
    """
    ours = select(Registration.public_id).where(Registration.webinar_id == webinar_id)
    wanted = select(Letter).where(Letter.about.in_(ours)).options(selectinload(Letter.bounces))
    if about:
        wanted = wanted.where(Letter.about == about)
    if only is Only.WAITING:
        wanted = wanted.where(*waiting())
    elif only is Only.FAILED:
        wanted = wanted.where(Letter.failed_at.is_not(None))
    elif only is Only.BOUNCED:
        wanted = wanted.where(Letter.bounces.any())
    return _page(db, wanted, Letter.id, page)


def jobs_page(db: Db, *, failed: bool, page: int) -> tuple[Sequence[Job], int]:
    """Return one page of jobs, the newest first, and how many there are in all."""
    wanted = select(Job)
    if failed:
        wanted = wanted.where(Job.failed_at.is_not(None))
    return _page(db, wanted, Job.id, page)


def _page(
    db: Db, wanted: Select[Any], newest: InstrumentedAttribute[int], page: int
) -> tuple[Sequence[Any], int]:
    total = db.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = wanted.order_by(newest.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return db.scalars(rows).all(), total
