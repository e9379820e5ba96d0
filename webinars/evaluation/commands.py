"""`flask evaluation …`: take a snapshot, print the indicators."""

import json

import click
from flask.cli import AppGroup

from webinars.database.unit import reading
from webinars.evaluation.files import FIGURES
from webinars.evaluation.indicators import definitions
from webinars.evaluation.operations import Place, take_snapshot
from webinars.evaluation.queries import content, newest_snapshot
from webinars.web.requests import house

cli = AppGroup("evaluation", help="Snapshots of the evidence, and the figures computed from them.")


@cli.command("snapshot")
def snapshot() -> None:
    """Take the snapshot of the present cut, or name the one that exists."""
    app = house()
    place = Place(app.settings.data / "snapshots", app.keyring)
    taken = take_snapshot(app.engine, place, by="operator", now=app.clock())
    if taken is None:
        raise click.ClickException("there is no evidence yet")
    click.echo(f"cut {taken.cut}")
    click.echo(f"manifest {taken.manifest_digest}")


@cli.command("indicators")
@click.argument("cut", required=False, type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def indicators(cut: int | None, *, as_json: bool) -> None:
    """Print the figures of a snapshot, the newest by default."""
    app = house()
    with reading(app.engine) as db:
        newest = newest_snapshot(db)
    if cut is None and newest is None:
        raise click.ClickException("there is no snapshot yet: flask evaluation snapshot")
    chosen = cut if cut is not None else newest.cut if newest else 0
    found = content(app.settings.data / "snapshots", chosen, FIGURES)
    if as_json:
        click.echo(json.dumps(found["figures"], indent=1))
        return
    names = {one.indicator: one.name for one in definitions()}
    for figure in found["figures"]:
        shown = "n/a" if figure["value"] is None else f"{figure['value']:.3f}"
        where = figure["webinar"] or "series"
        click.echo(f"{names[figure['indicator']]:<20} {where:<28} {figure['measure']:<24} {shown}")
