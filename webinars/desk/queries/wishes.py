"""What those who registered asked for: interpretation by language, and help by person."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from webinars.accounts.models import Account
from webinars.database import Db
from webinars.kernel.zones import wall_of
from webinars.programme.models import Webinar
from webinars.registrations.models import Arrangement, ArrangementState, Registration

UNDECIDED = or_(Arrangement.id.is_(None), Arrangement.state == ArrangementState.OPEN)


@dataclass(frozen=True)
class Wishes:
    """Of one webinar; cancelled registrations are left out."""

    asked: Mapping[str, Sequence[date]]
    """By language of interpretation: the day of each registration, in the series' zone."""
    needs: Sequence[Registration]
    """Who wrote what would help, the first first."""
    by_language: Mapping[str, Arrangement]
    by_registration: Mapping[int, Arrangement]
    owners: Mapping[int, str]
    """Names of accounts by their ids."""


def wishes_of(db: Db, *, webinar: Webinar) -> Wishes:
    """Return what was asked for, in four queries."""
    arrangements = db.scalars(select(Arrangement).where(Arrangement.webinar_id == webinar.id)).all()
    ids = {row.owner_id for row in arrangements if row.owner_id}
    owners = db.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return Wishes(
        asked=_asked(db, webinar),
        needs=_needs(db, webinar),
        by_language={row.language: row for row in arrangements if row.language},
        by_registration={row.registration_id: row for row in arrangements if row.registration_id},
        owners={row.id: row.name for row in owners},
    )


def open_wishes(db: Db, *, webinar_ids: Sequence[int]) -> Counter[int]:
    """Return by webinar how many wishes nobody has decided on: languages, and persons."""
    standing = (Registration.webinar_id.in_(webinar_ids), Registration.cancelled_at.is_(None))
    needing = (
        select(Registration.webinar_id, func.count())
        .outerjoin(Arrangement, Arrangement.registration_id == Registration.id)
        .where(*standing, Registration.needs != "", UNDECIDED)
        .group_by(Registration.webinar_id)
    )
    mine = and_(
        Arrangement.webinar_id == Registration.webinar_id,
        Arrangement.language == Registration.listens_in,
    )
    listening = (
        select(Registration.webinar_id, func.count(func.distinct(Registration.listens_in)))
        .outerjoin(Arrangement, mine)
        .where(*standing, Registration.listens_in != "", UNDECIDED)
        .group_by(Registration.webinar_id)
    )
    found: Counter[int] = Counter()
    for webinar_id, count in [*db.execute(needing), *db.execute(listening)]:
        found[webinar_id] += count
    return found


def find_need(db: Db, *, webinar: Webinar, public_id: str) -> Registration | None:
    """Return a registration of the webinar that asks for help."""
    found = select(Registration).where(
        Registration.webinar_id == webinar.id,
        Registration.public_id == public_id,
        Registration.needs != "",
    )
    return db.scalars(found.options(joinedload(Registration.person))).one_or_none()


def _asked(db: Db, webinar: Webinar) -> dict[str, list[date]]:
    rows = db.execute(
        select(Registration.listens_in, Registration.registered_at)
        .where(
            Registration.webinar_id == webinar.id,
            Registration.cancelled_at.is_(None),
            Registration.listens_in != "",
        )
        .order_by(Registration.registered_at)
    )
    found: dict[str, list[date]] = defaultdict(list)
    for language, moment in rows:
        found[language].append(wall_of(moment, webinar.series.zone).date())
    return found


def _needs(db: Db, webinar: Webinar) -> Sequence[Registration]:
    rows = (
        select(Registration)
        .where(
            Registration.webinar_id == webinar.id,
            Registration.cancelled_at.is_(None),
            Registration.needs != "",
        )
        .options(joinedload(Registration.person))
        .order_by(Registration.registered_at, Registration.id)
    )
    return db.scalars(rows).all()
