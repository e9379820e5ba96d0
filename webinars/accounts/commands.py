"""`flask accounts …`: the first account of a fresh installation, and a look at all of them."""

from datetime import date, datetime

import click
from flask.cli import AppGroup

from webinars.accounts.models import Role
from webinars.accounts.operations import give_role, invite
from webinars.accounts.permissions import roles_of
from webinars.accounts.queries import list_accounts
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.web.requests import house

cli = AppGroup("accounts", help="Accounts of those who work here.")
DAY = click.DateTime(["%Y-%m-%d"])


@cli.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option(
    "--language",
    type=click.Choice([code.value for code in Language]),
    default="en",
    show_default=True,
)
@click.option("--until", type=DAY, help="Last day of the role; an evaluator's needs one.")
@click.option("--mandate", default="", help="Who asked for it; an evaluator's role needs one.")
def invite_somebody(
    email: str, name: str, *, role: str, language: str, until: datetime | None, mandate: str
) -> None:
    """Open an account with a role; a letter brings the key to choose a password."""
    app, last = house(), until.date() if until else None
    try:
        with unit_of_work(app.engine) as db:
            made = invite(
                db,
                email=email,
                name=name,
                language=Language(language),
                by="operator",
                now=app.clock(),
            )
            give_role(
                db,
                account=made,
                role=Role(role),
                starts_on=app.clock().date(),
                ends_on=last,
                mandate=mandate,
                by="operator",
                now=app.clock(),
            )
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"invited {email} as {role}")


@cli.command("list")
def list_all() -> None:
    """Print each account with the roles that hold today."""
    app = house()
    today: date = app.clock().date()
    with reading(app.engine) as db:
        for account in list_accounts(db):
            roles = ", ".join(sorted(roles_of(account.grants, today))) or "no role"
            state = "closed" if account.disabled_at else "open"
            click.echo(f"{account.email}  {roles}  {state}")
