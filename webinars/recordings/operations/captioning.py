"""Captions that are worked on: each time they are kept they are another version of the file."""

from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.programme.operations import raise_revision
from webinars.recordings.imports import Taken
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations.adding import Said, add_asset
from webinars.recordings.operations.checking import verify_captions
from webinars.recordings.operations.indexing import ask_index
from webinars.recordings.operations.locking import lock
from webinars.recordings.operations.refusals import (
    AlreadyThere,
    CheckedStays,
    NewerCaptions,
    NotCaptions,
)
from webinars.recordings.rules import captions_of


def keep_version(
    db: Db, *, base: Asset, taken: Taken, said: Said, by: str, now: datetime
) -> Asset | None:
    """Put what was made of `base` in its place; return it, or None where nothing was changed.

    Raises:
        NewerCaptions: `base` is in use no more.
        NoReviewer, AlreadyThere: see `add_asset`.
    """
    lock(db, Recording.id, base.recording_id)
    db.refresh(base)
    if base.kind is not AssetKind.CAPTIONS or base.withdrawn_at is not None:
        raise NewerCaptions
    if taken.kept.digest != base.digest:
        sitting = base.recording.sitting
        return add_asset(db, sitting=sitting, taken=taken, said=said, by=by, now=now)
    if said.review is not Review.VERIFIED or base.review is Review.VERIFIED:
        return None
    verify_captions(db, asset=base, reviewer=said.reviewer, by=by, now=now)
    return base


def take_back(db: Db, *, older: Asset, by: str, now: datetime) -> Asset:
    """Use an older version of captions again, as another row with the same file.

    It stands as it was reviewed then.

    Raises:
        NotCaptions: it is another sort of file.
        AlreadyThere: it is in use, or another version holds the same bytes.
        CheckedStays: a machine's draft where a person has checked the captions.
    """
    if older.kind is not AssetKind.CAPTIONS:
        raise NotCaptions
    lock(db, Recording.id, older.recording_id)
    db.refresh(older.recording)
    used = captions_of(older.recording.assets)
    _refuse(older, used)
    replaced = [one for one in used if one.language == older.language]
    for one in replaced:
        one.withdrawn_at = now
    db.flush()  # the newer version leaves its place before the older one takes it
    asset = _again(older, by=by, now=now)
    older.recording.assets.append(asset)
    db.flush()
    told = {"version": older.public_id, "digest": older.digest, "language": older.language}
    told["replaces"] = ", ".join(one.public_id for one in replaced)
    it = asset.public_id
    record(db, kind="recordings.take_back", actor=by, subject=it, now=now, detail=told)
    raise_revision(db)
    ask_index(db, now=now)
    return asset


def _refuse(older: Asset, used: list[Asset]) -> None:
    for one in used:
        if one.digest == older.digest:
            raise AlreadyThere(name=one.name)
        checked = one.language == older.language and one.review is Review.VERIFIED
        if checked and older.review is Review.MACHINE:
            raise CheckedStays


def _again(older: Asset, *, by: str, now: datetime) -> Asset:
    return Asset(
        kind=older.kind,
        language=older.language,
        digest=older.digest,
        name=older.name,
        review=older.review,
        reviewed_at=older.reviewed_at,
        reviewed_by=older.reviewed_by,
        derived_from=older.derived_from,
        made_with=older.made_with,
        added_at=now,
        added_by=by,
    )
