"""Registering a colleague on her behalf."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.nominating import NominationForm
from webinars.desk.sights.choosing import sittings_in_words
from webinars.desk.sights.delegation import title_of
from webinars.desk.views.delegation.door import Own, of_own_state, to_delegation, webinar_called
from webinars.desk.views.door import bp
from webinars.kernel.refusals import BadInput, NotFound, Refusal
from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import registration_is_open, standing
from webinars.registrations.models import Category, Source
from webinars.registrations.operations import By, register
from webinars.registrations.operations.refusals import NotOpenYet, RegistrationClosed
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/states/<code>/webinars/<slug>/nominate", endpoint="nominate")
@needs(Permission.REPRESENT)
@of_own_state
def show_nomination(own: Own, slug: str) -> ResponseReturnValue:
    webinar = webinar_called(slug)
    return _page(own, webinar, NominationForm(data={"language": reader().language}))


@bp.post("/states/<code>/webinars/<slug>/nominate")
@needs(Permission.REPRESENT)
@of_own_state
def do_nominate(own: Own, slug: str) -> ResponseReturnValue:
    """Register a colleague; who is registered already keeps that, and the answer is the same."""
    webinar, form = webinar_called(slug), NominationForm(request.form)
    form.offer_sittings(open_sittings(webinar))
    if not form.validate():
        return _page(own, webinar, form), 422
    declared = form.declaration(category=Category.STATE, code=own.code)
    by = By(Source.FOCAL_POINT, own.account)
    sitting = sitting_called(webinar, form.sitting.value)
    try:
        register(db(), sitting=sitting, declared=declared, now=now(), by=by)
    except BadInput as refusal:
        return _refused(own, slug, form, refusal)
    flash(
        gettext(
            "A letter is on its way to %(name)s. Who was registered already keeps that"
            " registration.",
            name=declared.name,
        )
    )
    return to_delegation(own, webinar)


def open_sittings(webinar: Webinar) -> list[tuple[str, str]]:
    """Return public id and words of each sitting for which one can register now.

    Raises:
        NotOpenYet, RegistrationClosed: there is none.
    """
    ahead = [one for one in standing(webinar) if registration_is_open(webinar, one, now())]
    if not ahead:
        raise NotOpenYet if webinar.opened_at is None else RegistrationClosed
    return sittings_in_words(ahead, language=reader().language, zone=reader().zone)


def sitting_called(webinar: Webinar, public_id: str) -> Sitting:
    for sitting in webinar.sittings:
        if sitting.public_id == public_id:
            return sitting
    raise NotFound


def _page(own: Own, webinar: Webinar, form: NominationForm) -> str:
    form.offer_sittings(open_sittings(webinar))
    return render_template(
        "desk/delegation/nominate.html",
        own=own,
        slug=webinar.slug,
        title=title_of(webinar, reader().language),
        form=form,
    )


def _refused(own: Own, slug: str, form: NominationForm, refusal: Refusal) -> ResponseReturnValue:
    settle(keep=False)
    form.blame(form.email, refusal)
    return _page(own, webinar_called(slug), form), refusal.status
