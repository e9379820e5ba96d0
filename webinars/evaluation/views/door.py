"""The blueprint of the evaluator's pages and the public ones, and what their views share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

from webinars.evaluation.models import Snapshot
from webinars.evaluation.operations import note_export
from webinars.evaluation.queries import figures_in, get_snapshot, list_snapshots, rows_in
from webinars.evaluation.queries.public import Past, releases_of
from webinars.evaluation.rules.suppression.standing import Counts
from webinars.evaluation.sights.pictures import Seen
from webinars.evaluation.sights.pictures.sight import TABLES
from webinars.evaluation.sights.speech import Speech
from webinars.kernel.refusals import NotFound, Refusal
from webinars.kernel.text import N_
from webinars.programme.models import Series
from webinars.programme.queries import all_series, find_series, present_series
from webinars.programme.rules import text_in
from webinars.web.access import signed_in
from webinars.web.forms import Fault, Form
from webinars.web.readers import reader
from webinars.web.requests import db, house, now, observe, settle

bp = Blueprint("evaluation", __name__)


class NoSeries(NotFound):
    message = N_("No series is planned yet: there is nothing to evaluate.")


def snapshots_folder() -> Path:
    return house().settings.data / "snapshots"


def by() -> str:
    """Return who acts, for the journal."""
    return signed_in().public_id


def the_series(slug: str) -> Series:
    found = find_series(db(), slug=slug)
    if found is None:
        raise NotFound
    return found


def public_series(slug: str) -> Series:
    """Return a series that everybody may know of; one that is still planned is not found."""
    every = all_series(db())  # with their texts: in one query
    found = next((one for one in every if one.slug == slug and one.published_at), None)
    if found is None:
        raise NotFound
    return found


def series_asked() -> Series:
    """Return the series that `?series=` names, else the present one.

    Raises:
        NotFound: there is none of that name.
        NoSeries: there is none at all.
    """
    if slug := request.args.get("series"):
        return the_series(slug)
    found = present_series(db(), now=now(), unpublished=True)
    if found is None:
        raise NoSeries
    return found


def above(series: Series) -> dict[str, Any]:
    """Return what every page about a series shows."""
    text, language = text_in(series.texts, reader().language)
    return {"series": series, "name": text.title, "name_language": language}


def beside(series: Series) -> dict[str, Any]:
    """Return the same, and the other series that an evaluator may turn to."""
    others = [above(one) for one in all_series(db()) if one.id != series.id and one.texts]
    return {**above(series), "others": others}


def snapshot_asked() -> Snapshot | None:
    """Return the snapshot that `?cut=` names, else the newest; None where there is none."""
    cut = request.args.get("cut", type=int)
    if cut is not None:
        return get_snapshot(db(), cut=cut)
    return next(iter(list_snapshots(db())), None)


def figures_of(snapshot: Snapshot | None, series: Series) -> dict[str, Any] | None:
    """Return the figures of `series` alone, whatever else the snapshot holds."""
    return figures_in(snapshots_folder(), snapshot.cut, series.public_id) if snapshot else None


def releases(told: Past, series: Series) -> dict[int, Counts]:
    """Return the public counts of `series` by cut."""
    return releases_of(told, folder=snapshots_folder(), series=series.public_id)


def accepted(form: Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks; show a refusal above it, with nothing changed."""
    if not form.validate():
        return False
    try:
        act()
    except Refusal as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.form_errors = [*form.form_errors, Fault(refusal.message, "", **refusal.values)]
        return False
    return True


def evidence_of(snapshot: Snapshot, series: str = "") -> Seen:
    """Return what a snapshot says, in the words of the reader's language.

    Args:
        series: public id of the one that it is about; empty: all together.
    """
    folder, cut = snapshots_folder(), snapshot.cut
    tables = {name: rows_in(folder, cut, name) for name in TABLES}
    return Seen(figures_in(folder, cut, series), tables, Speech(reader().language))


def taken_away(answer: Response, snapshot: Snapshot, kind: str) -> Response:
    """Return a finished file, and note that it left: the fact, and of which snapshot.

    Args:
        kind: what the Secretariat may know of it; never what was asked for in particular.
    """
    own = by()
    with observe() as writing:
        note_export(writing, snapshot=snapshot, kind=kind, account=own, now=now())
    return answer
