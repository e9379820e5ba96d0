"""`flask evaluation …`: take, rebuild, verify and compare snapshots; print figures; make packs."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from webinars.database.unit import reading
from webinars.evaluation.dossiers.blocks import Document
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.for_all import dossier_for_all, told_to_all
from webinars.evaluation.dossiers.typeset import write_pdf
from webinars.evaluation.dossiers.wordfile import write_docx
from webinars.evaluation.files import FIGURES, MANIFEST
from webinars.evaluation.indicators import as_json as computed
from webinars.evaluation.indicators import (
    is_kept,
    kept_figures,
    open_tables,
    series_in,
    told,
)
from webinars.evaluation.operations import (
    Place,
    clear_unfinished,
    compare_snapshots,
    rebuild_snapshot,
    take_snapshot,
    verify_folder,
)
from webinars.evaluation.operations.publishing import check_published
from webinars.evaluation.packs import Terms, build_pack
from webinars.evaluation.queries.public import past, standings
from webinars.evaluation.sights.public import published as published_of
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.tokens import Purpose
from webinars.programme.queries import find_series
from webinars.web.requests import house

cli = AppGroup("evaluation", help="Snapshots of the evidence, and the figures computed from them.")

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
LANGUAGES = click.Choice([one.value for one in Language])
NOTHING = "there is no evidence yet"
SERIES = click.option(
    "--series", help="Of this series alone: its slug, or its public id as the files have it."
)


def _place() -> Place:
    return Place(house().settings.data / "snapshots", house().keyring)


@cli.command("snapshot")
@click.option(
    "--rebuild",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the present cut once more into this empty folder.",
)
def snapshot(rebuild: Path | None) -> None:
    """Take the snapshot of the present cut, or name the one that exists."""
    app, place = house(), _place()
    if rebuild is not None:
        _rebuild(place, rebuild)
        return
    if cleared := clear_unfinished(place.folder):
        click.echo(f"unfinished snapshots cleared: {cleared}")
    taken = take_snapshot(app.engine, place, by="operator", now=app.clock())
    if taken is None:
        raise click.ClickException(NOTHING)
    click.echo(f"cut {taken.cut}")
    click.echo(f"folder {place.folder / str(taken.cut)}")
    click.echo(f"digest {taken.digest}")


def _rebuild(place: Place, into: Path) -> None:
    app = house()
    try:
        digest = rebuild_snapshot(app.engine, place, into=into, now=app.clock())
    except Refusal as refusal:
        raise click.ClickException(refusal.message % refusal.values) from refusal
    if digest is None:
        raise click.ClickException(NOTHING)
    click.echo(f"folder {into}")
    click.echo(f"digest {digest}")


@cli.command("verify")
@click.argument("folder", type=FOLDER)
@click.option("--digest", help="The digest that was mailed, to compare with.")
@click.pass_context
def verify(context: click.Context, folder: Path, digest: str | None) -> None:
    """Compute every digest and figure of a snapshot again, from its files alone."""
    verdict = verify_folder(folder, digest=digest)
    for note in verdict.notes:
        click.echo(f"note: {note}")
    for difference in verdict.differences:
        click.echo(difference)
    if verdict.identical:
        click.echo("identical")
    click.echo(f"digest {verdict.digest or 'none'}")
    context.exit(0 if verdict.identical else 1)


@cli.command("pack")
@click.argument("snapshot", required=False)
@click.option("--mandate", required=True, help="Under which it leaves; part of its keys.")
@click.option("--into", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--language",
    type=click.Choice([one.value for one in Language]),
    default="en",
    show_default=True,
)
@click.option("--bom", is_flag=True, help="Begin CSV files with a byte order mark.")
def pack(snapshot: str | None, mandate: str, into: Path, language: str, *, bom: bool) -> None:
    """Write the pack of a snapshot, a cut or a folder, as one ZIP; of the newest by default."""
    folder = _folder(snapshot) if snapshot else _newest()
    terms = Terms(mandate, Language(language), bom)
    digest = build_pack(folder, into, key=_place().keyring.key(Purpose.PACK), terms=terms)
    click.echo(f"file {into}")
    click.echo(f"digest {digest}")


@cli.command("dossier")
@click.argument("snapshot", required=False)
@click.option("--into", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=LANGUAGES, default="en", show_default=True)
@click.option("--symbol", default="", help="Of the Committee's document.")
@click.option("--mandate", default="", help="Under which it is written.")
@click.option("--for-all", is_flag=True, help="The version that everybody may read, of one series.")
@SERIES
def make_dossier(
    snapshot: str | None,
    *,
    into: Path,
    language: str,
    symbol: str,
    mandate: str,
    for_all: bool,
    series: str | None,
) -> None:
    """Write the dossier of a snapshot, as PDF or as DOCX by the file's name."""
    folder = _folder(snapshot) if snapshot else _newest()
    only = _series(folder, series)
    front = Front(symbol, mandate)
    if for_all:
        document = _for_all(folder.resolve(), language, only, front)
    else:
        document = dossier(Told(folder.resolve(), language, only=only), front)
    write = write_pdf if into.suffix.lower() == ".pdf" else write_docx
    write(document, into)
    click.echo(f"file {into}")


