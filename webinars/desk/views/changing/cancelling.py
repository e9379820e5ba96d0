"""Cancelling what people know of, as a whole or one sitting: shown first, then done."""

from collections.abc import Sequence
from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from webinars.desk.forms import CancelForm
from webinars.desk.sights.specimens import Specimen
from webinars.desk.views.changing.door import above, by, done, rehearsed, the_sitting, undone
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import Refusal
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.rules import standing
from webinars.registrations.operations import (
    cancel_sitting_announced,
    cancel_webinar_announced,
)
from webinars.registrations.queries import preview_of
from webinars.registrations.rules import Reach
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/cancel", endpoint="cancel")
@needs(Permission.SCHEDULE)
def ask_cancel(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    if webinar.state is WebinarState.DRAFT:
        return redirect(f"/secretariat/webinars/{webinar.slug}/drop", 303)
    return _page(webinar, None, CancelForm())


@bp.post("/secretariat/webinars/<slug>/cancel")
@needs(Permission.SCHEDULE)
def do_cancel(slug: str) -> ResponseReturnValue:
    return _cancel(the_webinar(slug), None)


@bp.get("/secretariat/webinars/<slug>/cancel/<sitting_id>", endpoint="cancel_sitting")
@needs(Permission.SCHEDULE)
def ask_cancel_sitting(slug: str, sitting_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _page(webinar, the_sitting(webinar, sitting_id), CancelForm())


@bp.post("/secretariat/webinars/<slug>/cancel/<sitting_id>")
@needs(Permission.SCHEDULE)
def do_cancel_sitting(slug: str, sitting_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _cancel(webinar, the_sitting(webinar, sitting_id))


def _cancel(webinar: Webinar, sitting: Sitting | None) -> ResponseReturnValue:
    """Show who would be told what; cancel once that has been confirmed."""
    form = CancelForm(request.form)
    if not form.validate():
        return _page(webinar, sitting, form), 422
    try:
        if "confirmed" not in request.form:
            letters = rehearsed(_act(webinar, sitting, form, show=True))
            return _page(webinar, sitting, form, letters)
        told = _act(webinar, sitting, form)()
    except Refusal as refusal:
        undone(form, refusal)
        return _page(webinar, sitting, form), refusal.status
    return done(webinar, told)


def _act(
    webinar: Webinar, sitting: Sitting | None, form: CancelForm, *, show: bool = False
) -> "partial[int]":
    why = form.reason.value
    reach = Reach.ONE_A_LANGUAGE if show else Reach.ALL
    if sitting is not None:
        act = partial(cancel_sitting_announced, db(), sitting=sitting, reach=reach)
    else:
        act = partial(cancel_webinar_announced, db(), webinar=webinar, reach=reach)
    return partial(act, reason=why, by=by(), now=now())


def _page(
    webinar: Webinar,
    sitting: Sitting | None,
    form: CancelForm,
    letters: Sequence[Specimen] | None = None,
) -> str:
    """Return the question why, or with `letters`, what would be sent."""
    sittings = [sitting] if sitting else standing(webinar)
    return render_template(
        "desk/cancel.html" if letters is None else "desk/cancel_preview.html",
        **above(webinar),
        sitting=sitting,
        form=form,
        letters=letters,
        told=preview_of(db(), sittings=sittings),
    )
