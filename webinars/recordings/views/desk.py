"""The Secretariat's page of one sitting's recording: files in, captions checked, published."""

from typing import BinaryIO, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import Field

from webinars.kernel.refusals import NotFound, Refusal
from webinars.live.queries.rooms import recordings_of
from webinars.programme.models import Sitting
from webinars.programme.queries import find_sitting
from webinars.programme.rules import text_in
from webinars.recordings.forms import (
    FileForm,
    HoldForm,
    PublishForm,
    RetentionForm,
    ReviewForm,
    WithdrawForm,
)
from webinars.recordings.imports import Taken, take
from webinars.recordings.models import Asset, AssetKind, Recording
from webinars.recordings.operations import (
    NoLanguage,
    NoReviewer,
    WithoutConsent,
    add_sent,
    ask_copies,
    publish,
    verify_captions,
    withdraw,
)
from webinars.recordings.queries import (
    copying,
    find_asset,
    recording_of,
    silent_questioners,
    views_of,
)
from webinars.recordings.rules import (
    Standing,
    floor_languages,
    originals_of,
    standing_of,
    without_consent,
)
from webinars.recordings.rules.slides import is_drawn
from webinars.recordings.sights import copies_sight, recording_sight, unchecked_of
from webinars.recordings.views.captioning import tell_overlaps
from webinars.recordings.views.door import bp
from webinars.recordings.views.sending import UploadSight, arrived, on_their_way, refused_lately
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Form, answers
from webinars.web.readers import reader
from webinars.web.requests import db, glance, house, now


@bp.get("/secretariat/sittings/<sitting_id>/recording")
@needs(Permission.SCHEDULE)
def desk(sitting_id: str) -> ResponseReturnValue:
    return _page(_sitting(sitting_id))


@bp.post("/secretariat/sittings/<sitting_id>/recording")
@needs(Permission.SCHEDULE)
def add(sitting_id: str) -> ResponseReturnValue:
    """Keep the file's bytes first; the writing transaction begins afterwards (law 1)."""
    _refuse_unknown(sitting_id)
    form, upload_id = FileForm(answers(request)), request.form.get("upload", "")
    form.file.needed = not upload_id
    taken = _taken(form, sitting_id, upload_id) if form.validate() else None
    if taken is None:
        return _page(_sitting(sitting_id), file_form=form, upload_id=upload_id), 422
    sitting = _sitting(sitting_id)
    try:
        asset = add_sent(
            db(),
            sitting=sitting,
            taken=taken,
            said=form.said(),
            upload_id=upload_id,
            by=signed_in().public_id,
            now=now(),
        )
    except Refusal as refusal:
        _blame(form, refusal)
        return _page(sitting, file_form=form, upload_id=upload_id), refusal.status
    _tell_added(asset, taken)
    return _back(sitting)


@bp.post("/secretariat/recordings/files/<asset_id>/check")
@needs(Permission.SCHEDULE)
def check(asset_id: str) -> ResponseReturnValue:
    asset = _asset(asset_id)
    form = ReviewForm(request.form)
    if not form.validate():
        return _page(asset.recording.sitting, review_form=form, reviewed=asset_id), 422
    by = signed_in().public_id
    verify_captions(db(), asset=asset, reviewer=form.reviewer.value, by=by, now=now())
    flash(gettext("The captions are marked as checked."), "ok")
    return _back(asset.recording.sitting)


@bp.post("/secretariat/recordings/files/<asset_id>/copies")
@needs(Permission.SCHEDULE)
def copies(asset_id: str) -> ResponseReturnValue:
    asset = _asset(asset_id)
    if asset.kind is not AssetKind.ORIGINAL:
        raise NotFound
    ask_copies(db(), asset=asset, now=now(), again=True)
    flash(gettext("The lighter copies are being made. This page shows how far they are."), "ok")
    return _back(asset.recording.sitting)


@bp.post("/secretariat/sittings/<sitting_id>/recording/publish")
@needs(Permission.SCHEDULE)
def make_public(sitting_id: str) -> ResponseReturnValue:
    sitting = _sitting(sitting_id)
    recording, form = _recording(sitting), PublishForm(request.form)
    try:
        if form.validate():
            publish(
                db(),
                recording=recording,
                reason=form.reason.data or "",
                consent=form.consent.data or "",
                by=signed_in().public_id,
                now=now(),
            )
            flash(gettext("The recording is public."), "ok")
            return _back(sitting)
    except Refusal as refusal:
        unheard = isinstance(refusal, WithoutConsent)
        form.blame(form.consent if unheard else form.reason, refusal)
    return _page(sitting, publish_form=form), 422


