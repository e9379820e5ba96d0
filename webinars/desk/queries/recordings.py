"""What is kept of sittings and may be seen by anyone."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager

from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.recordings.models import Asset, Recording


def published_recordings(db: Db, *, webinar_id: int | None = None) -> Sequence[Recording]:
    """Return the published recordings with sitting and files, the latest sitting first.

    Of the webinar `webinar_id`, or of all where it is None; in one query.
    """
    found = (
        select(Recording)
        .join(Recording.sitting)
        .outerjoin(
            Asset,
            and_(Asset.recording_id == Recording.id, Asset.withdrawn_at.is_(None)),
        )
        .where(Recording.published_at.is_not(None), Recording.withdrawn_at.is_(None))
        .options(
            contains_eager(Recording.sitting),
            contains_eager(Recording.assets).joinedload(Asset.file),
        )
        .order_by(Sitting.starts_at.desc(), Recording.id, Asset.id)
    )
    if webinar_id is not None:
        found = found.where(Sitting.webinar_id == webinar_id)
    return db.scalars(found).unique().all()
