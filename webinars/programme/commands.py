"""`flask programme …`: list, zones."""

import click
from flask.cli import AppGroup

from webinars.database.unit import reading
from webinars.kernel.languages import Language
from webinars.kernel.zones import TZDATA_VERSION
from webinars.programme.queries import all_series, webinars_of
from webinars.programme.queries.clocks import sittings_ahead
from webinars.programme.rules import Drift, drifts_of, phase_of, text_in, title_in
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


@cli.command("zones")
def zones() -> None:
    """List the sittings to come whose announced time is another instant by the present tz data.

    Nothing is moved: an officer confirms each as a reschedule, on the page that
    is printed beside it. Exit status 1 where there is one.
    """
    app = house()
    with reading(app.engine) as db:
        found = drifts_of(sittings_ahead(db, now=app.clock()), app.clock())
        for drift in found:
            click.echo(_told(drift))
    click.echo(f"tz data {TZDATA_VERSION}: {len(found)} sittings to confirm")
    if found:
        raise SystemExit(1)


def _told(drift: Drift) -> str:
    sitting = drift.sitting
    kept = f"{sitting.starts_at:%Y-%m-%dT%H:%MZ} by {sitting.tzdata}"
    now = f"{drift.begins:%Y-%m-%dT%H:%MZ}" if drift.begins else "no such time"
    wall = f"{sitting.announced_start:%Y-%m-%d %H:%M} {sitting.zone}"
    page = f"/secretariat/webinars/{sitting.webinar.slug}/reschedule/{sitting.public_id}"
    return f"{wall}  {kept}  now {now}  {page}"
