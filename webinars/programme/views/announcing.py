"""Announcing, opening and closing registration, and taking a draft out of the programme.

What was announced is cancelled at the desk, where everybody who registered is told.
"""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.zones import instant_of
from webinars.programme.forms.base import MendingForm
from webinars.programme.forms.others import AnnounceForm, DropForm
from webinars.programme.forms.sittings import ClosingForm, closing_of
from webinars.programme.models import Webinar, WebinarState
from webinars.programme.operations import (
    announce,
    cancel_webinar,
    close_registration_at,
    open_registration,
)
from webinars.programme.rules import MISSING, NEEDED, Missing, missing_for, was_announced
from webinars.programme.views.door import DESK, above, accepted, bp, by, the_webinar, to_desk
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/announce")
@needs(Permission.SCHEDULE)
def ask_announce(slug: str) -> ResponseReturnValue:
    """Say what is missing, and ask; what is no draft any more has nothing to be asked."""
    webinar = the_webinar(slug)
    if webinar.state is not WebinarState.DRAFT:
        return redirect(DESK + webinar.slug, 303)
    return _announce_page(webinar, AnnounceForm())


@bp.post("/secretariat/webinars/<slug>/announce")
@needs(Permission.SCHEDULE)
def do_announce(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), AnnounceForm(request.form)
    opening = bool(form.opening.data)
    if not accepted(
        form, lambda: announce(db(), webinar=webinar, by=by(), now=now(), opening=opening)
    ):
        return _announce_page(webinar, form), 422
    return to_desk(webinar, gettext("The webinar is announced."))


@bp.get("/secretariat/webinars/<slug>/open")
@needs(Permission.SCHEDULE)
def ask_open(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    if webinar.state is not WebinarState.ANNOUNCED:
        return redirect(DESK + webinar.slug, 303)
    return _open_page(webinar, MendingForm())


@bp.post("/secretariat/webinars/<slug>/open")
@needs(Permission.SCHEDULE)
def do_open(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), MendingForm(request.form)
    if not accepted(form, lambda: open_registration(db(), webinar=webinar, by=by(), now=now())):
        return _open_page(webinar, form), 422
    return to_desk(webinar, gettext("Registration is open."))


@bp.get("/secretariat/webinars/<slug>/closing")
@needs(Permission.SCHEDULE)
def closing(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _closing_page(webinar, ClosingForm(data=closing_of(webinar)))


@bp.post("/secretariat/webinars/<slug>/closing")
@needs(Permission.SCHEDULE)
def save_closing(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), ClosingForm(request.form)
    if not accepted(form, lambda: _close(webinar, form)):
        return _closing_page(webinar, form), 422
    return to_desk(webinar, gettext("Saved."))


@bp.get("/secretariat/webinars/<slug>/drop")
@needs(Permission.SCHEDULE)
def ask_drop(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    if webinar.state is not WebinarState.DRAFT:
        return redirect(DESK + webinar.slug, 303)
    return _drop_page(webinar, DropForm())


@bp.post("/secretariat/webinars/<slug>/drop")
@needs(Permission.SCHEDULE)
def drop(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), DropForm(request.form)
    if was_announced(webinar):
        return redirect(DESK + webinar.slug, 303)
    if not accepted(
        form,
        lambda: cancel_webinar(db(), webinar=webinar, reason=form.reason.value, by=by(), now=now()),
    ):
        return _drop_page(webinar, form), 422
    return to_desk(webinar, gettext("The webinar is cancelled. Its month stays in the record."))


def _close(webinar: Webinar, form: ClosingForm) -> None:
    wall = form.wall()
    closes_at = instant_of(wall, webinar.series.zone) if wall else None
    close_registration_at(db(), webinar=webinar, closes_at=closes_at, by=by(), now=now())


def _announce_page(webinar: Webinar, form: AnnounceForm) -> str:
    missing = missing_for(webinar, now())
    return render_template(
        "programme/announce.html",
        **above(webinar),
        form=form,
        needed=[(MISSING[what], _mended_on(webinar, what)) for what in missing if what in NEEDED],
        wanted=[
            (MISSING[what], _mended_on(webinar, what)) for what in missing if what not in NEEDED
        ],
    )


def _mended_on(webinar: Webinar, what: Missing) -> str:
    """Return the address of the page on which `what` can be supplied."""
    rooms = [sitting for sitting in webinar.sittings if not sitting.rooms]
    pages = {
        Missing.TEXT: f"texts/{reader().language}",
        Missing.SITTING: "sittings/new",
        Missing.THEME: "edit",
        Missing.ACTIVITY: "edit",
        Missing.SPEAKER: "appearances",
        Missing.FLOOR: "languages",
    }
    if what is Missing.ROOM and rooms:
        return f"/secretariat/sittings/{rooms[0].public_id}/room"
    return f"{DESK}{webinar.slug}/{pages.get(what, '')}"


def _open_page(webinar: Webinar, form: MendingForm) -> str:
    return render_template("programme/open.html", **above(webinar), form=form)


def _closing_page(webinar: Webinar, form: ClosingForm) -> str:
    return render_template("programme/closing.html", **above(webinar), form=form)


def _drop_page(webinar: Webinar, form: DropForm) -> str:
    return render_template("programme/drop.html", **above(webinar), form=form)
