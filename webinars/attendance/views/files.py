"""Files on their way in. Bytes are kept and read before the unit of work begins."""

import hashlib
import io
from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from webinars.attendance.forms import AnswersForm, OverrideForm, UploadForm
from webinars.attendance.imports.apart import read_apart
from webinars.attendance.imports.reading import Reading
from webinars.attendance.models import AttendanceImport
from webinars.attendance.operations import Taken, choose_zone, override, read_as, take_in
from webinars.attendance.queries import rereading_of
from webinars.attendance.views.door import bp, import_called, sitting_called
from webinars.attendance.views.outcome import page_of, report_form
from webinars.attendance.views.sitting import page
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import clean_line
from webinars.programme.models import Sitting
from webinars.storage.rules import Kind
from webinars.storage.store import Kept, Store, TooLarge, pieces
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import answers
from webinars.web.requests import db, glance, house, now

MOST = 40_000_000
"""Bytes that are looked at: more than a reader takes, so that its sentence can say so."""


@bp.post("/secretariat/sittings/<sitting_id>/attendance/files")
@needs(Permission.SCHEDULE)
def upload(sitting_id: str) -> ResponseReturnValue:
    form = UploadForm(answers(request))
    if not form.validate():
        return page(sitting_called(db(), sitting_id), upload=form), 422
    try:
        raw = _bytes_of(form.file.value)
    except BadInput as refusal:
        form.blame(form.file, refusal)
        return page(sitting_called(db(), sitting_id), upload=form), 422
    taken = _taken(raw, form)
    with glance() as short:
        reading = _read(raw, taken, sitting_called(short, sitting_id))
    made = take_in(
        db(),
        sitting=sitting_called(db(), sitting_id),
        taken=taken,
        reading=reading,
        by=signed_in().public_id,
        now=now(),
    )
    if made.uploaded_at < now():
        flash(gettext("This very file was read before: here is what came of it."))
    return redirect(url_for("attendance.outcome", import_id=made.public_id), 303)


@bp.post("/secretariat/imports/<import_id>/answers")
@needs(Permission.SCHEDULE)
def answer(import_id: str) -> ResponseReturnValue:
    form = AnswersForm(request.form)
    if not form.validate():
        return page_of(import_called(db(), import_id), answers=form), 422
    with glance() as short:
        asking = import_called(short, import_id)
        if later := rereading_of(short, import_=asking):
            return redirect(url_for("attendance.outcome", import_id=later.public_id), 303)
        taken, raw = _again(asking)
        taken = replace(taken, zone=form.zone.value, date_order=form.date_order.data)
        reading = _read(raw, taken, asking.sitting)
    made = choose_zone(
        db(),
        import_=import_called(db(), import_id),
        taken=taken,
        reading=reading,
        by=signed_in().public_id,
        now=now(),
    )
    return redirect(url_for("attendance.outcome", import_id=made.public_id), 303)


@bp.post("/secretariat/imports/<import_id>/override")
@needs(Permission.SCHEDULE)
def take_all_the_same(import_id: str) -> ResponseReturnValue:
    form = OverrideForm(request.form)
    if not form.validate():
        return page_of(import_called(db(), import_id), override=form), 422
    with glance() as short:
        refused = import_called(short, import_id)
        if later := rereading_of(short, import_=refused):
            return redirect(url_for("attendance.outcome", import_id=later.public_id), 303)
        taken, raw = _again(refused)
        reading = _read(raw, taken, refused.sitting, regardless=True)
    made = override(
        db(),
        import_=import_called(db(), import_id),
        taken=taken,
        reading=reading,
        reason=form.reason.value,
        by=signed_in().public_id,
        now=now(),
    )
    return redirect(url_for("attendance.outcome", import_id=made.public_id), 303)


@bp.post("/secretariat/imports/<import_id>/report")
@needs(Permission.SCHEDULE)
def choose_report(import_id: str) -> ResponseReturnValue:
    form = report_form(import_called(db(), import_id), request.form)
    if not form.validate():
        return page_of(import_called(db(), import_id), report=form), 422
    with glance() as short:
        guessed = import_called(short, import_id)
        taken, raw = _again(guessed)
        taken = replace(taken, taken_for=form.report.value)
        reading = _read(raw, taken, guessed.sitting, regardless=bool(guessed.override_reason))
    made = read_as(
        db(),
        import_=import_called(db(), import_id),
        taken=taken,
        reading=reading,
        by=signed_in().public_id,
        now=now(),
    )
    return redirect(url_for("attendance.outcome", import_id=made.public_id), 303)


def _bytes_of(file: FileStorage) -> bytes:
    raw = file.stream.read(MOST + 1)
    if len(raw) > MOST:
        raise BadInput(TooLarge.message, megabytes=MOST // 1_000_000)
    return raw


def _taken(raw: bytes, form: UploadForm) -> Taken:
    return Taken(
        digest=hashlib.sha256(raw).hexdigest(),
        name=clean_line(form.file.value.filename or ""),
        zone=form.zone.data or None,
        kept=_keep(raw),
    )


def _keep(raw: bytes) -> Kept | None:
    """Store the bytes, or return None for what storage never takes: nothing, programs, pages."""
    try:
        return _store().keep(io.BytesIO(raw), accept=frozenset(Kind))
    except BadInput:
        return None


def _again(import_: AttendanceImport) -> tuple[Taken, bytes]:
    raw = b"".join(pieces(_store().open_range(import_.file_digest)))
    taken = Taken(
        digest=import_.file_digest,
        name=import_.file_name,
        zone=import_.zone,
        date_order=import_.date_order,
        taken_for=import_.taken_for,
    )
    return taken, raw


def _read(raw: bytes, taken: Taken, sitting: Sitting, *, regardless: bool = False) -> Reading:
    """Read the file for `sitting`; `regardless`: whatever the time for which it was planned."""
    planned = (sitting.starts_at, sitting.ends_at)
    return read_apart(
        raw,
        file_name=taken.name,
        zone=taken.zone,
        planned=None if regardless else planned,
        date_order=taken.date_order,
        day_of=planned,
        taken_for=taken.taken_for,
    )


def _store() -> Store:
    store: Store = house().extensions["store"]
    return store
