"""`flask recordings …`: add a file from this machine, and read every file back."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import AppGroup

from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.operations import raise_revision
from webinars.programme.queries import find_sitting
from webinars.recordings.imports import take
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations import add_asset
from webinars.recordings.operations.adding import Said
from webinars.recordings.operations.keeping import (
    drop,
    due_for_removal,
    purge,
    superseded_copies,
)
from webinars.recordings.queries import every_file, names_of
from webinars.recordings.tending import follow, pack
from webinars.recordings.tending.files import look_at
from webinars.storage.store import Store
from webinars.web.requests import house

cli = AppGroup("recordings", help="The archive: files of what was recorded.")

KINDS = click.Choice([kind.value for kind in AssetKind])
LANGUAGES = click.Choice([language.value for language in Language])
REVIEWS = click.Choice([review.value for review in Review])


@cli.command("add")
@click.argument("sitting")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=KINDS, default="original", show_default=True)
@click.option("--language", type=LANGUAGES, default=None, help="Of captions; else as spoken.")
@click.option("--review", type=REVIEWS, default=None, help="State of captions.")
@click.option("--reviewer", default="", help="Who checked the captions; the page shows it.")
def add(  # noqa: PLR0917  (click gives them by name)
    sitting: str, file: Path, kind: str, language: str | None, review: str | None, reviewer: str
) -> None:
    """Keep FILE as part of what was recorded of SITTING (its public id)."""
    said = Said(AssetKind(kind), language or "", Review(review) if review else None, reviewer)
    try:
        with file.open("rb") as opened:
            address = _add(sitting, opened, name=file.name, said=said)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"kept: {address}")


def _add(sitting_id: str, opened: BinaryIO, *, name: str, said: Said) -> str:
    """Keep the bytes, then write the row; return the file's address."""
    app = house()
    with reading(app.engine) as db:
        _refuse_unknown(db, sitting_id)
    store, of = app.extensions["store"], said.language
    taken = take(store, opened, name=name, kind=said.kind, language=of)
    with unit_of_work(app.engine) as db:
        sitting = find_sitting(db, public_id=sitting_id)
        if sitting is None:
            raise NotFound
        asset = add_asset(
            db,
            sitting=sitting,
            taken=taken,
            said=said,
            by="operator",
            now=app.clock(),
        )
        return f"/media/{asset.public_id}/{asset.name}"


def _refuse_unknown(db: Db, sitting_id: str) -> None:
    if find_sitting(db, public_id=sitting_id) is None:
        raise click.ClickException(f"There is no sitting {sitting_id}.")


@cli.command("verify")
def verify() -> None:
    """Read every stored file back, the longest unverified first; stop at the first bad one.

    Exit status 1 if there is one. Each good file is stamped as it is found, so
    that a run that was ended goes on where it stopped.
    """
    app = house()
    store: Store = app.extensions["store"]
    with reading(app.engine) as db:
        digests = [file.digest for file in every_file(db)]
    for count, digest in enumerate(digests):
        if not look_at(store, app.engine, digest, app.clock()):
            _name_bad(digest, store, count)
    with unit_of_work(app.engine) as db:
        raise_revision(db)  # pages say when the files were last verified
    click.echo(f"files verified: {len(digests)}")


def _name_bad(digest: str, store: Store, good: int) -> None:
    with reading(house().engine) as db:
        names = ", ".join(names_of(db, digest=digest)) or "no recording's"
    fault = "HARMED" if store.exists(digest) else "MISSING"
    click.echo(f"files verified: {good}")
    click.echo(f"{fault}: {digest} ({names})")
    sys.exit(1)


@cli.command("index")
@click.option("--rebuild", is_flag=True, help="Make every text anew, whether it differs or not.")
def index(rebuild: bool) -> None:  # noqa: FBT001  (click gives it by name)
    """Bring the search of the library in step with the archive, as the worker does each minute.

    Nothing is lost if it is cut off: it goes on where it stopped, and the library
    is found in as it was.
    """
    app = house()
    click.echo(follow(app.extensions["store"], app.engine, afresh=rebuild))
    pack(app.engine, app.clock())


@cli.command("purge")
@click.option("--yes", is_flag=True, help="Do it; without this it only says what it would do.")
def purge_due(yes: bool) -> None:  # noqa: FBT001  (click gives it by name)
    """Remove the bytes of restricted recordings after 90 days, and of replaced copies after 30.

    What is held, was published, or stands elsewhere too is kept. Pages, digests and
    statistics stay.
    """
    app = house()
    with unit_of_work(app.engine) as db:
        due, copies = due_for_removal(db, now=app.clock()), superseded_copies(db, now=app.clock())
        for recording in due:
            click.echo(f"{recording.slug}: restricted, since {recording.created_at:%Y-%m-%d}")
        for copy in copies:
            click.echo(f"{copy.recording.slug}: replaced copy {copy.name}")
        gone = _given_up(db, due, copies) if yes else []
    for digest in gone:
        app.extensions["store"].remove(digest)
    click.echo(f"files removed: {len(gone)}" if yes else "nothing removed; say --yes to do it")


def _given_up(db: Db, due: Sequence[Recording], copies: Sequence[Asset]) -> list[str]:
    now = house().clock()
    gone = [digest for copy in copies for digest in drop(db, asset=copy, now=now)]
    for recording in due:
        gone += purge(db, recording=recording, by="operator", now=now)
    return gone
