"""What everybody may read: published figures, the digests of snapshots, one's own receipt."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from webinars.evaluation.files import DEFINITIONS
from webinars.evaluation.files.receipts import find_answer, is_unaltered
from webinars.evaluation.forms import ReceiptForm
from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries import (
    figures_in,
    get_snapshot,
    knows_series,
    list_snapshots,
    series_of,
)
from webinars.evaluation.queries.public import Past, Standing, past, standings
from webinars.evaluation.sights import COVERAGE, whole
from webinars.evaluation.sights.pictures import public_sights
from webinars.evaluation.sights.public import (
    OPEN_HEAD,
    PUBLIC_HEAD,
    OpenFigure,
    Published,
    as_data,
    as_data_of_several,
    lines,
    open_figures,
    open_rows,
    published,
)
from webinars.evaluation.views.choosing import Chosen, Offered, chosen
from webinars.evaluation.views.door import bp, evidence_of, snapshots_folder
from webinars.evaluation.views.pictures import svg_of
from webinars.kernel.refusals import NotFound
from webinars.kernel.tokens import digest_of
from webinars.programme.models import Series
from webinars.programme.queries import all_series
from webinars.states.rules import GROUP_NAMES
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.readers import reader
from webinars.web.requests import db


@bp.get("/indicators")
@public
@kept
def indicators() -> ResponseReturnValue:
    """Show the public figures of the newest snapshot: of one series, or of several side by side."""
    known = past(db())
    snapshot = known.newest
    chose = chosen(db(), snapshot, public=True)
    if snapshot is None:
        return render_template("evaluation/public.html", snapshot=None, chosen=chose)
    found = figures_in(snapshots_folder(), snapshot.cut, chose.key)
    return render_template(
        "evaluation/public.html",
        snapshot=snapshot,
        chosen=chose,
        coverage=whole(found, COVERAGE),
        figures=open_figures(found) if chose.is_one else (),
        several=() if chose.is_one else _each(known, snapshot, chose),
        shown=_published(known, snapshot, chose) if chose.is_one else None,
        days={one.cut: one.taken_at for one in known.snapshots},
        judged=_judged(snapshot, chose),
        group_names=GROUP_NAMES,
    )


@bp.get("/indicators.json")
@public
@kept
def indicators_json() -> ResponseReturnValue:
    known, snapshot, chose = _asked()
    if not chose.is_one:
        each = _each(known, snapshot, chose)
        several = [(one.slug, shown, _open(snapshot, one.key)) for one, shown in each]
        return jsonify(as_data_of_several(snapshot, several))
    figures = _open(snapshot, chose.key)
    return jsonify(as_data(snapshot, _published(known, snapshot, chose), figures))


@bp.get("/indicators.csv")
@public
@kept
def indicators_csv() -> ResponseReturnValue:
    known, snapshot, chose = _asked()
    if not chose.is_one:
        several = _each(known, snapshot, chose)
        rows = [(one.slug, *line) for one, shown in several for line in lines(shown)]
        return _csv([("series", *PUBLIC_HEAD), *rows])
    return _csv([PUBLIC_HEAD, *lines(_published(known, snapshot, chose))])


@bp.get("/indicators/open.csv")
@public
@kept
def open_csv() -> ResponseReturnValue:
    """Send the indicators that count no persons, of the one series or of each by itself."""
    _, snapshot, chose = _asked()
    if chose.is_one:
        return _csv([OPEN_HEAD, *open_rows(_open(snapshot, chose.key))])
    rows = [
        (one.slug, *row) for one in chose.offered for row in open_rows(_open(snapshot, one.key))
    ]
    return _csv([("series", *OPEN_HEAD), *rows])


@bp.get("/indicators/definitions/<name>.sql")
@public
@kept
def definition(name: str) -> ResponseReturnValue:
    """Send a definition as the newest snapshot holds it: an indicator's, or the populations."""
    _, snapshot, _ = _asked()
    folder = snapshots_folder() / str(snapshot.cut) / DEFINITIONS
    path = next((one for one in folder.glob("*.sql") if name in {one.stem, one.stem[:2]}), None)
    if path is None:
        raise NotFound
    return Response(path.read_text(encoding="utf-8"), mimetype="text/plain")


def _open(snapshot: Snapshot, key: str) -> list[OpenFigure]:
    """Return the figures that count no persons; none where the snapshot knows no such series."""
    if not knows_series(snapshots_folder(), snapshot.cut, key):
        return []
    return open_figures(figures_in(snapshots_folder(), snapshot.cut, key))


def _csv(rows: Iterable[Sequence[object]]) -> Response:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return Response(file.getvalue(), mimetype="text/csv")


@bp.get("/indicators/pictures/<any(coverage, groups):key>.svg")
@public
@kept
def public_picture(key: str) -> ResponseReturnValue:
    """Send a picture of what is published: what the page hides is hidden in it."""
    known, snapshot, chose = _asked()
    seen = evidence_of(snapshot, chose.key)
    shown = _published(known, snapshot, chose) if chose.is_one else None
    for sight in public_sights(seen, shown):
        if sight.key == key:
            return svg_of(seen, snapshot, sight, chose)
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
    receipt, language = digest_of(form.receipt.value), reader().language
    return render_template(
        "evaluation/receipt.html",
        snapshot=snapshot,
        unaltered=unaltered,
        found=find_answer(folder, receipt, language=language) if unaltered else None,
    )


def _digests(form: ReceiptForm) -> str:
    snapshots = list_snapshots(db())
    form.offer(snapshots)
    return render_template("evaluation/digests.html", snapshots=snapshots, form=form)


def _asked() -> tuple[Past, Snapshot, Chosen]:
    """Return what was published, the newest snapshot, and the series of it that is asked for."""
    known = past(db())
    if known.newest is None:
        raise NotFound
    return known, known.newest, chosen(db(), known.newest, public=True)


def _published(known: Past, snapshot: Snapshot, chose: Chosen) -> Published:
    """Return what is public of the series asked for, or of the only one."""
    key = chose.key or next(iter(series_of(snapshots_folder(), snapshot.cut)), "")
    return published(_told(known, snapshot, [key])[key])


def _judged(snapshot: Snapshot, chose: Chosen) -> Series | None:
    """Return the one series of which the page tells, where everybody may know of it."""
    held = series_of(snapshots_folder(), snapshot.cut)
    if chose.series or not chose.is_one:
        return chose.series
    every = (one for one in all_series(db()) if one.published_at)
    return next((one for one in every if one.public_id in held), None)


def _each(known: Past, snapshot: Snapshot, chose: Chosen) -> list[tuple[Offered, Published]]:
    told = _told(known, snapshot, [one.key for one in chose.offered])
    return [(one, published(told[one.key])) for one in chose.offered]


def _told(known: Past, snapshot: Snapshot, series: Sequence[str]) -> dict[str, list[Standing]]:
    return standings(known, folder=snapshots_folder(), series=series, cut=snapshot.cut)
