"""Moving a sitting that people know of: first who will be told what, then the act."""

from collections.abc import Sequence
from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from webinars.desk.forms import RescheduleForm, time_of
from webinars.desk.rules.moving import Moved, moved_to
from webinars.desk.sights.specimens import Specimen
from webinars.desk.views.changing.door import above, by, done, rehearsed, the_sitting, undone
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import Refusal
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.queries.busy import clashes_between
from webinars.programme.rules.clashes import names_of
from webinars.registrations.operations import reschedule_announced
from webinars.registrations.queries import preview_of
from webinars.registrations.rules import Reach
from webinars.web.access import Permission, needs
from webinars.web.forms import watched
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/reschedule/<sitting_id>", endpoint="reschedule")
@needs(Permission.SCHEDULE)
def ask_time(slug: str, sitting_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    sitting = the_sitting(webinar, sitting_id)
    if webinar.state is WebinarState.DRAFT:
        return redirect(f"/secretariat/sittings/{sitting.public_id}/edit", 303)
    return _time_page(sitting, RescheduleForm(data=watched(time_of(sitting))))


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
        moved = _moved(sitting, form)
        form.refuse_changed(time_of(sitting))
        if "confirmed" not in request.form:
            return _preview_page(sitting, form, moved, rehearsed(_act(sitting, form, show=True)))
        told = _act(sitting, form)()
    except Refusal as refusal:
        undone(form, refusal)
        return _time_page(sitting, form), refusal.status
    return done(sitting.webinar, told)


def _moved(sitting: Sitting, form: RescheduleForm) -> Moved:
    venue = form.venue.data or ""
    return moved_to(sitting, form.slot(), venue=venue, zone=reader().zone, now=now())


def _act(sitting: Sitting, form: RescheduleForm, *, show: bool = False) -> "partial[int]":
    act = partial(
        reschedule_announced,
        db(),
        sitting=sitting,
        slot=form.slot(),
        venue=form.venue.data or "",
        reason=form.reason.value,
        by=by(),
        now=now(),
    )
    return partial(act, reach=Reach.ONE_A_LANGUAGE) if show else act


def _time_page(sitting: Sitting, form: RescheduleForm) -> str:
    form.prepare()
    return render_template(
        "desk/reschedule.html",
        **above(sitting.webinar),
        sitting=sitting,
        form=form,
        told=preview_of(db(), sittings=[sitting]),
    )


def _preview_page(
    sitting: Sitting, form: RescheduleForm, moved: Moved, letters: Sequence[Specimen]
) -> str:
    return render_template(
        "desk/reschedule_preview.html",
        **above(sitting.webinar),
        sitting=sitting,
        form=form,
        moved=moved,
        letters=letters,
        clashes=names_of(
            clashes_between(
                db(),
                starts_at=moved.starts_at,
                ends_at=moved.ends_at,
                language=reader().language,
                besides=sitting.webinar,
            )
        ),
        told=preview_of(db(), sittings=[sitting]),
    )