@bp.post("/secretariat/sittings/<sitting_id>/recording/withdraw")
@needs(Permission.SCHEDULE)
def take_back(sitting_id: str) -> ResponseReturnValue:
    sitting = _sitting(sitting_id)
    recording, form = _recording(sitting), WithdrawForm(request.form)
    if not form.validate():
        return _page(sitting, withdraw_form=form), 422
    by = signed_in().public_id
    withdraw(
        db(),
        recording=recording,
        reason=form.reason.value,
        authority=form.authority.data or "",
        by=by,
        now=now(),
    )
    flash(gettext("The recording is no longer public."), "ok")
    return _back(sitting)


def _taken(form: FileForm, sitting_id: str, upload_id: str) -> Taken | None:
    """Keep the file, or take one that has arrived; or say at the question what is wrong with it."""
    said = form.said()
    try:
        if upload_id:
            of = said.language
            return arrived(upload_id, sitting_id=sitting_id, kind=said.kind, language=of)
        file, store = form.file.value, house().extensions["store"]
        stream, name = cast("BinaryIO", file.stream), file.filename or ""
        return take(store, stream, name=name, kind=said.kind, language=said.language)
    except Refusal as refusal:
        form.blame(form.file, refusal)
        return None


def _blame(form: FileForm, refusal: Refusal) -> None:
    fields: dict[type[Refusal], Field] = {NoLanguage: form.language, NoReviewer: form.reviewer}
    form.blame(fields.get(type(refusal), form.file), refusal)


def _tell_added(asset: Asset, taken: Taken) -> None:
    flash(gettext("“%(name)s” is kept.", name=asset.name), "ok")
    if asset.kind is AssetKind.SLIDES and not is_drawn(asset):
        flash(
            gettext(
                "Its pages cannot be shown beside the sound: it is kept to download. Save the"
                " slides as PDF too, and add that file."
            ),
            "warn",
        )
    tell_overlaps(taken.overlaps)


def _refuse_unknown(sitting_id: str) -> None:
    """Ask before anything is kept whether there is such a sitting."""
    with glance() as own:
        if find_sitting(own, public_id=sitting_id) is None:
            raise NotFound


def _sitting(sitting_id: str) -> Sitting:
    sitting = find_sitting(db(), public_id=sitting_id)
    if sitting is None:
        raise NotFound
    return sitting


def _recording(sitting: Sitting) -> Recording:
    recording = recording_of(db(), sitting=sitting)
    if recording is None:
        raise NotFound
    return recording


def _asset(asset_id: str) -> Asset:
    asset = find_asset(db(), public_id=asset_id)
    if asset is None:
        raise NotFound
    return asset


def _back(sitting: Sitting) -> ResponseReturnValue:
    return redirect(url_for("recordings.desk", sitting_id=sitting.public_id), 303)


def _page(
    sitting: Sitting,
    *,
    file_form: FileForm | None = None,
    upload_id: str = "",
    review_form: ReviewForm | None = None,
    reviewed: str = "",
    publish_form: PublishForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> str:
    recording = recording_of(db(), sitting=sitting)
    text, language = text_in(sitting.webinar.texts, reader().language)
    given = (file_form, review_form, publish_form, withdraw_form)
    wrong = next((form for form in given if form is not None), None)
    return render_template(
        "recordings/desk.html",
        sitting=sitting,
        title=text.title,
        title_language=language,
        form=cast("Form | None", wrong),
        file_form=file_form or FileForm(),
        uploads=(coming := on_their_way(sitting)),
        refused=refused_lately(sitting),
        in_room=[one for one in recordings_of(db(), sitting=sitting) if one.is_file],
        chosen=_chosen(coming, upload_id or request.args.get("upload", "")),
        review_form=review_form,
        reviewed=reviewed,
        publish_form=publish_form or PublishForm(),
        withdraw_form=withdraw_form or WithdrawForm(),
        hold_form=HoldForm(),
        floor=floor_languages(sitting.webinar),
        **_kept_of(recording),
    )


def _chosen(coming: list[UploadSight], upload_id: str) -> UploadSight | None:
    """Return the upload that the form is about, if it has arrived."""
    return next((one for one in coming if one.public_id == upload_id and one.is_whole), None)


def _kept_of(recording: Recording | None) -> dict[str, object]:
    if recording is None:
        return {"recording": None, "standing": Standing.UNPUBLISHED, "copies": []}
    jobs = copying(db(), originals=originals_of(recording.assets))
    return {
        "copies": copies_sight(recording.assets, jobs),
        "recording": recording_sight(recording, language=reader().language),
        "standing": standing_of(recording),
        "unchecked": unchecked_of(recording),
        "silent": [
            *without_consent(recording.sitting.webinar),
            *silent_questioners(db(), webinar=recording.sitting.webinar),
        ],
        "kept": recording,
        "chapters": len(recording.chapters),
        "retention_form": RetentionForm(data={"retention": recording.retention.value}),
        "seen": views_of(db(), recording=recording),
        "withdraw_reason": recording.withdraw_reason,
        "without_captions": recording.without_captions,
    }
