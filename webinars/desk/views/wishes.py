"""The desk of interpretation and accommodation of one webinar."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.wishes import STATES, WishForm
from webinars.desk.queries.owners import officers, the_officer
from webinars.desk.queries.wishes import find_need, wishes_of
from webinars.desk.sights.today import title_of
from webinars.desk.sights.wishes import Done, wishes_sight
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Webinar
from webinars.registrations.operations.arranging import Wish, arrange
from webinars.registrations.operations.refusals import NoAnswer
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle

HERE = "/secretariat/webinars/<slug>/wishes"


@bp.get(HERE)
@needs(Permission.SCHEDULE)
def wishes(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    found = wishes_of(db(), webinar=webinar)
    return render_template(
        "desk/wishes/list.html",
        **_above(webinar),
        sight=wishes_sight(webinar, found, now=now()),
        states=STATES,
    )


@bp.get(f"{HERE}/<wish>")
@needs(Permission.SCHEDULE)
def wish(slug: str, wish: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _page(webinar, wish)


@bp.post(f"{HERE}/<wish>")
@needs(Permission.SCHEDULE)
def decide(slug: str, wish: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), WishForm(request.form)
    form.prepare(officers(db(), on=now().date()))
    asked = _wish(webinar, wish)
    if not form.validate():
        return _page(webinar, wish, form), 422
    try:
        arrange(
            db(),
            webinar=webinar,
            wish=asked,
            state=form.stand(),
            owner=the_officer(db(), public_id=form.owner.data, on=now().date()),
            answer=form.answer.data or "",
            by=signed_in().public_id,
            now=now(),
        )
    except NoAnswer as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.blame(form.answer, refusal)
        return _page(the_webinar(slug), wish, form), 422
    flash(gettext("Saved."))
    return redirect(url_for("desk.wishes", slug=slug), 303)


def _wish(webinar: Webinar, name: str) -> Wish:
    """Return the wish of that name: the public id of a registration, or a language asked for."""
    registration = find_need(db(), webinar=webinar, public_id=name)
    if registration is not None:
        return Wish(registration=registration)
    sight = wishes_sight(webinar, wishes_of(db(), webinar=webinar), now=now())
    if name not in {row.language for row in sight.languages}:
        raise NotFound
    return Wish(language=name)


def _page(webinar: Webinar, name: str, form: WishForm | None = None) -> str:
    sight = wishes_sight(webinar, wishes_of(db(), webinar=webinar), now=now())
    need = next((row for row in sight.needs if row.public_id == name), None)
    language = next((row for row in sight.languages if row.language == name), None)
    row = need or language
    if row is None:
        raise NotFound
    asked = form or WishForm(data=_said(row.done))
    asked.prepare(officers(db(), on=now().date()))
    return render_template(
        "desk/wishes/one.html", **_above(webinar), need=need, language=language, form=asked
    )


def _said(done: Done) -> dict[str, object]:
    known = officers(db(), on=now().date())
    account = next((one for one in known if one.id == done.owner_id), None)
    return {
        "state": done.state,
        "answer": done.answer,
        "owner": account.public_id if account else "",
    }


def _above(webinar: Webinar) -> dict[str, object]:
    return {
        "slug": webinar.slug,
        "title": title_of(webinar, reader().language),
        "zone": webinar.series.zone,
        "demonstration": webinar.series.demonstration,
    }
