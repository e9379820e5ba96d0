"""Reading the programme. The number of queries never grows with the programme's length."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.programme.models import (
    CostLine,
    HeldChange,
    Revision,
    Series,
    Sitting,
    SlugHistory,
    Webinar,
)
from webinars.programme.rules import SCHEDULED, first_instant

NEVER = datetime.max.replace(tzinfo=UTC)


def present_revision(db: Db) -> int:
    """Return the number that rises whenever a public page would read differently."""
    return db.scalar(select(Revision.number)) or 0


def find_series(db: Db, *, slug: str) -> Series | None:
    """Return the series at the address `slug`, with its texts."""
    found = select(Series).where(Series.slug == slug).options(selectinload(Series.texts))
    return db.scalars(found).one_or_none()


def find_webinar(db: Db, *, slug: str) -> Webinar | None:
    """Return the webinar at the address `slug` with all that its page says.

    Two queries, so that a page has two left: one row of each pair of lists that
    are short together. The texts of the series are loaded if they are asked for.
    """
    return _whole(db, Webinar.slug == slug)


def find_sitting(db: Db, *, public_id: str) -> Sitting | None:
    """Return the sitting with its rooms, its webinar, and the webinar's texts and twin sittings."""
    whole = joinedload(Sitting.webinar)
    found = (
        select(Sitting)
        .where(Sitting.public_id == public_id)
        .options(
            whole.joinedload(Webinar.series),
            whole.selectinload(Webinar.texts),
            whole.selectinload(Webinar.sittings),
            joinedload(Sitting.rooms),
        )
    )
    return db.scalars(found).unique().one_or_none()


def published_webinars(db: Db, *, series: Series | None) -> Sequence[Webinar]:
    """Return what has been announced, cancelled since or not, by first instant.

    Of `series`, or of all where it is None; with series, texts, sittings,
    activities and promises, in three queries.
    """
    return _listed(db, select(Webinar).where(Webinar.announced_at.is_not(None)), series)


def every_webinar(db: Db) -> Sequence[Webinar]:
    """Return all webinars, drafts too, by first instant; loaded as for a list."""
    return _listed(db, select(Webinar), None)


def announced_webinars(db: Db) -> Sequence[Webinar]:
    """Return what has been announced with series, texts and sittings, the latest month first."""
    told = select(Webinar).where(Webinar.announced_at.is_not(None))
    loaded = told.options(
        joinedload(Webinar.series), selectinload(Webinar.texts), selectinload(Webinar.sittings)
    )
    return db.scalars(loaded.order_by(Webinar.planned_month.desc(), Webinar.id.desc())).all()


def webinars_of(db: Db, *, series: Series) -> Sequence[Webinar]:
    """Return all webinars of `series`, drafts too, by planned month; loaded as for a list."""
    found = _listed(db, select(Webinar), series)
    return sorted(found, key=lambda webinar: (webinar.planned_month, webinar.id))


def all_series(db: Db) -> Sequence[Series]:
    """Return every series with its texts, the latest first."""
    newest = select(Series).options(joinedload(Series.texts)).order_by(Series.starts_on.desc())
    return db.scalars(newest).unique().all()


def present_series(db: Db, *, now: datetime, unpublished: bool = False) -> Series | None:
    """Return the series whose period is now, else the next, else the last one.

    A series is public once its first webinar is announced; the Secretariat asks
    for `unpublished` ones too.
    """
    known = [one for one in all_series(db) if unpublished or one.published_at]
    today = now.date()
    begun = [one for one in known if one.starts_on <= today]
    running = [one for one in begun if one.ends_on >= today]
    coming = [one for one in known if one.starts_on > today]
    return next(iter(running or coming[::-1] or begun), None)


def next_webinar(db: Db, *, now: datetime) -> Webinar | None:
    """Return the webinar of the sitting that ends next, whole as by `find_webinar`."""
    soonest = (
        select(Sitting.webinar_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(Webinar.state.in_(SCHEDULED), Sitting.cancelled_at.is_(None), Sitting.ends_at > now)
        .order_by(Sitting.starts_at, Sitting.id)
        .limit(1)
    )
    found = db.scalar(soonest)
    return None if found is None else _whole(db, Webinar.id == found)


def slug_leads_to(db: Db, *, slug: str) -> Webinar | Series | None:
    """Return what was at the earlier address `slug`: its present `slug` is where to go (301)."""
    past = db.get(SlugHistory, slug)
    if past is None:
        return None
    webinar = db.scalars(select(Webinar).where(Webinar.public_id == past.subject)).one_or_none()
    series = select(Series).where(Series.public_id == past.subject)
    return webinar or db.scalars(series).one_or_none()


def slug_is_free(db: Db, *, slug: str, subject: str | None) -> bool:
    """Say whether `slug` may be the address of `subject`, a public id; None: of a new one."""
    webinars = select(Webinar.public_id).where(Webinar.slug == slug)
    series = select(Series.public_id).where(Series.slug == slug)
    past = select(SlugHistory.subject).where(SlugHistory.slug == slug)
    return all(holder == subject for holder in db.scalars(webinars.union_all(series, past)))


def held_changes(db: Db, *, webinars: Sequence[Webinar], now: datetime) -> Sequence[HeldChange]:
    """Return the changes of these webinars that can still be taken back, the oldest first."""
    present = (HeldChange.taken_back_at.is_(None), HeldChange.leaves_at > now)
    found = (
        select(HeldChange)
        .where(HeldChange.webinar_id.in_([webinar.id for webinar in webinars]), *present)
        .order_by(HeldChange.id)
    )
    return db.scalars(found).all()


def find_held(db: Db, *, public_id: str) -> HeldChange | None:
    return db.scalars(select(HeldChange).where(HeldChange.public_id == public_id)).one_or_none()


def cost_lines(db: Db, *, webinar: Webinar) -> Sequence[CostLine]:
    """Return what was recorded for `webinar`, first recorded first."""
    lines = select(CostLine).where(CostLine.webinar_id == webinar.id).order_by(CostLine.id)
    return db.scalars(lines).all()


def _whole(db: Db, which: ColumnElement[bool]) -> Webinar | None:
    wanted = select(Webinar).where(which)
    narrow = wanted.options(
        joinedload(Webinar.series),
        joinedload(Webinar.sittings).joinedload(Sitting.rooms),
        joinedload(Webinar.activities),
        joinedload(Webinar.promises),
    )
    wide = wanted.options(joinedload(Webinar.texts), joinedload(Webinar.appearances))
    webinar = db.scalars(narrow).unique().one_or_none()
    if webinar is not None:
        db.scalars(wide).unique().one()  # fills the same object, held by its name above
    return webinar


def _listed(db: Db, wanted: Select[Webinar], series: Series | None) -> Sequence[Webinar]:
    if series is not None:
        wanted = wanted.where(Webinar.series_id == series.id)
    whole = wanted.options(
        joinedload(Webinar.series),
        joinedload(Webinar.sittings),
        joinedload(Webinar.activities),
        selectinload(Webinar.texts),
        selectinload(Webinar.promises),
    )
    found = db.scalars(whole).unique().all()
    return sorted(found, key=lambda webinar: (first_instant(webinar) or NEVER, webinar.id))


def has_demonstration(db: Db) -> bool:
    """Say whether any series is a demonstration, visibly fictitious."""
    return bool(db.scalar(select(exists().where(Series.demonstration))))
