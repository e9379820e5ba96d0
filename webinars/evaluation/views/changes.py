"""Between two snapshots: what reads differently; and one of them to take away whole."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from webinars.evaluation.files import MANIFEST
from webinars.evaluation.files.whole import whole
from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries import (
    content,
    figures_in,
    get_snapshot,
    list_snapshots,
    rows_in,
    snapshot_before,
)
from webinars.evaluation.sights.changes import Changes, changed_figures, changed_tables
from webinars.evaluation.views.door import bp, snapshots_folder, taken_away
from webinars.kernel.refusals import NotFound
from webinars.web.access import Permission, needs
from webinars.web.requests import db, glance

SHOWN = 30
"""Earlier snapshots that are offered, the newest first."""

WHOLE = "snapshot"
"""What the Secretariat may know of it."""


@bp.get("/evaluation/snapshots/<int:cut>.zip")
@needs(Permission.EVALUATE)
def whole_snapshot(cut: int) -> ResponseReturnValue:
    """Send every file of a snapshot in one, to be verified elsewhere; note that it was taken."""
    with glance() as own:
        snapshot = get_snapshot(own, cut=cut)
    names = [file["path"] for file in content(snapshots_folder(), cut, MANIFEST)["files"]]
    sent = Response(whole(snapshots_folder() / str(cut), names), mimetype="application/zip")
    sent.headers["Content-Disposition"] = f"attachment; filename=snapshot-{cut}.zip"
    return taken_away(sent, snapshot, WHOLE)


@bp.get("/evaluation/snapshots/<int:cut>/changes")
@needs(Permission.EVALUATE)
def changes(cut: int) -> ResponseReturnValue:
    """Tell what differs from an earlier snapshot: the one before, or that of `?since=`."""
    snapshot = get_snapshot(db(), cut=cut)
    since = request.args.get("since", type=int)
    before = get_snapshot(db(), cut=since) if since else snapshot_before(db(), cut=cut)
    if before and (before.cut >= cut or not all(map(_is_there, (before, snapshot)))):
        raise NotFound
    return render_template(
        "evaluation/changes.html",
        snapshot=snapshot,
        before=before,
        earlier=[one for one in list_snapshots(db()) if one.cut < cut][:SHOWN],
        found=_between(before, snapshot) if before else None,
    )


def _is_there(snapshot: Snapshot) -> bool:
    return (snapshots_folder() / str(snapshot.cut) / MANIFEST).is_file()


def _between(before: Snapshot, after: Snapshot) -> Changes:
    folder = snapshots_folder()
    old, new = (content(folder, one.cut, MANIFEST) for one in (before, after))
    titles = {row["webinar"]: row["title"] for row in rows_in(folder, before.cut, "webinars")}
    figures = changed_figures(figures_in(folder, before.cut), figures_in(folder, after.cut), titles)
    return Changes(
        tuple(changed_tables(old, new)),
        tuple(figures),
        is_other_program=old.get("versions") != new.get("versions"),
    )
