"""`flask privacy …`: purge the identities of a series, and close a series for good."""

import json
from dataclasses import asdict

import click
from flask.cli import AppGroup

from webinars.evaluation.operations import Place
from webinars.kernel.refusals import Refusal
from webinars.privacy.operations import Order, close_series, purge_series
from webinars.web.requests import house

cli = AppGroup("privacy", help="Retention: what of a series is purged, and closing it.")
DRY = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")


def _place() -> Place:
    return Place(house().settings.data / "snapshots", house().keyring)


@cli.command("purge")
@click.argument("series")
@DRY
def purge(series: str, *, dry_run: bool) -> None:
    """Seal all figures, then erase who is known by this series alone."""
    app = house()
    try:
        done = purge_series(
            app.engine, _place(), slug=series, by="operator", now=app.clock(), dry_run=dry_run
        )
    except Refusal as refusal:
        raise click.ClickException(refusal.message % refusal.values) from refusal
    click.echo(json.dumps({"dry_run": dry_run, **asdict(done)}, indent=1))


@cli.command("close")
@click.argument("series")
@click.option("--moved-to", required=True, help="Where its public pages lead afterwards.")
@click.option("--mandate", required=True, help="The decision, such as its document's symbol.")
@DRY
def close(series: str, moved_to: str, mandate: str, *, dry_run: bool) -> None:
    """Seal, export, redirect and purge a series."""
    app = house()
    try:
        order = Order(series, moved_to, mandate, "operator")
        done = close_series(app.engine, _place(), order, now=app.clock(), dry_run=dry_run)
    except Refusal as refusal:
        raise click.ClickException(refusal.message % refusal.values) from refusal
    click.echo(json.dumps({"dry_run": dry_run, **done.as_json()}, indent=1))
