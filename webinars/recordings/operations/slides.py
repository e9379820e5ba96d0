"""Pages of slides as pictures, and from when on each was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from webinars.database import Db
from webinars.jobs.operations import ask_again
from webinars.journal.operations import record
from webinars.programme.operations import raise_revision
from webinars.recordings.models import Asset, AssetKind, SlidePage, SlideTurn
from webinars.recordings.operations.locking import lock
from webinars.recordings.queries.slides import PAGES, key_of_pages, pages_of
from webinars.recordings.rules import in_use
from webinars.recordings.rules.slides import Turn
from webinars.storage.operations import register_file
from webinars.storage.store import Kept


@dataclass(frozen=True)
class Drawn:
    """One page as a picture that is stored."""

    kept: Kept
    width: int
    height: int
    words: str


def ask_pages(db: Db, *, asset: Asset, now: datetime) -> None:
    """Have the worker draw the pages of these slides."""
    said = {"asset": asset.public_id}
    ask_again(db, name=PAGES, arguments=said, key=key_of_pages(asset), now=now)


def add_pages(db: Db, *, asset: Asset, drawn: Sequence[Drawn], now: datetime) -> None:
    """Add the pictures of all pages; nothing where they are there already."""
    lock(db, Asset.id, asset.id)
    if pages_of(db, assets=[asset]):
        return
    for number, one in enumerate(drawn, 1):
        file = register_file(db, kept=one.kept, now=now)
        page = SlidePage(asset_id=asset.id, number=number, words=one.words, file=file)
        page.width, page.height = one.width, one.height
        db.add(page)
    it, told = asset.public_id, {"pages": len(drawn)}
    record(db, kind="recordings.pages", actor="worker", subject=it, now=now, detail=told)
    raise_revision(db)


def set_turns(
    db: Db, *, asset: Asset, turns: Sequence[Turn], alike: bool, by: str, now: datetime
) -> int:
    """Say from when on each page was shown, in place of what was said before.

    Args:
        alike: the same for slides in other languages that have as many pages.

    Returns:
        For how many files it was said.
    """
    lock(db, Asset.id, asset.id)
    files = [asset, *(_alike(db, asset) if alike else [])]
    for one in files:
        db.execute(delete(SlideTurn).where(SlideTurn.asset_id == one.id))
        db.add_all(SlideTurn(asset_id=one.id, at=turn.at, number=turn.number) for turn in turns)
        told = {"turns": [[turn.at, turn.number] for turn in turns]}
        record(db, kind="recordings.turns", actor=by, subject=one.public_id, now=now, detail=told)
    db.flush()
    raise_revision(db)
    return len(files)


def _alike(db: Db, asset: Asset) -> list[Asset]:
    """Return the other slides of the recording that have as many pages."""
    slides = [one for one in in_use(asset.recording.assets) if one.kind is AssetKind.SLIDES]
    pages = pages_of(db, assets=slides)
    count = len(pages.get(asset.id, ()))
    return [one for one in slides if one is not asset and len(pages.get(one.id, ())) == count]
