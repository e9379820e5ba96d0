"""`flask registrations …`: who is registered for a webinar."""

import click
from flask.cli import AppGroup

from webinars.database.unit import reading
from webinars.programme.queries import find_webinar
from webinars.registrations.queries import registrations_of
from webinars.registrations.rules import standing_place
from webinars.web.requests import house

cli = AppGroup("registrations", help="Who registered for what.")


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
