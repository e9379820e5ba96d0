"""What everybody may read: published figures, the digests of snapshots, one's own receipt."""

import csv
import io

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from webinars.evaluation.files import FIGURES
from webinars.evaluation.files.receipts import find_answer, is_unaltered
from webinars.evaluation.forms import ReceiptForm
from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries import (
    attended_by_group,
    content,
    get_snapshot,
    list_snapshots,
    newest_snapshot,
)
from webinars.evaluation.sights import COVERAGE, whole
from webinars.evaluation.sights.pictures import public_sights
from webinars.evaluation.sights.public import PUBLIC_HEAD, Published, as_data, lines, published
from webinars.evaluation.views.choosing import ALL
from webinars.evaluation.views.door import bp, evidence_of, snapshots_folder
from webinars.evaluation.views.pictures import svg_of
from webinars.kernel.refusals import NotFound
from webinars.kernel.tokens import digest_of
from webinars.states.rules import GROUP_NAMES
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.requests import db


@bp.get("/indicators")
@public
@kept
def indicators() -> ResponseReturnValue:
    """Show the public figures of the newest snapshot."""
    snapshot = newest_snapshot(db())
    return render_template(
        "evaluation/public.html",
        snapshot=snapshot,
        coverage=whole(content(snapshots_folder(), snapshot.cut, FIGURES), COVERAGE)
        if snapshot
        else None,
        shown=_published(snapshot) if snapshot else None,
        group_names=GROUP_NAMES,
    )


@bp.get("/indicators.json")
@public
@kept
def indicators_json() -> ResponseReturnValue:
    return jsonify(as_data(_newest(), _published(_newest())))


@bp.get("/indicators.csv")
@public
@kept
def indicators_csv() -> ResponseReturnValue:
    file = io.StringIO()
    csv.writer(file).writerows([PUBLIC_HEAD, *lines(_published(_newest()))])
    return Response(file.getvalue(), mimetype="text/csv")


@bp.get("/indicators/pictures/<any(coverage, groups):key>.svg")
@public
@kept
def public_picture(key: str) -> ResponseReturnValue:
    """Send a picture of what is published: what the page hides is hidden in it."""
    snapshot = _newest()
    seen = evidence_of(snapshot)
    for sight in public_sights(seen, _published(snapshot)):
        if sight.key == key:
            return svg_of(seen, snapshot, sight, ALL)
    raise NotFound


@bp.get("/indicators/snapshots")
@public
@kept
def digests() -> ResponseReturnValue:
    """Show the digest of every snapshot, and ask for the receipt of whoever wants to check."""
    return _digests(ReceiptForm())


@bp.post("/indicators/snapshots")
@public
def check() -> ResponseReturnValue:
    """Look a receipt up in the snapshot that was named. Nothing is kept of the question."""
    form = ReceiptForm(request.form)
    form.offer(list_snapshots(db()))
    if not form.validate():
        return _digests(form), 422
    snapshot = get_snapshot(db(), cut=int(form.cut.value))
    folder = snapshots_folder() / str(snapshot.cut)
    unaltered = is_unaltered(folder, snapshot.digest)
    return render_template(
        "evaluation/receipt.html",
        snapshot=snapshot,
        unaltered=unaltered,
        found=find_answer(folder, digest_of(form.receipt.value)) if unaltered else None,
    )


def _digests(form: ReceiptForm) -> str:
    snapshots = list_snapshots(db())
    form.offer(snapshots)
    return render_template("evaluation/digests.html", snapshots=snapshots, form=form)


def _newest() -> Snapshot:
    snapshot = newest_snapshot(db())
    if snapshot is None:
        raise NotFound
    return snapshot


def _published(snapshot: Snapshot) -> Published:
    folder = snapshots_folder()
    earlier = [one.cut for one in list_snapshots(db()) if one.cut < snapshot.cut]
    counts, *before = (attended_by_group(folder, cut) for cut in (snapshot.cut, *earlier))
    return published(content(folder, snapshot.cut, FIGURES), counts, before)
