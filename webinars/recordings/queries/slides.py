"""Pages of slides, and when they were shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.jobs.models import Job
from webinars.recordings.models import Asset, AssetKind, SlidePage, SlideTurn


def pages_of(db: Db, *, assets: Iterable[Asset]) -> dict[int, list[SlidePage]]:
    """Return the pages of each file in order, by the file's id; one query."""
    ids = [asset.id for asset in assets]
    found: defaultdict[int, list[SlidePage]] = defaultdict(list)
    if ids:
        pages = select(SlidePage).where(SlidePage.asset_id.in_(ids)).order_by(SlidePage.number)
        pages = pages.options(joinedload(SlidePage.file))
        for page in db.scalars(pages):
            found[page.asset_id].append(page)
    return dict(found)


def turns_of_slides(db: Db, *, asset: Asset) -> Sequence[SlideTurn]:
    """Return from when on each page was shown, in order of time."""
    turns = select(SlideTurn).where(SlideTurn.asset_id == asset.id).order_by(SlideTurn.at)
    return db.scalars(turns).all()


PAGES = "recordings.pages"
"""The job that draws them."""


def key_of_pages(slides: Asset) -> str:
    return f"{PAGES}/{slides.public_id}"


def drawing(db: Db, *, slides: Asset) -> Job | None:
    """Return the job that draws the pages of these slides."""
    return db.scalars(select(Job).where(Job.key == key_of_pages(slides))).one_or_none()


class Turned(NamedTuple):
    """Slides whose pages have times."""

    asset: Asset
    pages: list[SlidePage]
    turns: list[SlideTurn]


def turned_slides(db: Db, *, assets: Iterable[Asset]) -> list[Turned]:
    """Return those of `assets` whose pages have times; one query, none without slides."""
    slides = {one.id: one for one in assets if one.kind is AssetKind.SLIDES}
    if not slides:
        return []
    joined = (
        select(SlidePage, SlideTurn)
        .outerjoin(
            SlideTurn,
            and_(SlideTurn.asset_id == SlidePage.asset_id, SlideTurn.number == SlidePage.number),
        )
        .where(SlidePage.asset_id.in_(slides))
        .options(joinedload(SlidePage.file))
        .order_by(SlidePage.number, SlideTurn.at)
    )
    found: dict[int, Turned] = {}
    for page, turn in db.execute(joined):
        one = found.setdefault(page.asset_id, Turned(slides[page.asset_id], [], []))
        if page not in one.pages[-1:]:
            one.pages.append(page)
        if turn is not None:
            one.turns.append(turn)
    return [one for one in found.values() if one.turns]


def find_page(db: Db, *, asset: Asset, number: int) -> SlidePage | None:
    found = select(SlidePage).where(SlidePage.asset_id == asset.id, SlidePage.number == number)
    return db.scalars(found.options(joinedload(SlidePage.file))).one_or_none()
