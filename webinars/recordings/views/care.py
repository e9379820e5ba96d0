"""How long a recording is kept, and how its files are: the Secretariat's buttons and one page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.programme.queries import find_sitting
from webinars.programme.rules import text_in
from webinars.recordings.forms import CLASSES, HoldForm, RetentionForm
from webinars.recordings.models import Asset, Recording, Retention
from webinars.recordings.operations import remove_asset
from webinars.recordings.operations.keeping import classify, hold, lift_hold
from webinars.recordings.operations.refusals import WhyHeld
from webinars.recordings.queries import archive_state, every_recording, find_asset, recording_of
from webinars.recordings.rules import Standing, standing_of
from webinars.recordings.views.door import bp
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, house, now


@bp.get("/secretariat/recordings")
@needs(Permission.SCHEDULE)
def care() -> ResponseReturnValue:
    """Show every recording with its class and hold, and how the files of the archive are."""
    return render_template(
        "recordings/care.html",
        state=archive_state(db()),
        recordings=[_line(one) for one in every_recording(db())],
        classes=CLASSES,
        second=house().extensions["store"].second is not None,
    )


def _line(recording: Recording) -> tuple[Recording, Standing, str, Language]:
    """Return a recording, who can see it, and its title with the title's language."""
    text, spoken = text_in(recording.sitting.webinar.texts, reader().language)
    return recording, standing_of(recording), text.title, spoken


@bp.post("/secretariat/sittings/<sitting_id>/recording/retention")
@needs(Permission.SCHEDULE)
def keep_as(sitting_id: str) -> ResponseReturnValue:
    recording, form = _recording(sitting_id), RetentionForm(request.form)
    if form.validate():
        kept = Retention(form.retention.value)
        classify(db(), recording=recording, retention=kept, by=signed_in().public_id, now=now())
        flash(gettext("The retention class is kept."), "ok")
    return _back(sitting_id)


@bp.post("/secretariat/sittings/<sitting_id>/recording/hold")
@needs(Permission.SCHEDULE)
def hold_it(sitting_id: str) -> ResponseReturnValue:
    recording, form = _recording(sitting_id), HoldForm(request.form)
    if not form.validate():
        raise WhyHeld
    by = signed_in().public_id
    hold(db(), recording=recording, reason=form.reason.value, by=by, now=now())
    flash(gettext("The recording is held. Nothing of it is removed."), "ok")
    return _back(sitting_id)


@bp.post("/secretariat/sittings/<sitting_id>/recording/lift")
@needs(Permission.SCHEDULE)
def let_go(sitting_id: str) -> ResponseReturnValue:
    recording = _recording(sitting_id)
    lift_hold(db(), recording=recording, by=signed_in().public_id, now=now())
    flash(gettext("The legal hold is lifted."), "ok")
    return _back(sitting_id)


@bp.get("/secretariat/recordings/files/<asset_id>/remove")
@needs(Permission.SCHEDULE)
def ask_remove(asset_id: str) -> ResponseReturnValue:
    asset = _asset(asset_id)
    return render_template(
        "recordings/remove.html",
        file=asset,
        sitting=asset.recording.sitting,
        demonstration=asset.recording.sitting.webinar.series.demonstration,
    )


@bp.post("/secretariat/recordings/files/<asset_id>/remove")
@needs(Permission.SCHEDULE)
def remove(asset_id: str) -> ResponseReturnValue:
    asset = _asset(asset_id)
    remove_asset(db(), asset=asset, by=signed_in().public_id, now=now())
    flash(gettext("“%(name)s” is no longer in use.", name=asset.name), "ok")
    return _back(asset.recording.sitting.public_id)


def _asset(asset_id: str) -> Asset:
    asset = find_asset(db(), public_id=asset_id)
    if asset is None or asset.withdrawn_at is not None:
        raise NotFound
    return asset


def _recording(sitting_id: str) -> Recording:
    sitting = find_sitting(db(), public_id=sitting_id)
    recording = recording_of(db(), sitting=sitting) if sitting else None
    if recording is None:
        raise NotFound
    return recording


def _back(sitting_id: str) -> ResponseReturnValue:
    return redirect(url_for("recordings.desk", sitting_id=sitting_id), 303)
