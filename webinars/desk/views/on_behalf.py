"""Registering by the Secretariat: somebody, somebody who came without, or many from a file."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.lists import ListForm
from webinars.desk.forms.nominating import OnBehalfForm
from webinars.desk.sights.choosing import sittings_in_words
from webinars.desk.sights.delegation import title_of
from webinars.desk.views.delegation.nominating import open_sittings, sitting_called
from webinars.desk.views.door import bp
from webinars.desk.views.listing import read_file, sight_of, template, the_list
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.programme.models import Webinar
from webinars.programme.rules import standing
from webinars.registrations.imports.people import COLUMNS
from webinars.registrations.imports.sheets import Unreadable
from webinars.registrations.models import DelegateList, Source
from webinars.registrations.operations import (
    By,
    confirm_list,
    drop_list,
    keep_list,
    register,
    register_walk_in,
)
from webinars.registrations.operations.refusals import NoSuchState
from webinars.states.queries import names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import answers, choices
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/secretariat/webinars/<slug>/register", endpoint="on_behalf")
@needs(Permission.SCHEDULE)
def show_on_behalf(slug: str) -> ResponseReturnValue:
    return _page(the_webinar(slug), OnBehalfForm(data={"language": reader().language}))


@bp.post("/secretariat/webinars/<slug>/register")
@needs(Permission.SCHEDULE)
def do_on_behalf(slug: str) -> ResponseReturnValue:
    """Register somebody; for a sitting that has begun, as one who came without."""
    webinar, form = the_webinar(slug), OnBehalfForm(request.form)
    _offer(webinar, form)
    if not form.validate():
        return _page(webinar, form), 422
    try:
        _register(webinar, form)
    except BadInput as refusal:
        settle(keep=False)
        form.blame(form.state if isinstance(refusal, NoSuchState) else form.email, refusal)
        return _page(the_webinar(slug), form), refusal.status
    except Refusal as refusal:
        settle(keep=False)
        form.blame(form.sitting, refusal)
        return _page(the_webinar(slug), form), refusal.status
    sentence = gettext(
        "A letter is on its way to %(name)s. Who was registered already keeps that registration.",
        name=form.name.value,
    )
    flash(sentence)
    return _to_registrations(webinar)


@bp.get("/secretariat/lists/template.<kind>", endpoint="list_template")
@needs(Permission.SCHEDULE)
def take_list_template(kind: str) -> ResponseReturnValue:
    return template(kind, list(COLUMNS))


@bp.get("/secretariat/webinars/<slug>/list", endpoint="upload_list")
@needs(Permission.SCHEDULE)
def show_upload_list(slug: str) -> ResponseReturnValue:
    return _upload_page(the_webinar(slug), ListForm(data={"language": reader().language}))


@bp.post("/secretariat/webinars/<slug>/list")
@needs(Permission.SCHEDULE)
def do_upload_list(slug: str) -> ResponseReturnValue:
    """Read the file and keep what it says; nobody is registered by this."""
    form = ListForm(answers(request))
    raw, people, wrong = b"", None, None
    try:
        if form.file.data:
            raw, people = read_file(form.file.data)
    except Unreadable as refusal:
        wrong = refusal
    webinar = the_webinar(slug)
    form.offer_sittings(open_sittings(webinar))
    if not form.validate() or people is None:
        if wrong:
            form.blame(form.file, wrong)
        return _upload_page(webinar, form), 422
    listed = keep_list(
        db(),
        sitting=sitting_called(webinar, form.sitting.value),
        code=None,
        raw=raw,
        name=form.file.value.filename or "",
        people=people,
        language=Language(form.language.value),
        by=signed_in().public_id,
        now=now(),
    )
    return _to_list(listed)


@bp.get("/secretariat/lists/<list_id>", endpoint="list")
@needs(Permission.SCHEDULE)
def show_a_list(list_id: str) -> ResponseReturnValue:
    listed = the_list(list_id, code=None)
    return render_template(
        "desk/registrations/list_of_many.html",
        **_above(listed.sitting.webinar),
        listed=sight_of(listed),
    )


@bp.post("/secretariat/lists/<list_id>/confirm")
@needs(Permission.SCHEDULE)
def confirm_a_list(list_id: str) -> ResponseReturnValue:
    listed = the_list(list_id, code=None)
    confirm_list(db(), listed=listed, by=signed_in().public_id, now=now())
    return _to_list(listed)


@bp.post("/secretariat/lists/<list_id>/drop")
@needs(Permission.SCHEDULE)
def drop_a_list(list_id: str) -> ResponseReturnValue:
    listed = the_list(list_id, code=None)
    drop_list(db(), listed=listed)
    flash(gettext("The list is given up. Nobody was registered by it."))
    return _to_registrations(listed.sitting.webinar)


def _register(webinar: Webinar, form: OnBehalfForm) -> None:
    sitting, by = sitting_called(webinar, form.sitting.value), signed_in().public_id
    declared = form.declared()
    if sitting.starts_at <= now():
        register_walk_in(db(), sitting=sitting, declared=declared, by=by, now=now())
        return
    who = By(Source.SECRETARIAT, by)
    register(db(), sitting=sitting, declared=declared, now=now(), by=who)


def _offer(webinar: Webinar, form: OnBehalfForm) -> None:
    """Offer every sitting that is held: in one that has begun people come without."""
    language = reader().language
    rows = standing(webinar)
    form.offer_sittings(sittings_in_words(rows, language=language, zone=webinar.series.zone))
    form.state.choices = choices(names(db(), language=language, on=now().date()))


def _page(webinar: Webinar, form: OnBehalfForm) -> str:
    _offer(webinar, form)
    begun = [one for one in standing(webinar) if one.starts_at <= now()]
    return render_template(
        "desk/registrations/on_behalf.html", **_above(webinar), form=form, begun=bool(begun)
    )


def _upload_page(webinar: Webinar, form: ListForm) -> str:
    form.offer_sittings(open_sittings(webinar))
    return render_template("desk/registrations/upload.html", **_above(webinar), form=form)


def _above(webinar: Webinar) -> dict[str, object]:
    return {
        "slug": webinar.slug,
        "title": title_of(webinar, reader().language),
        "demonstration": webinar.series.demonstration,
    }


def _to_list(listed: DelegateList) -> ResponseReturnValue:
    return redirect(url_for("desk.list", list_id=listed.public_id), 303)


def _to_registrations(webinar: Webinar) -> ResponseReturnValue:
    return redirect(url_for("desk.webinar_registrations", slug=webinar.slug), 303)
