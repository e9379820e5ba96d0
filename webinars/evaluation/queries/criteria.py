"""Reading the criteria of a series, and since when they are fixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from webinars.database import Db
from webinars.evaluation.models.criteria import CriteriaLock, Criterion
from webinars.evaluation.rules.criteria import fixed_at
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series, Webinar
from webinars.registrations.models import Registration


@dataclass(frozen=True)
class Fixing:
    """When the criteria of a series were fixed, or would have had to be."""

    lock: CriteriaLock | None
    first_registration: datetime | None

    @property
    def at(self) -> datetime | None:
        return fixed_at(self.lock.locked_at if self.lock else None, self.first_registration)


def criteria_of(db: Db, *, series: Series) -> Sequence[Criterion]:
    """Return the criteria of `series` with all their wordings, by number."""
    return db.scalars(
        select(Criterion).where(Criterion.series_id == series.id).order_by(Criterion.number)
    ).all()


def get_criterion(db: Db, *, public_id: str) -> Criterion:
    """Return one criterion, or raise NotFound."""
    found = db.scalars(select(Criterion).where(Criterion.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def fixing_of(db: Db, *, series: Series) -> Fixing:
    lock = select(CriteriaLock).where(CriteriaLock.series_id == series.id)
    return Fixing(db.scalars(lock).one_or_none(), first_registration(db, series_id=series.id))


def first_registration(db: Db, *, series_id: int) -> datetime | None:
    """Return when somebody first registered for any webinar of a series, cancelled since or not."""
    return db.scalar(
        select(func.min(Registration.registered_at))
        .join(Webinar, Webinar.id == Registration.webinar_id)
        .where(Webinar.series_id == series_id)
    )


def series_to_lock(db: Db) -> Sequence[Series]:
    """Return the series that have criteria, a first registration, and no lock yet."""
    registered = select(Webinar.series_id).join(Registration, Registration.webinar_id == Webinar.id)
    return db.scalars(
        select(Series)
        .where(
            Series.id.in_(select(Criterion.series_id)),
            Series.id.not_in(select(CriteriaLock.series_id)),
            Series.id.in_(registered),
        )
        .order_by(Series.id)
    ).all()
