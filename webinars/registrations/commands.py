"""`flask registrations …`: who is registered for a webinar, and who gets its places."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from webinars.database.unit import reading
from webinars.programme.queries import find_webinar
from webinars.registrations.queries import registrations_of
from webinars.registrations.rules import (
    BadPlan,
    allocate,
    decisions_of,
    read_plan,
    standing_place,
)
from webinars.registrations.rules.plan_files import LARGEST_FILE
from webinars.web.requests import house

cli = AppGroup("registrations", help="Who registered for what.")


@cli.command("allocate")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def allocate_file(plan: Path) -> None:
    """Decide by the rules who of PLAN, a JSON file, gets a place; print the decisions.

    No database is opened. The same file gives the same decisions everywhere.
    """
    try:
        with plan.open("rb") as file:
            found = read_plan(file.read(LARGEST_FILE + 1))
    except BadPlan as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(json.dumps(decisions_of(allocate(found)), indent=2))


@cli.command("list")
@click.argument("webinar")
def list_all(webinar: str) -> None:
    """Print a line for each registration for WEBINAR, a slug: tab-separated, first come first."""
    with reading(house().engine) as db:
        found = find_webinar(db, slug=webinar)
        if found is None:
            raise click.ClickException(f"There is no webinar called {webinar!r}.")
        click.echo("registered\tid\tcategory\tstate\tlanguage\tplace\tname\taddress")
        for row in registrations_of(db, webinar=found):
            place = standing_place(row)
            held = "cancelled" if row.cancelled_at else place.state if place else "none"
            who = (row.person.name, row.address.written if row.address else "")
            what = (row.category, row.state_code or "", row.language, held, *who)
            click.echo("\t".join([f"{row.registered_at:%Y-%m-%dT%H:%MZ}", row.public_id, *what]))
