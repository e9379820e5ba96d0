"""The materials of a webinar: at the desk, and the files themselves."""

from typing import BinaryIO, cast

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import OWN_NAMES
from webinars.kernel.refusals import Gone, NotFound, Refusal
from webinars.kernel.text import N_
from webinars.programme.forms.running import NewSheetForm, SheetForm, said_of
from webinars.programme.imports import Sent, take_material
from webinars.programme.models import Audience, Material, Webinar
from webinars.programme.operations.materials import (
    add_material,
    change_material,
    withdraw_material,
)
from webinars.programme.queries import find_webinar
from webinars.programme.queries.materials import find_material, materials_of
from webinars.programme.rules import AUDIENCES, was_announced
from webinars.programme.views.door import above, accepted, bp, by, nearest, the_webinar
from webinars.web.access import Permission, needs, public, visitor
from webinars.web.downloads import send_stored
from webinars.web.forms import answers, watched
from webinars.web.readers import reader
from webinars.web.requests import db, glance, house, now
from webinars.web.words.numbers import initial, language_name

BESIDE_THE_SIX = ("pt",)


class MaterialGone(Gone):
    message = N_("This file has been withdrawn. The page of the webinar says what there is.")


@bp.get("/materials/<material_id>/<name>")
@public
def material(material_id: str, name: str) -> Response:  # noqa: ARG001  (the row knows the name)
    """Send a public file to anyone, and any file to the Secretariat."""
    with glance() as own:
        found = find_material(own, public_id=material_id)
        if found is None:
            raise NotFound
        is_open = found.audience is Audience.PUBLIC and was_announced(found.webinar)
    if not (is_open and found.withdrawn_at is None):
        _refuse_visitors(was_open=is_open)
    return send_stored(
        house().extensions["store"], found.file, name=found.name, download=False, public=False
    )


@bp.get("/secretariat/webinars/<slug>/materials")
@needs(Permission.SCHEDULE)
def materials(slug: str) -> ResponseReturnValue:
    return _page(the_webinar(slug))


@bp.post("/secretariat/webinars/<slug>/materials")
@needs(Permission.SCHEDULE)
def bring(slug: str) -> ResponseReturnValue:
    """Keep the file's bytes first; the writing transaction begins afterwards."""
    with glance() as own:
        if find_webinar(own, slug=slug) is None:
            raise NotFound
    form = NewSheetForm(answers(request))
    form.prepare(_languages())
    sent = _sent(form) if form.validate() else None
    webinar = the_webinar(slug)
    if sent is None or not accepted(
        form,
        lambda: add_material(
            db(), webinar=webinar, sent=sent, facts=form.facts(), by=by(), now=now()
        ),
    ):
        return _page(webinar, form), 422
    return _back(webinar, gettext("Added."))


@bp.get("/secretariat/materials/<material_id>")
@needs(Permission.SCHEDULE)
def edit_material(material_id: str) -> ResponseReturnValue:
    found = _material(material_id)
    return _edit_page(found, SheetForm(data=watched(said_of(found))))


@bp.post("/secretariat/materials/<material_id>")
@needs(Permission.SCHEDULE)
def save_material(material_id: str) -> ResponseReturnValue:
    found, form = _material(material_id), SheetForm(request.form)
    form.prepare(_languages())
    if not accepted(
        form,
        lambda: change_material(db(), material=found, facts=form.facts(), by=by(), now=now()),
        stands=said_of(found),
    ):
        return _edit_page(found, form), 422
    return _back(found.webinar, gettext("Saved."))


@bp.post("/secretariat/materials/<material_id>/withdraw")
@needs(Permission.SCHEDULE)
def take_away(material_id: str) -> ResponseReturnValue:
    found = _material(material_id)
    withdraw_material(db(), material=found, by=by(), now=now())
    return _back(found.webinar, gettext("“%(name)s” is no longer in use.", name=found.name))


def _sent(form: NewSheetForm) -> Sent | None:
    """Keep the file, or say at the question what is wrong with it."""
    file = form.file.value
    stream = cast("BinaryIO", file.stream)
    try:
        return take_material(house().extensions["store"], stream, name=file.filename or "")
    except Refusal as refusal:
        form.blame(form.file, refusal)
        return None


def _refuse_visitors(*, was_open: bool) -> None:
    """Let only the Secretariat pass; tell others that a file is gone only if it was public."""
    person = visitor()
    if person is None or not person.may(Permission.SCHEDULE):
        raise MaterialGone if was_open else NotFound


def _material(public_id: str) -> Material:
    found = find_material(db(), public_id=public_id)
    if found is None or found.withdrawn_at is not None:
        raise NotFound
    return found


def _back(webinar: Webinar, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("programme.materials", slug=webinar.slug), 303)


def _languages() -> list[tuple[str, str]]:
    language = reader().language
    return [
        (code, initial(language_name(code, language=language)))
        for code in (*OWN_NAMES, *BESIDE_THE_SIX)
    ]


def _page(webinar: Webinar, form: NewSheetForm | None = None) -> str:
    asked = form or NewSheetForm(data={"audience": Audience.PUBLIC})
    asked.prepare(_languages())
    senders = {row.id: row.name for row in webinar.appearances}
    return render_template(
        "programme/materials.html",
        **above(webinar),
        rows=materials_of(db(), webinar=webinar),
        nearest=nearest,
        senders=senders,
        audiences=AUDIENCES,
        form=asked,
    )


def _edit_page(found: Material, form: SheetForm) -> str:
    form.prepare(_languages())
    return render_template(
        "programme/material.html", **above(found.webinar), form=form, material=found
    )
