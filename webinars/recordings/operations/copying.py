"""Lighter copies of an original: asked for, made by the worker, added, asked for again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.jobs.operations import ask_again, enqueue
from webinars.journal.operations import record
from webinars.programme.operations import raise_revision
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.operations.locking import lock
from webinars.recordings.rules import in_use
from webinars.recordings.rules.recipes import COPY, ENDINGS, LOOK, VERSION, Recipe, Source, key_of
from webinars.storage.operations import register_file
from webinars.storage.store import Kept


def ask_copies(db: Db, *, asset: Asset, now: datetime, again: bool = False) -> None:
    """Have the worker look what the original holds, and make what suits it."""
    ask = ask_again if again else enqueue
    said = {"asset": asset.public_id}
    ask(db, name=LOOK, arguments=said, key=key_of(asset.public_id), now=now)


def ask_each(
    db: Db, *, asset: Asset, source: Source, recipes: Iterable[Recipe], now: datetime
) -> None:
    """Have the worker make each of `recipes` that is not there, in their order."""
    there = {copy.recipe for copy in copies_of(asset)}
    for recipe in recipes:
        if recipe not in there:
            said = {"asset": asset.public_id, "recipe": recipe.value, "seconds": source.seconds}
            key = key_of(asset.public_id, recipe)
            ask_again(db, name=COPY, arguments=said, key=key, now=now)


@dataclass(frozen=True)
class Copied:
    """A copy that is stored, and how it was made."""

    recipe: Recipe
    kept: Kept
    seconds: int | None
    software: str


def add_copy(db: Db, *, original: Asset, copied: Copied, now: datetime) -> Asset | None:
    """Add a copy that was made; None where it is there already or the original is out of use."""
    lock(db, Asset.id, original.id)
    db.refresh(original)
    there = {one.recipe for one in copies_of(original)}
    if original.withdrawn_at is not None or copied.recipe in there:
        return None
    asset = _asset(original, copied, now)
    asset.file = register_file(db, kept=copied.kept, now=now)
    original.recording.assets.append(asset)
    db.flush()
    told = {"of": original.public_id, "recipe": asset.recipe, "digest": asset.digest}
    it = asset.public_id
    record(db, kind="recordings.copy", actor="worker", subject=it, now=now, detail=told)
    raise_revision(db)
    return asset


def _asset(original: Asset, copied: Copied, now: datetime) -> Asset:
    recipe, base = copied.recipe, original.name.rpartition(".")[0] or original.name
    return Asset(
        kind=AssetKind.POSTER if recipe is Recipe.POSTER else AssetKind.RENDITION,
        name=f"{base}-{recipe}.{ENDINGS[recipe]}",
        seconds=copied.seconds,
        recipe=recipe.value,
        made_with=f"recipe {VERSION}, {copied.software}",
        derived_from=original.digest,
        added_at=now,
        added_by="worker",
    )


def withdraw_copies(originals: Sequence[Asset], *, now: datetime) -> None:
    """Take the copies out of use whose original left it."""
    for original in originals:
        for copy in copies_of(original):
            copy.withdrawn_at = now


def copies_of(original: Asset) -> list[Asset]:
    """Return the copies in use that were made of `original`."""
    if original.kind is not AssetKind.ORIGINAL:
        return []
    used = in_use(original.recording.assets)
    return [one for one in used if one.recipe and one.derived_from == original.digest]
