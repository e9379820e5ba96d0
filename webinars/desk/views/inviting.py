"""Inviting to a webinar from a list: read, shown, sent once it is confirmed; one reminder."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.desk.forms.lists import InvitationListForm
from webinars.desk.sights.inviting import ANSWERS, invited_sight
from webinars.desk.sights.lists import ListSight, list_sight
from webinars.desk.views.changing.door import above, by
from webinars.desk.views.door import bp
from webinars.desk.views.listing import read_file, the_list
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.addresses import normal_address
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.models import Webinar
from webinars.programme.rules import standing
from webinars.registrations.imports.sheets import Unreadable
from webinars.registrations.models import DelegateList, ListPurpose, ListState
from webinars.registrations.operations import drop_list, keep_list
from webinars.registrations.operations.inviting import (
    invite_list,
    refuse_unless_inviting,
    remind_invitees,
)
from webinars.registrations.queries.invitees import invited_among, invitees_of, silent
from webinars.states.queries import names
from webinars.web.access import Permission, needs
from webinars.web.forms import answers
from webinars.web.paging import page_number
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/secretariat/webinars/<slug>/invitations")
@needs(Permission.SCHEDULE)
def invitations(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    rows = invitees_of(db(), webinar=webinar)
    return render_template(
        "desk/invitations.html",
        **above(webinar),
        invited=invited_sight(rows, page=page_number(request.args.get("page", ""))),
        answers=ANSWERS,
        states=dict(names(db(), language=reader().language, on=now().date())),
        silent=len(silent(db(), webinar=webinar, invited_before=now())),
        refused=_refused(webinar),
        zone=webinar.series.zone,
    )


@bp.get("/secretariat/webinars/<slug>/invitations/list")
@needs(Permission.SCHEDULE)
def bring_invitations(slug: str) -> ResponseReturnValue:
    form = InvitationListForm(data={"language": reader().language})
    return _upload_page(the_webinar(slug), form)


@bp.post("/secretariat/webinars/<slug>/invitations/list")
@needs(Permission.SCHEDULE)
def read_invitations(slug: str) -> ResponseReturnValue:
    """Read the file and keep what it says; nobody is invited by this."""
    form = InvitationListForm(answers(request))
    try:
        raw, people = read_file(form.file.data) if form.file.data else (b"", None)
    except Unreadable as refusal:
        form.blame(form.file, refusal)
        return _upload_page(the_webinar(slug), form), 422
    webinar = the_webinar(slug)
    if not form.validate() or people is None:
        return _upload_page(webinar, form), 422
    refuse_unless_inviting(webinar, now=now())
    listed = keep_list(
        db(),
        sitting=standing(webinar)[0],
        code=None,
        raw=raw,
        name=form.file.value.filename or "",
        people=people,
        language=Language(form.language.value),
        by=by(),
        now=now(),
        purpose=ListPurpose.INVITE,
    )
    return redirect(url_for("desk.invitation_list", slug=slug, list_id=listed.public_id), 303)


@bp.get("/secretariat/webinars/<slug>/invitations/<list_id>")
@needs(Permission.SCHEDULE)
def invitation_list(slug: str, list_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    listed = _list(webinar, list_id)
    return render_template("desk/invitation_list.html", **above(webinar), listed=_sight(listed))


@bp.post("/secretariat/webinars/<slug>/invitations/<list_id>/confirm")
@needs(Permission.SCHEDULE)
def confirm_invitations(slug: str, list_id: str) -> ResponseReturnValue:
    listed = _list(the_webinar(slug), list_id)
    invite_list(db(), listed=listed, by=by(), now=now())
    return redirect(url_for("desk.invitation_list", slug=slug, list_id=list_id), 303)


@bp.post("/secretariat/webinars/<slug>/invitations/<list_id>/drop")
@needs(Permission.SCHEDULE)
def drop_invitations(slug: str, list_id: str) -> ResponseReturnValue:
    drop_list(db(), listed=_list(the_webinar(slug), list_id))
    flash(gettext("The list is given up. Nobody was invited by it."))
    return _to_invitations(slug)


@bp.post("/secretariat/webinars/<slug>/invitations/remind")
@needs(Permission.SCHEDULE)
def remind_of_invitation(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _told(slug, lambda: remind_invitees(db(), webinar=webinar, by=by(), now=now()))


def _told(slug: str, act: Callable[[], int]) -> ResponseReturnValue:
    try:
        count = act()
    except Refusal as refusal:
        settle(keep=False)
        flash(gettext(refusal.message, **refusal.values), "bad")
    else:
        flash(ngettext("%(num)s person is reminded.", "%(num)s persons are reminded.", count))
    return _to_invitations(slug)


def _refused(webinar: Webinar) -> str:
    """Return the sentence why nobody can be invited now; empty: one can."""
    try:
        refuse_unless_inviting(webinar, now=now())
    except Refusal as refusal:
        return refusal.message
    return ""


def _list(webinar: Webinar, list_id: str) -> DelegateList:
    listed = the_list(list_id, code=None, purpose=ListPurpose.INVITE)
    if listed.sitting.webinar_id != webinar.id:
        raise NotFound
    return listed


def _sight(listed: DelegateList) -> ListSight:
    """Return a list for its page; of an address that comes twice, one is invited."""
    if listed.state is not ListState.PREVIEWED:
        return list_sight(listed, ())
    who = [(normal_address(row["address"]), str(row["line"])) for row in listed.rows]
    met = invited_among(
        db(), webinar_id=listed.sitting.webinar_id, addresses={address for address, _ in who}
    )
    first = {address: line for address, line in reversed(who) if address not in met}
    return list_sight(listed, [one for one in who if first.get(one[0]) != one[1]])


def _upload_page(webinar: Webinar, form: InvitationListForm) -> str:
    return render_template(
        "desk/invitation_upload.html", **above(webinar), form=form, refused=_refused(webinar)
    )


def _to_invitations(slug: str) -> ResponseReturnValue:
    return redirect(url_for("desk.invitations", slug=slug), 303)
