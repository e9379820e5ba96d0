"""What somebody saw and no file says: presence recorded by hand, and taken back."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.attendance.forms import PresenceForm, WhyForm
from webinars.attendance.operations import record_presence, withdraw_presence
from webinars.attendance.operations.matching import registered_in
from webinars.attendance.operations.refusals import NoneAtAddress, SeveralAtAddress
from webinars.attendance.queries import get_import
from webinars.attendance.views.door import bp, sitting_called
from webinars.attendance.views.sitting import page
from webinars.kernel.refusals import BadInput
from webinars.kernel.zones import instant_of
from webinars.web.access import Permission, needs, signed_in
from webinars.web.requests import db, now


@bp.post("/secretariat/sittings/<sitting_id>/attendance/presence")
@needs(Permission.SCHEDULE)
def record_by_hand(sitting_id: str) -> ResponseReturnValue:
    sitting, form = sitting_called(db(), sitting_id), PresenceForm(request.form, prefix="p")
    if not form.validate():
        return page(sitting, presence=form), 422
    try:
        record_presence(
            db(),
            sitting=sitting,
            registration=registered_in(db(), webinar=sitting.webinar, address=form.address.value),
            joined_at=instant_of(datetime.combine(form.day.value, form.joined.value), sitting.zone),
            left_at=instant_of(datetime.combine(form.day.value, form.left.value), sitting.zone),
            reason=form.reason.value,
            by=signed_in().public_id,
            now=now(),
            was_there=form.was.data != "away",
        )
    except (NoneAtAddress, SeveralAtAddress) as refusal:
        form.blame(form.address, refusal)
        return page(sitting, presence=form), 422
    except BadInput as refusal:
        form.blame(form.left, refusal)
        return page(sitting, presence=form), 422
    return redirect(url_for("attendance.sitting", sitting_id=sitting_id), 303)


@bp.get("/secretariat/presence/<import_id>/withdraw")
@needs(Permission.SCHEDULE)
def ask_withdraw_presence(import_id: str) -> ResponseReturnValue:
    return _withdraw_page(import_id, WhyForm())


@bp.post("/secretariat/presence/<import_id>/withdraw")
@needs(Permission.SCHEDULE)
def take_presence_back(import_id: str) -> ResponseReturnValue:
    form = WhyForm(request.form)
    if not form.validate():
        return _withdraw_page(import_id, form), 422
    row, by = get_import(db(), public_id=import_id), signed_in().public_id
    withdraw_presence(db(), import_=row, reason=form.reason.value, by=by, now=now())
    sitting = row.sitting.public_id
    return redirect(url_for("attendance.sitting", sitting_id=sitting), 303)


def _withdraw_page(import_id: str, form: WhyForm) -> str:
    row = get_import(db(), public_id=import_id)
    return render_template(
        "attendance/withdraw.html",
        form=form,
        heading="presence",
        name="",
        back=url_for("attendance.sitting", sitting_id=row.sitting.public_id),
        demonstration=row.sitting.webinar.series.demonstration,
    )