def _for_all(folder: Path, language: str, only: str, front: Front) -> Document:
    """Return the dossier for everybody: what stands in public, the platform knows alone."""
    held = series_in(folder)
    if not only and len(held) > 1:
        raise click.ClickException(f"name one series for everybody; the snapshot holds {held}")
    key, cut = only or next(iter(held), ""), _manifest(folder)["cut"]
    with reading(house().engine) as db:
        known = standings(past(db), folder=_place().folder, series=[key], cut=cut)[key]
    told = told_to_all(folder, language, series=key, standings=known)
    return dossier_for_all(told, front, published_of(known))


@cli.command("compare")
@click.argument("before")
@click.argument("after")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(before: str, after: str, *, as_json: bool) -> None:
    """List what changed between two snapshots, each a cut or a folder, the earlier first."""
    found = compare_snapshots(_folder(before), _folder(after))
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=1))
        return
    for one in found.tables:
        columns = f" in {', '.join(one.columns)}" if one.columns else ""
        click.echo(
            f"{one.table}: {one.added} added, {one.gone} gone, {one.changed} changed{columns};"
            f" {one.past} about webinars that had begun"
        )
    for moved in found.figures:
        click.echo(
            f"indicator {moved.indicator} {moved.measure} of {moved.webinar}:"
            f" {_shown(moved.before)} became {_shown(moved.after)}"
        )
    for name in found.alone:
        click.echo(f"{name}: in one of the two alone, written by another program")
    if not found.tables and not found.figures:
        click.echo("nothing changed")


@cli.command("published")
@click.pass_context
def published(context: click.Context) -> None:
    """Compare every count that was made public with its snapshot, and with earlier ones of it."""
    app = house()
    with reading(app.engine) as db:
        differences = list(check_published(db, folder=_place().folder))
    for difference in differences:
        click.echo(difference)
    if not differences:
        click.echo("identical")
    context.exit(1 if differences else 0)


@cli.command("indicators")
@click.argument("snapshot", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@SERIES
def indicators(snapshot: str | None, *, as_json: bool, series: str | None) -> None:
    """Print the figures of a snapshot, a cut or a folder; of the newest by default."""
    folder = _folder(snapshot) if snapshot else _newest()
    found = told(_figures(folder, _series(folder, series)))
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    for one in found:
        click.echo(_line(one))


def _series(folder: Path, named: str | None) -> str:
    """Return the public id of a series in the snapshot; empty: all, where none is named."""
    if named is None:
        return ""
    known = series_in(folder)
    if named not in known:
        with reading(house().engine) as db:
            found = find_series(db, slug=named)
        named = found.public_id if found else ""
    if named not in known:
        raise click.ClickException(f"that snapshot holds no such series; it holds {known}")
    return named


def _figures(folder: Path, series: str) -> dict[str, Any]:
    """Return the figures that a snapshot holds; computed now if it kept none of the series."""
    if is_kept(folder, series):
        return kept_figures(folder, series)
    at = datetime.fromisoformat(_manifest(folder)["as_of"])
    with closing(open_tables(folder, at=at, series=series)) as bench:
        return computed(bench, folder)


def _manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return found


def _line(one: dict[str, Any]) -> str:
    parts = f"{one['n']} of {one['d']}" if one["n"] is not None else f"over {one['d']}"
    name = f"{one['indicator']:>2} {one['name']} ({one['measure']})"
    return f"{name:<40} {_shown(one['value']):>10}   {parts}"


def _shown(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _folder(named: str) -> Path:
    """Return the folder that was named, else that of a cut; one taken away has its name too."""
    folder = Path(named)
    if not (folder / FIGURES).is_file() and named.isdigit():
        folder = _place().folder / named
    if not (folder / FIGURES).is_file():
        raise click.ClickException(f"there is no snapshot “{named}”")
    return folder


def _newest() -> Path:
    """Return the newest whole snapshot: its folder has its cut for a name."""
    folder = _place().folder
    cuts = [int(one.name) for one in folder.glob("*") if one.name.isdigit()]
    if not cuts:
        raise click.ClickException("there is no snapshot yet: flask evaluation snapshot")
    return folder / str(max(cuts))
