"""What a person decides about a reading: who is who, and that it counts."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.attendance.forms import AddressForm, SignOffForm, WhyForm
from webinars.attendance.models import AttendanceImport
from webinars.attendance.operations import (
    match,
    set_apart,
    set_aside,
    sign_off,
    undo_match,
    withdraw_signature,
)
from webinars.attendance.operations.matching import registered_at, registration_called
from webinars.attendance.operations.refusals import ConfirmNobodyCame
from webinars.attendance.queries import reconciliation, signed_files
from webinars.attendance.views.door import bp, import_called
from webinars.attendance.views.outcome import page_of, told
from webinars.kernel.refusals import BadInput
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.post("/secretariat/imports/<import_id>/rows/<int:row>/match")
@needs(Permission.SCHEDULE)
def match_row(import_id: str, row: int) -> ResponseReturnValue:
    """Match with a suggested registration, or with the one made from an address."""
    found = import_called(db(), import_id)
    chosen = request.form.get("registration", "")
    if chosen:
        registration = registration_called(db(), public_id=chosen)
    else:
        form = AddressForm(request.form)
        if not form.validate():
            return page_of(found, blamed=(row, form)), 422
        try:
            registration = registered_at(db(), import_=found, address=form.address.value)
        except BadInput as refusal:
            form.blame(form.address, refusal)
            return page_of(found, blamed=(row, form)), 422
    by = signed_in().public_id
    match(db(), import_=found, row=row, registration=registration, by=by, now=now())
    return _back(found)


@bp.post("/secretariat/imports/<import_id>/rows/<int:row>/apart")
@needs(Permission.SCHEDULE)
def set_row_apart(import_id: str, row: int) -> ResponseReturnValue:
    found = import_called(db(), import_id)
    set_apart(db(), import_=found, row=row, by=signed_in().public_id, now=now())
    return _back(found)


@bp.post("/secretariat/imports/<import_id>/rows/<int:row>/undo")
@needs(Permission.SCHEDULE)
def undo_row(import_id: str, row: int) -> ResponseReturnValue:
    found = import_called(db(), import_id)
    undo_match(db(), import_=found, row=row, by=signed_in().public_id, now=now())
    return _back(found)


@bp.get("/secretariat/imports/<import_id>/sign-off")
@needs(Permission.SCHEDULE)
def ask_sign_off(import_id: str) -> ResponseReturnValue:
    found = import_called(db(), import_id)
    others = {one.provider for one in signed_files(db(), sitting=found.sitting)}
    beside = "replace" if found.provider in others else "beside"
    return _sign_page(found, SignOffForm(beside=beside))


@bp.post("/secretariat/imports/<import_id>/sign-off")
@needs(Permission.SCHEDULE)
def sign(import_id: str) -> ResponseReturnValue:
    found, form = import_called(db(), import_id), SignOffForm(request.form)
    form.validate()
    by, nobody = signed_in().public_id, bool(form.nobody_came.data)
    beside = form.beside.data == "beside"
    try:
        sign_off(db(), import_=found, by=by, now=now(), nobody_came=nobody, beside=beside)
    except ConfirmNobodyCame as refusal:
        form.blame(form.nobody_came, refusal)
        return _sign_page(found, form), 422
    return _back(found)


@bp.post("/secretariat/imports/<import_id>/aside")
@needs(Permission.SCHEDULE)
def set_file_aside(import_id: str) -> ResponseReturnValue:
    found = import_called(db(), import_id)
    set_aside(db(), import_=found, by=signed_in().public_id, now=now())
    flash(gettext("The file is set aside. Read the same file once more to take it up again."))
    return redirect(url_for("attendance.sitting", sitting_id=found.sitting.public_id), 303)


@bp.get("/secretariat/imports/<import_id>/withdraw")
@needs(Permission.SCHEDULE)
def ask_withdraw_signature(import_id: str) -> ResponseReturnValue:
    return _withdraw_page(import_called(db(), import_id), WhyForm())


@bp.post("/secretariat/imports/<import_id>/withdraw")
@needs(Permission.SCHEDULE)
def take_signature_back(import_id: str) -> ResponseReturnValue:
    found, form = import_called(db(), import_id), WhyForm(request.form)
    if not form.validate():
        return _withdraw_page(found, form), 422
    by = signed_in().public_id
    withdraw_signature(db(), import_=found, reason=form.reason.value, by=by, now=now())
    return _back(found)


def _withdraw_page(found: AttendanceImport, form: WhyForm) -> str:
    return render_template(
        "attendance/withdraw.html",
        form=form,
        heading="signature",
        name=found.file_name,
        back=url_for("attendance.outcome", import_id=found.public_id),
        demonstration=found.sitting.webinar.series.demonstration,
    )


def _sign_page(found: AttendanceImport, form: SignOffForm) -> str:
    text, language = text_in(found.sitting.webinar.texts, reader().language)
    return render_template(
        "attendance/sign_off.html",
        **told(found) | {"sign_form": form},
        title=text.title,
        title_language=language,
        compared=reconciliation(db(), found),
        counting=signed_files(db(), sitting=found.sitting),
        form=form,
    )


def _back(found: AttendanceImport) -> ResponseReturnValue:
    return redirect(url_for("attendance.outcome", import_id=found.public_id), 303)
