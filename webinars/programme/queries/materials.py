"""Reading the materials of a webinar."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.programme.models import Appearance, Audience, Material, Webinar


def materials_of(
    db: Db, *, webinar: Webinar, audiences: frozenset[Audience] = frozenset(Audience)
) -> Sequence[Material]:
    """Return the materials in use that are open to one of `audiences`, in their order."""
    rows = (
        select(Material)
        .where(
            Material.webinar_id == webinar.id,
            Material.withdrawn_at.is_(None),
            Material.audience.in_(audiences),
        )
        .options(joinedload(Material.file), joinedload(Material.texts))
        .order_by(Material.position, Material.id)
    )
    return db.scalars(rows).unique().all()


def sent_by(db: Db, *, appearance: Appearance) -> Sequence[Material]:
    """Return what somebody who appears has sent in and nobody withdrew, the newest first."""
    rows = (
        select(Material)
        .where(Material.appearance_id == appearance.id, Material.withdrawn_at.is_(None))
        .options(joinedload(Material.file), joinedload(Material.texts))
        .order_by(Material.id.desc())
    )
    return db.scalars(rows).unique().all()


def find_material(db: Db, *, public_id: str) -> Material | None:
    """Return a material with its file and its webinar, withdrawn or not."""
    found = (
        select(Material)
        .where(Material.public_id == public_id)
        .options(
            joinedload(Material.file),
            joinedload(Material.texts),
            joinedload(Material.webinar).joinedload(Webinar.series),
        )
    )
    return db.scalars(found).unique().one_or_none()
