"""The evaluator's pages of figures."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.evaluation.files import CHAIN, MANIFEST, SEAL, WORKBOOK
from webinars.evaluation.models import Snapshot
from webinars.evaluation.operations import ask_for_snapshot
from webinars.evaluation.queries import (
    content,
    get_snapshot,
    list_snapshots,
    newest_snapshot,
)
from webinars.evaluation.sights.files import wanted_first
from webinars.evaluation.sights.pictures import group_tiles
from webinars.evaluation.views.choosing import chosen
from webinars.evaluation.views.door import bp, evidence_of, snapshots_folder, taken_away
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series
from webinars.programme.queries import present_series, webinars_of
from webinars.programme.rules import days_until, documents_of, months_of, standings
from webinars.states.rules import GROUP_NAMES
from webinars.web.access import Permission, needs, signed_in
from webinars.web.requests import db, glance, now


@bp.get("/evaluation/")
@needs(Permission.EVALUATE)
def figures() -> ResponseReturnValue:
    return _page(newest_snapshot(db()))


@bp.get("/evaluation/snapshots/<int:cut>")
@needs(Permission.EVALUATE)
def earlier(cut: int) -> ResponseReturnValue:
    return _page(get_snapshot(db(), cut=cut))


@bp.post("/evaluation/snapshots")
@needs(Permission.EVALUATE)
def take() -> ResponseReturnValue:
    """Ask the worker for a snapshot; nobody else is asked."""
    ask_for_snapshot(db(), by=signed_in().public_id, now=now())
    flash(
        gettext(
            "A snapshot is being taken. It stands here within a minute, if any evidence has come"
            " since the newest; reload the page."
        )
    )
    return redirect(url_for("evaluation.figures"), 303)


@bp.get("/evaluation/snapshots/<int:cut>/<path:name>")
@needs(Permission.EVALUATE)
def download(cut: int, name: str) -> ResponseReturnValue:
    """Send one file of a snapshot, and note that it was taken."""
    with glance() as own:
        snapshot = get_snapshot(own, cut=cut)
    if name not in {file["path"] for file in _manifest(cut)["files"]} | {MANIFEST, CHAIN, SEAL}:
        raise NotFound
    file = send_from_directory(snapshots_folder() / str(cut), name, as_attachment=True)
    return taken_away(file, snapshot, name)


def _manifest(cut: int) -> dict[str, Any]:
    found = content(snapshots_folder(), cut, MANIFEST)
    return {**found, "as_of_instant": datetime.fromisoformat(found["as_of"])}


def _page(snapshot: Snapshot | None) -> str:
    if snapshot is None:
        return render_template("evaluation/empty.html", **_series())
    chose = chosen(db(), snapshot)
    seen, manifest = evidence_of(snapshot, chose.key), _manifest(snapshot.cut)
    wanted, kinds = wanted_first(manifest["files"])
    return render_template(
        "evaluation/figures.html",
        **_series(chose.series),
        chosen=chose,
        snapshot=snapshot,
        manifest=manifest,
        wanted=wanted,
        kinds=kinds,
        size=sum(file["bytes"] for file in manifest["files"]),
        found=seen.overview,
        group_tiles=group_tiles(seen),
        snapshots=list_snapshots(db()),
        group_names=GROUP_NAMES,
        workbook=WORKBOOK,
    )


def _series(asked: Series | None = None) -> dict[str, object]:
    """Return a series, else the present one, with its months and the days to its evaluation."""
    series = asked or present_series(db(), now=now())
    if series is None:
        return {"series": None}
    months = months_of(series, webinars_of(db(), series=series), now())
    return {
        "series": series,
        "months": months,
        "standings": standings(months),
        "documents": documents_of(series),
        "days_left": days_until(series.evaluation_due_on, series.zone, now()),
    }
