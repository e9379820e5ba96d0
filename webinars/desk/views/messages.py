"""Messages to those who registered: written, shown, tried on oneself, sent once, taken back."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.accounts.queries import get_account
from webinars.desk.forms.messages import (
    AUDIENCES,
    MessageForm,
    Words,
    said_in,
    said_of,
    words_of,
)
from webinars.desk.views.changing.door import above, by, rehearsed
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.models import Webinar
from webinars.registrations.models import Audience, Message
from webinars.registrations.operations import (
    Mailbox,
    draft_message,
    send_message,
    take_message_back,
    try_message,
)
from webinars.registrations.queries import audience_counted, find_message, messages_of
from webinars.registrations.rules import Reach
from webinars.web.access import Permission, needs
from webinars.web.forms import watched
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/secretariat/webinars/<slug>/messages")
@needs(Permission.SCHEDULE)
def messages(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return render_template(
        "desk/messages.html",
        **above(webinar),
        messages=messages_of(db(), webinar=webinar),
        zone=webinar.series.zone,
        audiences=AUDIENCES,
    )


@bp.get("/secretariat/webinars/<slug>/messages/new")
@needs(Permission.SCHEDULE)
def new_message(slug: str) -> ResponseReturnValue:
    form = MessageForm(data={"audience": Audience.EVERYBODY})
    return _form_page(the_webinar(slug), form, words_of())


@bp.post("/secretariat/webinars/<slug>/messages/new")
@needs(Permission.SCHEDULE)
def create_message(slug: str) -> ResponseReturnValue:
    return _save(the_webinar(slug), None)


@bp.get("/secretariat/webinars/<slug>/messages/<message_id>/edit")
@needs(Permission.SCHEDULE)
def edit_message(slug: str, message_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    message = _message(webinar, message_id)
    form = MessageForm(data=watched(said_of(message)))
    return _form_page(webinar, form, words_of(message=message))


@bp.post("/secretariat/webinars/<slug>/messages/<message_id>/edit")
@needs(Permission.SCHEDULE)
def save_message(slug: str, message_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _save(webinar, _message(webinar, message_id))


@bp.get("/secretariat/webinars/<slug>/messages/<message_id>")
@needs(Permission.SCHEDULE)
def message(slug: str, message_id: str) -> ResponseReturnValue:
    """Show how a message stands, and what can be done with it."""
    webinar = the_webinar(slug)
    found = _message(webinar, message_id)
    waits = found.leaves_at is not None and now() < found.leaves_at
    return render_template(
        "desk/message.html",
        **above(webinar),
        message=found,
        counts=audience_counted(db(), webinar=webinar, audience=found.audience),
        audiences=AUDIENCES,
        waits=waits,
        now=now(),
        zone=webinar.series.zone,
    )


@bp.post("/secretariat/webinars/<slug>/messages/<message_id>/test")
@needs(Permission.SCHEDULE)
def test_message(slug: str, message_id: str) -> ResponseReturnValue:
    found = _message(the_webinar(slug), message_id)
    who = get_account(db(), public_id=by())
    to = Mailbox(who.email, who.name, who.language, who.zone)
    sent = try_message(db(), message=found, to=to, by=by(), now=now())
    flash(
        ngettext(
            "%(num)s letter is on its way to you.", "%(num)s letters are on their way to you.", sent
        )
    )
    return _to(slug, message_id)


@bp.post("/secretariat/webinars/<slug>/messages/<message_id>/send")
@needs(Permission.SCHEDULE)
def do_send(slug: str, message_id: str) -> ResponseReturnValue:
    """Show what would be sent; send it once that has been confirmed."""
    webinar = the_webinar(slug)
    found = _message(webinar, message_id)

    def act() -> int:
        MessageForm(request.form).refuse_changed(said_of(found))
        return send_message(db(), message=found, by=by(), now=now())

    def show() -> int:
        return send_message(db(), message=found, by=by(), now=now(), reach=Reach.ONE_A_LANGUAGE)

    try:
        if "confirmed" not in request.form:
            counts = audience_counted(db(), webinar=webinar, audience=found.audience)
            letters = rehearsed(show)
            return render_template(
                "desk/message_preview.html",
                **above(webinar),
                message=found,
                counts=counts,
                letters=letters,
                audiences=AUDIENCES,
                seen=watched(said_of(found))["seen"],
            )
    except Refusal as refusal:
        flash(gettext(refusal.message, **refusal.values), "bad")
        return _to(slug, message_id)
    return _done(
        slug,
        message_id,
        act,
        gettext("Sent. The letters leave in two minutes; until then you can take it back."),
    )


@bp.post("/secretariat/webinars/<slug>/messages/<message_id>/undo")
@needs(Permission.SCHEDULE)
def undo_message(slug: str, message_id: str) -> ResponseReturnValue:
    found = _message(the_webinar(slug), message_id)

    def act() -> None:
        take_message_back(db(), message=found, by=by(), now=now())

    return _done(slug, message_id, act, gettext("Taken back: it is a draft again."))


def _done(slug: str, message_id: str, act: Callable[[], object], told: str) -> ResponseReturnValue:
    try:
        act()
    except Refusal as refusal:
        settle(keep=False)
        flash(gettext(refusal.message, **refusal.values), "bad")
    else:
        flash(told)
    return _to(slug, message_id)


def _save(webinar: Webinar, message: Message | None) -> ResponseReturnValue:
    form, words = MessageForm(request.form), words_of(request.form)
    valid = [one.validate() for one in (form, *words.values())]
    if not all(valid):
        return _form_page(webinar, form, words), 422
    try:
        if message is not None:
            form.refuse_changed(said_of(message))
        kept = draft_message(
            db(),
            webinar=webinar,
            audience=Audience(form.audience.value),
            words=said_in(words),
            by=by(),
            now=now(),
            message=message,
        )
    except Refusal as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.blame_for(refusal)
        return _form_page(webinar, form, words), refusal.status
    return _to(webinar.slug, kept.public_id)


def _message(webinar: Webinar, public_id: str) -> Message:
    found = find_message(db(), public_id=public_id)
    if found is None or found.webinar_id != webinar.id:
        raise NotFound
    return found


def _to(slug: str, message_id: str) -> ResponseReturnValue:
    return redirect(url_for("desk.message", slug=slug, message_id=message_id), 303)


def _form_page(webinar: Webinar, form: MessageForm, words: Words) -> str:
    return render_template(
        "desk/message_form.html",
        **above(webinar),
        form=form,
        words=words,
        own=reader().language,
        counts=audience_counted(db(), webinar=webinar, audience=Audience.EVERYBODY),
    )
