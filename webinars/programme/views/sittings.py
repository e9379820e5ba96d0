"""Sittings and their live rooms, while nobody has been told; later their places and reasons."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.programme.forms.sittings import (
    NewSittingForm,
    PlacesForm,
    RoomForm,
    SittingForm,
    proposed_by,
    proposed_for,
    said_by,
    said_of,
)
from webinars.programme.models import LiveRoom, Sitting, Webinar
from webinars.programme.operations import (
    add_sitting,
    change_room,
    change_sitting,
    remove_sitting,
)
from webinars.programme.rules import room_of, was_announced
from webinars.programme.views.busy import warn_of_clashes
from webinars.programme.views.door import (
    DESK,
    above,
    accepted,
    bp,
    by,
    the_sitting,
    the_webinar,
    to_desk,
)
from webinars.web.access import Permission, needs
from webinars.web.forms import watched
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/sittings/new")
@needs(Permission.SCHEDULE)
def new_sitting(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    said = proposed_for(webinar) | proposed_by(request.args)
    return _new_page(webinar, NewSittingForm(data=said))


@bp.post("/secretariat/webinars/<slug>/sittings/new")
@needs(Permission.SCHEDULE)
def create_sitting(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), NewSittingForm(request.form)
    form.prepare()
    if not accepted(
        form,
        lambda: warn_of_clashes(
            add_sitting(
                db(), webinar=webinar, slot=form.slot(), facts=form.said(), by=by(), now=now()
            )
        ),
    ):
        return _new_page(webinar, form), 422
    return to_desk(webinar, gettext("The sitting is added."))


@bp.get("/secretariat/sittings/<sitting_id>/edit")
@needs(Permission.SCHEDULE)
def edit_sitting(sitting_id: str) -> ResponseReturnValue:
    sitting = the_sitting(sitting_id)
    return _edit_page(sitting, _form_of(sitting)(data=watched(said_of(sitting))))


@bp.post("/secretariat/sittings/<sitting_id>/edit")
@needs(Permission.SCHEDULE)
def save_sitting(sitting_id: str) -> ResponseReturnValue:
    sitting = the_sitting(sitting_id)
    form = _form_of(sitting)(request.form)
    _prepare(form)
    if not accepted(form, lambda: _save(sitting, form), stands=said_of(sitting)):
        return _edit_page(sitting, form), 422
    return to_desk(sitting.webinar, gettext("Saved."))


@bp.get("/secretariat/sittings/<sitting_id>/room")
@needs(Permission.SCHEDULE)
def room(sitting_id: str) -> ResponseReturnValue:
    """Ask for a link; who sits in a provider's room is led to its page, unless `?by-hand`."""
    sitting = the_sitting(sitting_id)
    if _link_by_hand(sitting) is not room_of(sitting) and "by-hand" not in request.args:
        return redirect(f"/secretariat/sittings/{sitting.public_id}/live-room", 303)
    return _room_page(sitting, RoomForm(data=watched(said_by(_link_by_hand(sitting)))))


@bp.post("/secretariat/sittings/<sitting_id>/room")
@needs(Permission.SCHEDULE)
def save_room(sitting_id: str) -> ResponseReturnValue:
    sitting, form = the_sitting(sitting_id), RoomForm(request.form)
    if not accepted(
        form,
        lambda: change_room(db(), sitting=sitting, facts=form.facts(), by=by(), now=now()),
        stands=said_by(_link_by_hand(sitting)),
    ):
        return _room_page(sitting, form), 422
    return to_desk(sitting.webinar, gettext("Saved. No letter is sent: links stay as they are."))


@bp.get("/secretariat/sittings/<sitting_id>/remove")
@needs(Permission.SCHEDULE)
def ask_remove(sitting_id: str) -> ResponseReturnValue:
    sitting = the_sitting(sitting_id)
    if was_announced(sitting.webinar):
        return redirect(DESK + sitting.webinar.slug, 303)
    return render_template(
        "programme/sitting_remove.html", **above(sitting.webinar), sitting=sitting
    )


@bp.post("/secretariat/sittings/<sitting_id>/remove")
@needs(Permission.SCHEDULE)
def remove(sitting_id: str) -> ResponseReturnValue:
    sitting = the_sitting(sitting_id)
    webinar = sitting.webinar
    remove_sitting(db(), sitting=sitting, by=by(), now=now())
    return to_desk(webinar, gettext("The sitting is removed."))


def _link_by_hand(sitting: Sitting) -> LiveRoom | None:
    """Return the room in use if its link was written in; a provider's has a page of its own."""
    present = room_of(sitting)
    return present if present is None or present.provider == "manual" else None


def _form_of(sitting: Sitting) -> type[PlacesForm]:
    return PlacesForm if was_announced(sitting.webinar) else SittingForm


def _prepare(form: PlacesForm) -> None:
    if isinstance(form, SittingForm):
        form.prepare()


def _save(sitting: Sitting, form: PlacesForm) -> None:
    slot = form.slot() if isinstance(form, SittingForm) else None
    facts = form.said() if isinstance(form, SittingForm) else form.facts(venue=sitting.venue)
    change_sitting(db(), sitting=sitting, slot=slot, facts=facts, by=by(), now=now())
    if slot is not None:
        warn_of_clashes(sitting)


def _new_page(webinar: Webinar, form: NewSittingForm) -> str:
    form.prepare()
    return render_template("programme/sitting_new.html", **above(webinar), form=form)


def _edit_page(sitting: Sitting, form: PlacesForm) -> str:
    _prepare(form)
    return render_template(
        "programme/sitting_edit.html",
        **above(sitting.webinar),
        sitting=sitting,
        form=form,
        announced=was_announced(sitting.webinar),
    )


def _room_page(sitting: Sitting, form: RoomForm) -> str:
    earlier = [one for one in sitting.rooms if one.closed_at is not None]
    return render_template(
        "programme/room.html",
        **above(sitting.webinar),
        sitting=sitting,
        form=form,
        earlier=earlier,
    )
