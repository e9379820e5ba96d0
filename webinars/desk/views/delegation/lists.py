"""A delegation from a spreadsheet: read, shown, and registered once it is confirmed."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.lists import ListForm
from webinars.desk.sights.delegation import title_of
from webinars.desk.views.delegation.door import Own, of_own_state, to_delegation, webinar_called
from webinars.desk.views.delegation.nominating import open_sittings, sitting_called
from webinars.desk.views.door import bp
from webinars.desk.views.listing import read_file, sight_of, template, the_list
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar
from webinars.registrations.imports.people import EMAIL, FUNCTION, LANGUAGE, NAME, ORGANISATION
from webinars.registrations.imports.sheets import Unreadable
from webinars.registrations.models import DelegateList
from webinars.registrations.operations import confirm_list, drop_list, keep_list
from webinars.web.access import Permission, needs
from webinars.web.forms import answers
from webinars.web.readers import reader
from webinars.web.requests import db, now

HEADS = [NAME, EMAIL, ORGANISATION, FUNCTION, LANGUAGE]


@bp.get("/states/<code>/template.<kind>", endpoint="delegation_template")
@needs(Permission.REPRESENT)
@of_own_state
def take_template(own: Own, kind: str) -> ResponseReturnValue:  # noqa: ARG001  (an empty list)
    return template(kind, HEADS)


@bp.get("/states/<code>/webinars/<slug>/list", endpoint="delegation_upload")
@needs(Permission.REPRESENT)
@of_own_state
def show_upload(own: Own, slug: str) -> ResponseReturnValue:
    return _upload_page(own, webinar_called(slug), ListForm(data={"language": reader().language}))


@bp.post("/states/<code>/webinars/<slug>/list")
@needs(Permission.REPRESENT)
@of_own_state
def upload(own: Own, slug: str) -> ResponseReturnValue:
    """Read the file and keep what it says; nobody is registered by this."""
    form = ListForm(answers(request))
    if not form.file.data:
        return _refused(own, slug, form)
    try:
        raw, people = read_file(form.file.data, own_state=own.code)
    except Unreadable as refusal:
        form.blame(form.file, refusal)
        return _upload_page(own, webinar_called(slug), form), 422
    webinar = webinar_called(slug)
    form.offer_sittings(open_sittings(webinar))
    if not form.validate():
        return _upload_page(own, webinar, form), 422
    listed = keep_list(
        db(),
        sitting=sitting_called(webinar, form.sitting.value),
        code=own.code,
        raw=raw,
        name=form.file.value.filename or "",
        people=people,
        language=Language(form.language.value),
        by=own.account,
        now=now(),
    )
    return _to_list(own, listed)


@bp.get("/states/<code>/lists/<list_id>", endpoint="delegation_list")
@needs(Permission.REPRESENT)
@of_own_state
def show_list(own: Own, list_id: str) -> ResponseReturnValue:
    listed = the_list(list_id, code=own.code)
    webinar = listed.sitting.webinar
    return render_template(
        "desk/delegation/list.html",
        own=own,
        slug=webinar.slug,
        title=title_of(webinar, reader().language),
        listed=sight_of(listed),
    )


@bp.post("/states/<code>/lists/<list_id>/confirm")
@needs(Permission.REPRESENT)
@of_own_state
def confirm(own: Own, list_id: str) -> ResponseReturnValue:
    listed = the_list(list_id, code=own.code)
    confirm_list(db(), listed=listed, by=own.account, now=now())
    return _to_list(own, listed)


@bp.post("/states/<code>/lists/<list_id>/drop")
@needs(Permission.REPRESENT)
@of_own_state
def give_up(own: Own, list_id: str) -> ResponseReturnValue:
    listed = the_list(list_id, code=own.code)
    drop_list(db(), listed=listed)
    flash(gettext("The list is given up. Nobody was registered by it."))
    return to_delegation(own, listed.sitting.webinar)


def _refused(own: Own, slug: str, form: ListForm) -> ResponseReturnValue:
    webinar = webinar_called(slug)
    form.offer_sittings(open_sittings(webinar))
    form.validate()
    return _upload_page(own, webinar, form), 422


def _upload_page(own: Own, webinar: Webinar, form: ListForm) -> str:
    form.offer_sittings(open_sittings(webinar))
    return render_template(
        "desk/delegation/upload.html",
        own=own,
        slug=webinar.slug,
        title=title_of(webinar, reader().language),
        form=form,
    )


def _to_list(own: Own, listed: DelegateList) -> ResponseReturnValue:
    address = url_for("desk.delegation_list", code=own.code, list_id=listed.public_id)
    return redirect(address, 303)
