"""`flask storage …`: take every file to another place, each byte compared."""

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from webinars.database.unit import reading
from webinars.kernel.refusals import Refusal
from webinars.storage.models import StoredFile, Upload
from webinars.storage.store import Store, open_store
from webinars.web.requests import house

cli = AppGroup("storage", help="Where the bytes of files are.")


@cli.command("move")
@click.argument("address")
def move(address: str) -> None:
    """Copy every file to the storage at ADDRESS, and read each back there.

    What is there already, unharmed, is not sent again: a run that was ended goes
    on. Nothing is removed here; point WEBINARS_STORAGE_URL at ADDRESS afterwards.
    Exit status 1 if a file could not be taken over.
    """
    app = house()
    store, target = app.extensions["store"], _opened(address, app.settings.data / "uploads")
    lost = [digest for digest in _digests() if not _taken_over(store, target, digest)]
    click.echo(f"files taken over, each byte compared: {len(_digests()) - len(lost)}")
    if lost:
        raise click.ClickException(f"harmed, missing or refused: {', '.join(lost)}")


def _opened(address: str, gathering: Path) -> Store:
    try:
        return open_store(address, gathering=gathering)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _digests() -> list[str]:
    """Return the digests of all files that are kept, waiting uploads among them."""
    with reading(house().engine) as db:
        kept = db.scalars(select(StoredFile.digest).where(StoredFile.purged_at.is_(None)))
        coming = select(Upload.digest).where(Upload.digest.is_not(None), Upload.ended_at.is_(None))
        return sorted({*kept, *(digest for digest in db.scalars(coming) if digest)})


def _taken_over(store: Store, target: Store, digest: str) -> bool:
    try:
        if not target.verify(digest):
            target.receive(store, digest)
    except Refusal as refusal:
        click.echo(f"{digest}: {refusal}", err=True)
        return False
    return True
