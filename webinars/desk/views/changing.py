"""Moving and cancelling what people registered for: first who will be told what, then the act."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.desk.forms import CancelForm, MendedForm, RescheduleForm, time_of
from webinars.desk.rules.moving import Moved, moved_to
from webinars.desk.sights.today import title_of
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.rules import standing
from webinars.registrations.operations import (
    cancel_sitting_announced,
    cancel_webinar_announced,
    reschedule_announced,
)
from webinars.registrations.queries import preview_of
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/secretariat/webinars/<slug>/reschedule/<sitting_id>", endpoint="reschedule")
@needs(Permission.SCHEDULE)
def ask_time(slug: str, sitting_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    sitting = the_sitting(webinar, sitting_id)
    if webinar.state is WebinarState.DRAFT:
        return redirect(f"/secretariat/sittings/{sitting.public_id}/edit", 303)
    return _time_page(sitting, RescheduleForm(data=time_of(sitting)))


@bp.post("/secretariat/webinars/<slug>/reschedule/<sitting_id>")
@needs(Permission.SCHEDULE)
def move(slug: str, sitting_id: str) -> ResponseReturnValue:
    """Show who would be told what; move the sitting once that has been confirmed."""
    sitting = the_sitting(the_webinar(slug), sitting_id)
    form = RescheduleForm(request.form)
    form.prepare()
    if not form.validate():
        return _time_page(sitting, form), 422
    try:
        moved = moved_to(sitting, form.slot(), zone=reader().zone, now=now())
        if "confirmed" not in request.form:
            return _preview_page(sitting, form, moved)
        told = _move(sitting, form)
    except Refusal as refusal:
        _undone(form, refusal)
        return _time_page(sitting, form), refusal.status
    return _done(sitting.webinar, told)


@bp.get("/secretariat/webinars/<slug>/cancel", endpoint="cancel")
@needs(Permission.SCHEDULE)
def ask_cancel(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    if webinar.state is WebinarState.DRAFT:
        return redirect(f"/secretariat/webinars/{webinar.slug}/drop", 303)
    return _cancel_page(webinar, None, CancelForm())


@bp.post("/secretariat/webinars/<slug>/cancel")
@needs(Permission.SCHEDULE)
def do_cancel(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), CancelForm(request.form)
    if not form.validate():
        return _cancel_page(webinar, None, form), 422
    try:
        told = cancel_webinar_announced(
            db(), webinar=webinar, reason=form.reason.value, by=signed_in().public_id, now=now()
        )
    except Refusal as refusal:
        _undone(form, refusal)
        return _cancel_page(webinar, None, form), refusal.status
    return _done(webinar, told)


@bp.get("/secretariat/webinars/<slug>/cancel/<sitting_id>", endpoint="cancel_sitting")
@needs(Permission.SCHEDULE)
def ask_cancel_sitting(slug: str, sitting_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _cancel_page(webinar, the_sitting(webinar, sitting_id), CancelForm())


@bp.post("/secretariat/webinars/<slug>/cancel/<sitting_id>")
@needs(Permission.SCHEDULE)
def do_cancel_sitting(slug: str, sitting_id: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), CancelForm(request.form)
    sitting = the_sitting(webinar, sitting_id)
    if not form.validate():
        return _cancel_page(webinar, sitting, form), 422
    try:
        told = cancel_sitting_announced(
            db(), sitting=sitting, reason=form.reason.value, by=signed_in().public_id, now=now()
        )
    except Refusal as refusal:
        _undone(form, refusal)
        return _cancel_page(webinar, sitting, form), refusal.status
    return _done(webinar, told)


def the_sitting(webinar: Webinar, public_id: str) -> Sitting:
    found = [sitting for sitting in webinar.sittings if sitting.public_id == public_id]
    if not found:
        raise NotFound
    return found[0]


def _move(sitting: Sitting, form: RescheduleForm) -> int:
    return reschedule_announced(
        db(),
        sitting=sitting,
        slot=form.slot(),
        reason=form.reason.value,
        by=signed_in().public_id,
        now=now(),
    )


def _undone(form: MendedForm, refusal: Refusal) -> None:
    settle(keep=False)  # before the page is built from what was half done
    form.blame_for(refusal)


def _done(webinar: Webinar, told: int) -> ResponseReturnValue:
    sentence = ngettext(
        "Done. %(num)s letter is on its way.", "Done. %(num)s letters are on their way.", told
    )
    flash(sentence if told else gettext("Done. Nobody had to be told."))
    return redirect(url_for("desk.webinar_desk", slug=webinar.slug), 303)


def _time_page(sitting: Sitting, form: RescheduleForm) -> str:
    form.prepare()
    return render_template(
        "desk/reschedule.html",
        **_above(sitting.webinar),
        sitting=sitting,
        form=form,
        **_told([sitting]),
    )


def _preview_page(sitting: Sitting, form: RescheduleForm, moved: Moved) -> str:
    return render_template(
        "desk/reschedule_preview.html",
        **_above(sitting.webinar),
        sitting=sitting,
        form=form,
        moved=moved,
        **_told([sitting]),
    )


def _cancel_page(webinar: Webinar, sitting: Sitting | None, form: CancelForm) -> str:
    sittings = [sitting] if sitting else standing(webinar)
    return render_template(
        "desk/cancel.html", **_above(webinar), sitting=sitting, form=form, **_told(sittings)
    )


def _told(sittings: list[Sitting]) -> dict[str, object]:
    return {"told": preview_of(db(), sittings=sittings)}


def _above(webinar: Webinar) -> dict[str, object]:
    return {
        "slug": webinar.slug,
        "title": title_of(webinar, reader().language),
        "demonstration": webinar.series.demonstration,
    }
