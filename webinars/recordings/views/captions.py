"""Captions are worked on beside the player, a page at a time; older versions are read, taken back.

The buttons of a row change the page and keep nothing yet. “Keep” makes another version of
the file, whose bytes are stored before the writing transaction begins (law 1).
"""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.database import Db
from webinars.kernel.refusals import NotFound, Refusal
from webinars.recordings.forms import KeepForm
from webinars.recordings.imports.versions import Version, make_version, script_in
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.operations import NoReviewer
from webinars.recordings.operations.captioning import keep_version, take_back
from webinars.recordings.operations.refusals import NewerCaptions
from webinars.recordings.queries import find_asset, versions_of
from webinars.recordings.rules import in_use
from webinars.recordings.rules.parts import Part, changed, first_of, part_of, posted
from webinars.recordings.views.captioning import editor, older_page, tell_overlaps, versions_page
from webinars.recordings.views.door import bp
from webinars.storage.store import Store
from webinars.web.access import Permission, needs, signed_in
from webinars.web.requests import db, glance, house, now


@bp.get("/secretariat/recordings/files/<asset_id>/captions")
@needs(Permission.SCHEDULE)
def captions(asset_id: str) -> ResponseReturnValue:
    """Show captions in use to be worked on, from `?from=` or the second `?t=`; others to read."""
    asset = _captions(asset_id)
    if asset.withdrawn_at is not None:
        return older_page(asset)
    script = script_in(_store(), asset.digest)
    first = first_of(script, request.args.get("from", ""), request.args.get("t", ""))
    return editor(asset, part_of(script, first))


@bp.post("/secretariat/recordings/files/<asset_id>/captions")
@needs(Permission.SCHEDULE)
def work_on_captions(asset_id: str) -> ResponseReturnValue:
    """Change the rows of the page, or keep them; a refusal gives back all that was written."""
    with glance() as own:
        base = _captions(asset_id, own)
        newest = next((one for one in versions_of(own, captions=base) if in_use([one])), None)
    part, form = posted(script_in(_store(), base.digest), request.form), KeepForm(request.form)
    asked = request.form.get("do", "keep")
    try:
        if not asked.startswith(("keep", "over")):
            return editor(_captions(asset_id), changed(part, asked), form=form)
        if form.validate():
            return _keep(part, form, newest, asked)
    except NoReviewer as refusal:
        form.blame(form.reviewer, refusal)
    except Refusal as refusal:
        part = part.blamed(refusal)
    status = part.wrong.status if part.wrong else 422
    return editor(_captions(asset_id), part, form=form, newest=newest), status


def _keep(part: Part, form: KeepForm, newest: Asset | None, asked: str) -> ResponseReturnValue:
    """Keep another version: the bytes first, then the rows."""
    if newest is None:
        raise NewerCaptions
    over = asked == "over" and request.form.get("newest") == newest.public_id
    version = make_version(_store(), part, newest=newest.digest, name=newest.name, over=over)
    if version is None:
        raise NewerCaptions
    asset = keep_version(
        db(),
        base=(base := _captions(newest.public_id)),
        taken=version.taken,
        said=form.said(newest.language),
        by=signed_in().public_id,
        now=now(),
    )
    _tell(asset, version)
    first = version.place.first + (version.count if asked == "keep-next" else 0)
    kept = (asset or base).public_id
    return redirect(f"{url_for('recordings.captions', asset_id=kept)}?from={first}", 303)


def _tell(asset: Asset | None, version: Version) -> None:
    flash(gettext("The captions are kept.") if asset else gettext("Nothing was changed."), "ok")
    tell_overlaps(version.taken.overlaps)


@bp.get("/secretariat/recordings/files/<asset_id>/versions")
@needs(Permission.SCHEDULE)
def versions(asset_id: str) -> ResponseReturnValue:
    """List every version of the captions in that language: who kept it and when."""
    return versions_page(_captions(asset_id))


@bp.post("/secretariat/recordings/files/<asset_id>/take-back")
@needs(Permission.SCHEDULE)
def take_version_back(asset_id: str) -> ResponseReturnValue:
    older = _captions(asset_id)
    asset = take_back(db(), older=older, by=signed_in().public_id, now=now())
    flash(gettext("The older version is in use again. The newer one stays in this list."), "ok")
    return redirect(url_for("recordings.versions", asset_id=asset.public_id), 303)


def _store() -> Store:
    found: Store = house().extensions["store"]
    return found


def _captions(asset_id: str, own: Db | None = None) -> Asset:
    asset = find_asset(own or db(), public_id=asset_id)
    if asset is None or asset.kind is not AssetKind.CAPTIONS:
        raise NotFound
    return asset
