"""The registrations of one State for one webinar. Every query here names the State."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.outbox.models import Bounce, Letter
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Place, Registration
from webinars.registrations.queries.rows import NoSuchRegistration
from webinars.registrations.rules import in_focal_order


def delegation_of(db: Db, *, webinar: Webinar, code: str, lock: bool = False) -> list[Registration]:
    """Return what stands of a State for `webinar`, in the focal point's order.

    With `lock` nobody else changes these rows before the transaction ends, and
    they are read as they are now.
    """
    found = _standing(Registration.webinar_id == webinar.id, Registration.state_code == code)
    return in_focal_order(db.scalars(_held(found) if lock else found).all())


def all_of_delegation(db: Db, *, webinar: Webinar, code: str) -> Sequence[Registration]:
    """Return what a State's people registered for `webinar`, what they cancelled too."""
    which = (Registration.webinar_id == webinar.id, Registration.state_code == code)
    return db.scalars(_loaded(select(Registration).where(*which))).all()


def chosen(db: Db, *, public_ids: Collection[str], code: str | None) -> Sequence[Registration]:
    """Return those that stand of `public_ids`, held, in one order; of the State `code` alone.

    `code` None is the Secretariat's: of whichever State.
    """
    which: list[ColumnElement[bool]] = [Registration.public_id.in_(public_ids)]
    if code is not None:
        which.append(Registration.state_code == code)
    return db.scalars(_held(_standing(*which))).all()


def sittings_among(db: Db, *, public_ids: Collection[str]) -> Sequence[Sitting]:
    """Return every sitting of the webinars for which these are registered."""
    webinars = select(Registration.webinar_id).where(Registration.public_id.in_(public_ids))
    return db.scalars(select(Sitting).where(Sitting.webinar_id.in_(webinars))).all()


def delegate(db: Db, *, public_id: str, code: str) -> Registration:
    """Return one registration of a State that stands.

    Raises:
        NoSuchRegistration: there is none, or it is another State's: the same answer.
    """
    this = _standing(Registration.public_id == public_id, Registration.state_code == code)
    found = db.scalars(this).one_or_none()
    if found is None:
        raise NoSuchRegistration
    return found


def bounced(db: Db, *, registrations: Collection[Registration]) -> frozenset[str]:
    """Return the public ids of those whose last letter came back, or could not be handed over."""
    about = [one.public_id for one in registrations]
    came_back = exists().where(Bounce.letter_id == Letter.id, Bounce.permanent)
    lost = or_(Letter.failed_at.is_not(None), came_back)
    rows = select(Letter.about, lost.label("lost")).where(Letter.about.in_(about))
    ended = rows.where(Letter.sent_at.is_not(None) | Letter.failed_at.is_not(None))
    last = {row.about: row.lost for row in db.execute(ended.order_by(Letter.id))}
    return frozenset(about for about, lost_now in last.items() if lost_now)


def _standing(*which: ColumnElement[bool]) -> Select[Registration]:
    return _loaded(select(Registration).where(Registration.cancelled_at.is_(None), *which))


def _loaded(found: Select[Registration]) -> Select[Registration]:
    webinar = joinedload(Registration.webinar)
    return found.options(
        joinedload(Registration.person),
        joinedload(Registration.address),
        webinar.selectinload(Webinar.sittings),
        webinar.selectinload(Webinar.texts),
        selectinload(Registration.places).joinedload(Place.sitting),
    ).order_by(Registration.id)


def _held(found: Select[Registration]) -> Select[Registration]:
    held = found.with_for_update(of=Registration)
    return held.execution_options(populate_existing=True)
