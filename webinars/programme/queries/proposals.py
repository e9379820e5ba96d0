"""Reading what regional groups propose."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.database import Db
from webinars.programme.models import Proposal, Webinar


def find_proposal(db: Db, *, public_id: str) -> Proposal | None:
    return db.scalars(select(Proposal).where(Proposal.public_id == public_id)).one_or_none()


def all_proposals(db: Db) -> Sequence[Proposal]:
    """Return every group's proposals with their webinars, the newest first; two queries."""
    return db.scalars(_listed()).all()


def proposals_of(db: Db, *, group: str) -> Sequence[Proposal]:
    """Return one group's proposals with their webinars, the newest first; two queries."""
    return db.scalars(_listed().where(Proposal.group == group)).all()


def _listed() -> Select[Proposal]:
    webinar = joinedload(Proposal.webinar).options(selectinload(Webinar.texts))
    return select(Proposal).options(webinar).order_by(Proposal.id.desc())
