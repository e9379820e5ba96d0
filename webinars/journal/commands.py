"""`flask journal …`: verify and seal."""

import sys

import click
from flask.cli import AppGroup

from webinars.database.unit import reading, unit_of_work
from webinars.journal.operations import seal
from webinars.journal.queries import walk
from webinars.web.requests import house

cli = AppGroup("journal", help="The append-only record of who changed what.")


@cli.command("verify")
def verify() -> None:
    """Walk the chain; name the first broken entry. Exit status 1 if there is one."""
    with reading(house().engine) as db:
        verdict = walk(db)
        click.echo(f"sealed entries that fit: {verdict.sealed}")
        click.echo(f"unsealed tail: {verdict.unsealed}")
        click.echo(f"details erased, chain intact: {verdict.erased_details}")
        if verdict.broken is None:
            click.echo("the journal is whole")
            return
        broken = verdict.broken
        click.echo(
            f"BROKEN at entry {broken.sequence} ({broken.public_id}, {broken.kind}): {verdict.why}"
        )
    sys.exit(1)


@cli.command("seal")
def seal_now() -> None:
    """Chain every entry that waits."""
    sealed = 0
    while True:
        with unit_of_work(house().engine) as db:
            batch = seal(db)
        sealed += batch
        if not batch:
            break
    click.echo(f"entries sealed: {sealed}")
