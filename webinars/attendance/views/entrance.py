"""The entrance of a hybrid sitting: the list, and the page that a person's code leads to."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.attendance.forms import WhyForm
from webinars.attendance.models import CheckInHow
from webinars.attendance.operations import check_in, check_out, withdraw_check_in
from webinars.attendance.operations.entrance import OPENS
from webinars.attendance.queries.entrance import (
    SHOWN,
    entrance,
    get_check_in,
    standing_check_in,
)
from webinars.attendance.views.door import bp, sitting_called
from webinars.kernel.text import clean_line
from webinars.people.queries import follow
from webinars.programme.models import Sitting
from webinars.programme.rules import standing, text_in
from webinars.registrations.models import Registration
from webinars.registrations.queries import get_registration
from webinars.states.queries import names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/sittings/<sitting_id>/entrance")
@needs(Permission.SCHEDULE)
def door_list(sitting_id: str) -> ResponseReturnValue:
    return _list(sitting_called(db(), sitting_id))


@bp.post("/secretariat/sittings/<sitting_id>/entrance")
@needs(Permission.SCHEDULE)
def check_in_by_list(sitting_id: str) -> ResponseReturnValue:
    sitting = sitting_called(db(), sitting_id)
    registration = get_registration(db(), public_id=request.form.get("registration", ""))
    check_in(
        db(),
        sitting=sitting,
        registration=registration,
        how=CheckInHow.LIST,
        by=signed_in().public_id,
        now=now(),
    )
    search = clean_line(request.form.get("q", ""))[:100]
    return redirect(url_for("attendance.door_list", sitting_id=sitting_id, q=search or None), 303)


@bp.get("/secretariat/check-in/<registration_id>")
@needs(Permission.SCHEDULE)
def at_the_door(registration_id: str) -> ResponseReturnValue:
    """Where the code of a person leads a phone's camera: who it is, and one button a sitting."""
    registration = get_registration(db(), public_id=registration_id)
    text, language = text_in(registration.webinar.texts, reader().language)
    person = follow(db(), person=registration.person)
    return render_template(
        "attendance/at_the_door.html",
        registration=registration,
        state=_state(registration),
        title=text.title,
        title_language=language,
        sittings=[
            (one, standing_check_in(db(), sitting=one, person_id=person.id))
            for one in _held_here(registration)
        ],
        demonstration=registration.webinar.series.demonstration,
    )


@bp.post("/secretariat/check-in/<registration_id>")
@needs(Permission.SCHEDULE)
def check_in_by_code(registration_id: str) -> ResponseReturnValue:
    check_in(
        db(),
        sitting=sitting_called(db(), request.form.get("sitting", "")),
        registration=get_registration(db(), public_id=registration_id),
        how=CheckInHow.CODE,
        by=signed_in().public_id,
        now=now(),
    )
    return redirect(url_for("attendance.at_the_door", registration_id=registration_id), 303)


@bp.post("/secretariat/check-ins/<check_in_id>/leave")
@needs(Permission.SCHEDULE)
def leave_room(check_in_id: str) -> ResponseReturnValue:
    row = get_check_in(db(), public_id=check_in_id)
    check_out(db(), row=row, by=signed_in().public_id, now=now())
    return redirect(_back(row.sitting), 303)


@bp.get("/secretariat/check-ins/<check_in_id>/withdraw")
@needs(Permission.SCHEDULE)
def ask_withdraw(check_in_id: str) -> ResponseReturnValue:
    return _withdraw_page(check_in_id, WhyForm())


@bp.post("/secretariat/check-ins/<check_in_id>/withdraw")
@needs(Permission.SCHEDULE)
def take_check_in_back(check_in_id: str) -> ResponseReturnValue:
    form = WhyForm(request.form)
    if not form.validate():
        return _withdraw_page(check_in_id, form), 422
    row, by = get_check_in(db(), public_id=check_in_id), signed_in().public_id
    withdraw_check_in(db(), row=row, reason=form.reason.value, by=by, now=now())
    return redirect(_back(row.sitting), 303)


def _withdraw_page(check_in_id: str, form: WhyForm) -> str:
    row = get_check_in(db(), public_id=check_in_id)
    return render_template(
        "attendance/withdraw.html",
        form=form,
        heading="check-in",
        name=row.person.name,
        back=_back(row.sitting),
        demonstration=row.sitting.webinar.series.demonstration,
    )


def _list(sitting: Sitting) -> str:
    search = clean_line(request.args.get("q", ""))[:100]
    text, language = text_in(sitting.webinar.texts, reader().language)
    return render_template(
        "attendance/entrance.html",
        sitting=sitting,
        title=text.title,
        title_language=language,
        search=search,
        entrance=entrance(db(), sitting=sitting, search=search),
        states=dict(names(db(), language=reader().language, on=now().date())),
        shown=SHOWN,
        open=bool(sitting.venue) and sitting.cancelled_at is None and _is_open(sitting),
        demonstration=sitting.webinar.series.demonstration,
    )


def _is_open(sitting: Sitting) -> bool:
    return now() >= sitting.starts_at - OPENS


def _held_here(registration: Registration) -> list[Sitting]:
    """Return the hybrid sittings of the webinar, those that are on first."""
    sittings = [one for one in standing(registration.webinar) if one.venue]
    return sorted(sittings, key=lambda one: (one.ends_at < now(), one.starts_at))


def _state(registration: Registration) -> str:
    if not registration.state_code:
        return registration.organisation
    known = dict(names(db(), language=reader().language, on=now().date()))
    return known.get(registration.state_code, registration.state_code)


def _back(sitting: Sitting) -> str:
    return url_for("attendance.door_list", sitting_id=sitting.public_id)
