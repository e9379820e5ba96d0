"""Files come, take another's place, and go. A row is never rewritten."""

from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.programme.models import Sitting
from webinars.programme.operations import raise_revision
from webinars.recordings.imports import Taken
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations.copying import ask_copies, withdraw_copies
from webinars.recordings.operations.indexing import ask_index
from webinars.recordings.operations.locking import lock
from webinars.recordings.operations.refusals import (
    AlreadyThere,
    CheckedStays,
    NoLanguage,
    NoReviewer,
)
from webinars.recordings.operations.slides import ask_pages
from webinars.recordings.queries import recording_of, slug_is_taken
from webinars.recordings.rules import captions_of, in_use, place_of
from webinars.recordings.rules.slides import is_drawn
from webinars.storage.operations import register_file

LONGEST_SLUG = 80


@dataclass(frozen=True)
class Said:
    """What the sender says of a file; its content cannot tell."""

    kind: AssetKind
    language: str = ""
    review: Review | None = None
    """Of captions; None means a machine's draft."""
    reviewer: str = ""


def add_asset(
    db: Db, *, sitting: Sitting, taken: Taken, said: Said, by: str, now: datetime
) -> Asset:
    """Add a file that was taken in to what is kept of `sitting`, in place of one of its sort.

    Raises:
        AlreadyThere: these very bytes are in use in this recording.
        NoLanguage: captions without one.
        NoReviewer: checked captions without the name of who checked them.
        CheckedStays: a machine's draft where a person has checked the captions.
    """
    recording = open_recording(db, sitting=sitting, by=by, now=now)
    used = in_use(recording.assets)
    _refuse_twice(used, taken, said)
    if said.kind is AssetKind.CAPTIONS:
        _refuse_captions(used, said)
    replaced = _replaced(used, taken, said)
    for old in replaced:
        old.withdrawn_at = now
    withdraw_copies(replaced, now=now)
    db.flush()  # the old captions leave their place before the new ones take it
    asset = _asset(taken, said, now=now)
    asset.file, asset.added_by = register_file(db, kept=taken.kept, now=now), by
    recording.assets.append(asset)
    db.flush()
    _ask(db, asset, now)
    told = _told(asset, replaced)
    record(db, kind="recordings.add", actor=by, subject=asset.public_id, now=now, detail=told)
    raise_revision(db)
    return asset


def _ask(db: Db, asset: Asset, now: datetime) -> None:
    """Have the worker make what can be made of the file, or found in it."""
    if asset.kind is AssetKind.ORIGINAL:
        ask_copies(db, asset=asset, now=now)
    elif is_drawn(asset):
        ask_pages(db, asset=asset, now=now)
    elif asset.kind is AssetKind.CAPTIONS:
        ask_index(db, now=now)


def open_recording(db: Db, *, sitting: Sitting, by: str, now: datetime) -> Recording:
    """Return what is kept of `sitting`, locked; made if nothing is kept yet."""
    lock(db, Sitting.id, sitting.id)  # two files at once make one recording
    recording = recording_of(db, sitting=sitting)
    if recording is None:
        slug = _free_slug(db, sitting)
        recording = Recording(sitting=sitting, slug=slug, created_at=now)
        db.add(recording)
        db.flush()
        record(db, kind="recordings.open", actor=by, subject=recording.public_id, now=now)
    return recording


def remove_asset(db: Db, *, asset: Asset, by: str, now: datetime) -> None:
    """Take a file out of use. Its bytes and its row stay; its address answers 410."""
    if asset.withdrawn_at is None:
        asset.withdrawn_at = now
        withdraw_copies([asset], now=now)
        ask_index(db, now=now)
        record(db, kind="recordings.remove", actor=by, subject=asset.public_id, now=now)
        raise_revision(db)


def _refuse_twice(used: list[Asset], taken: Taken, said: Said) -> None:
    for asset in used:
        if asset.digest == taken.kept.digest and asset.kind is said.kind:
            raise AlreadyThere(name=asset.name)


def _refuse_captions(used: list[Asset], said: Said) -> None:
    if not said.language:
        raise NoLanguage
    if said.review is Review.VERIFIED and not clean_line(said.reviewer):
        raise NoReviewer
    checked = {asset.language for asset in captions_of(used) if asset.review is Review.VERIFIED}
    if said.review in {None, Review.MACHINE} and said.language in checked:
        raise CheckedStays


def _replaced(used: list[Asset], taken: Taken, said: Said) -> list[Asset]:
    place = place_of(said.kind, said.language, taken.kept.media_type)
    brought = (old for old in used if not old.recipe)
    return [
        old for old in brought if place_of(old.kind, old.language, old.file.media_type) == place
    ]


def _asset(taken: Taken, said: Said, *, now: datetime) -> Asset:
    captions = said.kind is AssetKind.CAPTIONS
    checked = captions and said.review is Review.VERIFIED
    return Asset(
        kind=said.kind,
        language=said.language,
        name=taken.name,
        seconds=taken.seconds,
        review=(said.review or Review.MACHINE) if captions else None,
        reviewed_at=now if checked else None,
        reviewed_by=clean_line(said.reviewer) if checked else "",
        derived_from=taken.came_from or None,
        made_with=taken.made_with,
        added_at=now,
    )


def _told(asset: Asset, replaced: list[Asset]) -> dict[str, object]:
    return {
        "recording": asset.recording.public_id,
        "kind": asset.kind.value,
        "language": asset.language,
        "digest": asset.digest,
        "name": asset.name,
        "review": asset.review.value if asset.review else "",
        "reviewer": asset.reviewed_by,
        "from": asset.derived_from or "",
        "replaces": [old.public_id for old in replaced],
    }


def _free_slug(db: Db, sitting: Sitting) -> str:
    """Return the webinar's address, or one with the sitting's number or a later one."""
    base = sitting.webinar.slug[: LONGEST_SLUG - 4]
    slug, number = base, 1
    while slug_is_taken(db, slug=slug):
        number += 1
        slug = f"{base}-{number}"
    return slug
