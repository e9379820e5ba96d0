"""`flask programme …`: list."""

import click
from flask.cli import AppGroup

from webinars.database.unit import reading
from webinars.kernel.languages import Language
from webinars.programme.queries import all_series, webinars_of
from webinars.programme.rules import phase_of, text_in, title_in
from webinars.web.requests import house

cli = AppGroup("programme", help="Series, webinars and sittings.")


@cli.command("list")
@click.option(
    "--language",
    type=click.Choice([str(language) for language in Language]),
    default="en",
    show_default=True,
    help="Language of the titles.",
)
def list_programme(language: str) -> None:
    """Print every series with its webinars by month and their sittings, the latest series first."""
    spoken = Language(language)
    with reading(house().engine) as db:
        for series in all_series(db):
            text, _ = text_in(series.texts, spoken)
            click.echo(f"{series.slug}  {series.starts_on} to {series.ends_on}  {text.title}")
            for webinar in webinars_of(db, series=series):
                phase = phase_of(webinar, house().clock())
                month = f"{webinar.planned_month:%Y-%m}"
                title = title_in(webinar, spoken)
                click.echo(f"  {month}  {phase:<9}  {webinar.slug}  {title}")
                for sitting in webinar.sittings:
                    mark = "  cancelled" if sitting.cancelled_at else ""
                    start = f"{sitting.starts_at:%Y-%m-%dT%H:%MZ}"
                    click.echo(f"    {start}  {sitting.minutes} min  {sitting.public_id}{mark}")
