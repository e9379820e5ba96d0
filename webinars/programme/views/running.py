"""How a webinar runs: its agenda, and the rehearsals of those who appear."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.refusals import NotFound
from webinars.programme.forms.running import ItemForm, RehearsalForm, said_of
from webinars.programme.models import AgendaItem, Webinar
from webinars.programme.operations.agenda import add_item, change_item, move_item, remove_item
from webinars.programme.operations.rehearsals import add_rehearsal, cancel_rehearsal
from webinars.programme.rules import rehearsals_ahead, standing
from webinars.programme.views.door import above, accepted, bp, by, nearest, the_webinar
from webinars.web.access import Permission, needs
from webinars.web.forms import watched
from webinars.web.requests import db, now

AGENDA = "/secretariat/webinars/<slug>/agenda"
REHEARSALS = "/secretariat/webinars/<slug>/rehearsals"
USUAL_MINUTES = 45


@bp.get(AGENDA)
@needs(Permission.SCHEDULE)
def agenda(slug: str) -> ResponseReturnValue:
    return _page(the_webinar(slug))


@bp.post(AGENDA)
@needs(Permission.SCHEDULE)
def add_to_agenda(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), ItemForm(request.form)
    if not accepted(
        form, lambda: add_item(db(), webinar=webinar, facts=form.facts(), by=by(), now=now())
    ):
        return _page(webinar, item=form), 422
    return _back(webinar, gettext("Added."))


@bp.get(f"{AGENDA}/<item_id>")
@needs(Permission.SCHEDULE)
def edit_item(slug: str, item_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _item_page(webinar, ItemForm(data=watched(said_of(_item(webinar, item_id)))))


@bp.post(f"{AGENDA}/<item_id>")
@needs(Permission.SCHEDULE)
def save_item(slug: str, item_id: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), ItemForm(request.form)
    item = _item(webinar, item_id)
    if not accepted(
        form,
        lambda: change_item(
            db(), webinar=webinar, item=item, facts=form.facts(), by=by(), now=now()
        ),
        stands=said_of(item),
    ):
        return _item_page(webinar, form), 422
    return _back(webinar, gettext("Saved."))


@bp.post(f"{AGENDA}/<item_id>/earlier")
@needs(Permission.SCHEDULE)
def item_earlier(slug: str, item_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    move_item(db(), webinar=webinar, item=_item(webinar, item_id), by=by(), now=now())
    return _back(webinar, gettext("Saved."))


@bp.get(f"{AGENDA}/<item_id>/remove")
@needs(Permission.SCHEDULE)
def ask_item_off(slug: str, item_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    item = _item(webinar, item_id)
    text = nearest(item.texts)
    return render_template("programme/item_remove.html", **above(webinar), item=item, text=text)


@bp.post(f"{AGENDA}/<item_id>/remove")
@needs(Permission.SCHEDULE)
def item_off(slug: str, item_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    remove_item(db(), webinar=webinar, item=_item(webinar, item_id), by=by(), now=now())
    return _back(webinar, gettext("Removed. The history keeps what it was."))


@bp.post(REHEARSALS)
@needs(Permission.SCHEDULE)
def rehearse(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), RehearsalForm(request.form)
    form.prepare()
    if not accepted(
        form,
        lambda: add_rehearsal(
            db(),
            webinar=webinar,
            slot=form.slot(),
            note=form.note.data or "",
            by=by(),
            now=now(),
        ),
    ):
        return _page(webinar, rehearsal=form), 422
    return _back(webinar, gettext("The rehearsal is set. Those who appear see it on their pages."))


@bp.post(f"{REHEARSALS}/<rehearsal_id>/cancel")
@needs(Permission.SCHEDULE)
def rehearse_not(slug: str, rehearsal_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    found = next((one for one in webinar.rehearsals if one.public_id == rehearsal_id), None)
    if found is None:
        raise NotFound
    cancel_rehearsal(db(), webinar=webinar, rehearsal=found, by=by(), now=now())
    return _back(webinar, gettext("The rehearsal is called off."))


def _item(webinar: Webinar, public_id: str) -> AgendaItem:
    for item in webinar.agenda:
        if item.public_id == public_id:
            return item
    raise NotFound


def _back(webinar: Webinar, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("programme.agenda", slug=webinar.slug), 303)


def _page(
    webinar: Webinar, *, item: ItemForm | None = None, rehearsal: RehearsalForm | None = None
) -> str:
    setting = rehearsal or RehearsalForm(
        data={"zone": webinar.series.zone, "minutes": USUAL_MINUTES}
    )
    setting.prepare()
    return render_template(
        "programme/agenda.html",
        **above(webinar),
        item=item or ItemForm(),
        setting=setting,
        form=item or setting,
        nearest=nearest,
        taken=sum(row.minutes for row in webinar.agenda),
        sitting_minutes=max((one.minutes for one in standing(webinar)), default=0),
        rehearsals=rehearsals_ahead(webinar, now()),
    )


def _item_page(webinar: Webinar, form: ItemForm) -> str:
    return render_template("programme/agenda_item.html", **above(webinar), form=form)
