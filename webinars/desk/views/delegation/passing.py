"""One colleague's place: released, or passed on to another colleague."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.nominating import SubstituteForm
from webinars.desk.sights.delegation import status_of, title_of
from webinars.desk.views.delegation.door import Own, of_own_state, to_delegation
from webinars.desk.views.door import bp
from webinars.kernel.refusals import BadInput
from webinars.registrations.models import Registration, Source
from webinars.registrations.operations import cancel, substitute
from webinars.registrations.queries import delegate
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/states/<code>/registrations/<public_id>/release", endpoint="release")
@needs(Permission.REPRESENT)
@of_own_state
def ask_release(own: Own, public_id: str) -> ResponseReturnValue:
    found = delegate(db(), public_id=public_id, code=own.code)
    return render_template("desk/delegation/release.html", **_told(own, found))


@bp.post("/states/<code>/registrations/<public_id>/release")
@needs(Permission.REPRESENT)
@of_own_state
def release_place(own: Own, public_id: str) -> ResponseReturnValue:
    """Cancel for a colleague: the place is given on, and the colleague hears of it."""
    found = delegate(db(), public_id=public_id, code=own.code)
    cancel(db(), registration=found, by=own.account, now=now())
    flash(gettext("The place is released, and a letter says so."))
    return to_delegation(own, found.webinar)


@bp.get("/states/<code>/registrations/<public_id>/substitute", endpoint="substitute")
@needs(Permission.REPRESENT)
@of_own_state
def ask_substitute(own: Own, public_id: str) -> ResponseReturnValue:
    found = delegate(db(), public_id=public_id, code=own.code)
    return _page(own, found, SubstituteForm(data={"language": found.language}))


@bp.post("/states/<code>/registrations/<public_id>/substitute")
@needs(Permission.REPRESENT)
@of_own_state
def do_substitute(own: Own, public_id: str) -> ResponseReturnValue:
    """Let another colleague go instead: the place stays in the delegation."""
    found, form = delegate(db(), public_id=public_id, code=own.code), SubstituteForm(request.form)
    if not form.validate():
        return _page(own, found, form), 422
    try:
        substitute(
            db(),
            registration=found,
            colleague=form.colleague(),
            by=own.account,
            now=now(),
            source=Source.FOCAL_POINT,
        )
    except BadInput as refusal:
        settle(keep=False)
        form.blame(form.email, refusal)
        return _page(own, delegate(db(), public_id=public_id, code=own.code), form), 422
    flash(gettext("The place is passed on. A letter goes to both."))
    return to_delegation(own, found.webinar)


def _page(own: Own, found: Registration, form: SubstituteForm) -> str:
    return render_template("desk/delegation/substitute.html", **_told(own, found), form=form)


def _told(own: Own, found: Registration) -> dict[str, object]:
    return {
        "own": own,
        "name": found.person.name,
        "status": status_of(found),
        "title": title_of(found.webinar, reader().language),
        "slug": found.webinar.slug,
    }
