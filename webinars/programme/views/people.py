"""Who appears in a webinar."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.refusals import NotFound
from webinars.programme.forms.others import AppearanceForm, said_of
from webinars.programme.models import Appearance, Part, Webinar
from webinars.programme.operations import add_appearance, change_appearance, end_appearance
from webinars.programme.rules import PARTS
from webinars.programme.views.door import above, accepted, bp, by, the_webinar
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/appearances")
@needs(Permission.SCHEDULE)
def appearances(slug: str) -> ResponseReturnValue:
    return _list_page(the_webinar(slug), AppearanceForm(data={"part": Part.SPEAKER}))


@bp.post("/secretariat/webinars/<slug>/appearances")
@needs(Permission.SCHEDULE)
def add(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), AppearanceForm(request.form)
    if not accepted(
        form,
        lambda: add_appearance(db(), webinar=webinar, facts=form.facts(), by=by(), now=now()),
    ):
        return _list_page(webinar, form), 422
    return _to_list(webinar, gettext("Added."))


@bp.get("/secretariat/webinars/<slug>/appearances/<appearance_id>")
@needs(Permission.SCHEDULE)
def edit_appearance(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    appearance = _among(webinar, appearance_id)
    return _edit_page(webinar, appearance, AppearanceForm(data=said_of(appearance)))


@bp.post("/secretariat/webinars/<slug>/appearances/<appearance_id>")
@needs(Permission.SCHEDULE)
def save_appearance(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), AppearanceForm(request.form)
    appearance = _among(webinar, appearance_id)
    if not accepted(
        form,
        lambda: change_appearance(
            db(), webinar=webinar, appearance=appearance, facts=form.facts(), by=by(), now=now()
        ),
    ):
        return _edit_page(webinar, appearance, form), 422
    return _to_list(webinar, gettext("Saved."))


@bp.post("/secretariat/webinars/<slug>/appearances/<appearance_id>/end")
@needs(Permission.SCHEDULE)
def end(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    appearance = _among(webinar, appearance_id)
    end_appearance(db(), webinar=webinar, appearance=appearance, by=by(), now=now())
    return _to_list(webinar, gettext("%(name)s no longer takes part.", name=appearance.name))


def _among(webinar: Webinar, public_id: str) -> Appearance:
    for appearance in webinar.appearances:
        if appearance.public_id == public_id:
            return appearance
    raise NotFound


def _to_list(webinar: Webinar, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("programme.appearances", slug=webinar.slug), 303)


def _list_page(webinar: Webinar, form: AppearanceForm) -> str:
    return render_template(
        "programme/appearances.html", **above(webinar), form=form, part_names=PARTS
    )


def _edit_page(webinar: Webinar, appearance: Appearance, form: AppearanceForm) -> str:
    return render_template(
        "programme/appearance.html", **above(webinar), form=form, appearance=appearance
    )
