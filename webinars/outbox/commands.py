"""`flask outbox …`: what mail servers sent back."""

from pathlib import Path

import click
from flask.cli import AppGroup

from webinars.database.unit import unit_of_work
from webinars.kernel.refusals import Refusal
from webinars.outbox.imports import raw_reports, read_report
from webinars.outbox.operations import take_report
from webinars.web.requests import house

cli = AppGroup("outbox", help="Letters that left, and what came back.")


@cli.command("bounces")
@click.argument("path", type=click.Path(path_type=Path))
def bounces(path: Path) -> None:
    """Read the reports at PATH: a file, an mbox, a Maildir, or a folder of .eml files.

    A report that was read before changes nothing, so the command may run as
    often as one likes. It deletes nothing.
    """
    read = kept = 0
    try:
        for raw in raw_reports(path):
            read += 1
            kept += _keep(raw)
    except (Refusal, OSError) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{read} read, {kept} new bounces kept, {read - kept} ignored")


def _keep(raw: bytes) -> bool:
    report = read_report(raw)
    if report is None:
        return False
    with unit_of_work(house().engine) as db:
        return take_report(db, report=report, now=house().clock())
