"""`/my`: one's own registration, by the link of its letter, without an account.

A GET changes nothing: mail scanners open every link. The first POST from here
proves the address to which the link went.
"""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms import ConsentsForm, LostLinkForm, NameForm, WishesForm
from webinars.desk.views.my_page import again, done_with, sight_of, token_for, values_of
from webinars.outbox.operations import choose_topics
from webinars.outbox.rendering import TOPICS, Pen
from webinars.people.operations import NameTaken
from webinars.privacy.operations import copy_for, erase
from webinars.registrations.calendar import entry_for
from webinars.registrations.operations import (
    agree,
    cancel,
    change,
    come_back,
    correct_name,
    move,
    prove,
    send_links,
)
from webinars.registrations.queries import get_registration, get_to_change
from webinars.registrations.rules import standing_place
from webinars.web.access import Purpose, held, holds, public
from webinars.web.keeping import kept
from webinars.web.limits import hold_back
from webinars.web.readers import reader
from webinars.web.requests import db, house, now

my = Blueprint("my", __name__)

MOST = 20
WITHIN = timedelta(minutes=10)
"""So many requests for lost links in so long from one network."""


@my.get("/my")
@public
@kept
def lost() -> ResponseReturnValue:
    return render_template("desk/my/lost.html", form=LostLinkForm())


@my.post("/my")
@public
def send() -> ResponseReturnValue:
    """Answer alike whether or not anybody is known at the address."""
    hold_back("lost-link", most=MOST, within=WITHIN)
    form = LostLinkForm(request.form)
    if not form.validate():
        return render_template("desk/my/lost.html", form=form), 422
    to, where = form.email.value, reader()
    send_links(db(), address=to, language=where.language, zone=where.zone, now=now())
    return redirect(url_for("registering.check_your_mail"), 303)


@my.get("/my/<token>")
@holds(Purpose.MY)
def show(token: str) -> ResponseReturnValue:
    values = values_of(db(), get_registration(db(), public_id=held()))
    return render_template("desk/my/show.html", token=token, **values)


@my.post("/my/<token>/open")
@holds(Purpose.MY)
def open_it(token: str) -> ResponseReturnValue:
    prove(db(), registration=get_to_change(db(), public_id=held()), now=now())
    return done_with(token, "opened")


@my.post("/my/<token>/wishes")
@holds(Purpose.MY)
def wish(token: str) -> ResponseReturnValue:
    form = WishesForm(request.form)
    if not form.validate():
        return again(token, wishes=form)
    mine = get_to_change(db(), public_id=held())
    change(db(), registration=mine, wishes=form.wishes(), by=held(), now=now())
    return done_with(token, "changed")


@my.post("/my/<token>/consents")
@holds(Purpose.MY)
def consent(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    given = ConsentsForm(request.form).consents()
    agree(db(), registration=mine, consents=given, by=held(), now=now())
    return done_with(token, "kept")


@my.post("/my/<token>/letters")
@holds(Purpose.MY)
def choose_letters(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    if mine.address is not None:
        to, wanted = mine.address.written, request.form.getlist("topics")
        choose_topics(db(), address=to, wanted=wanted, offered=TOPICS, now=now())
    return done_with(token, "kept")


@my.post("/my/<token>/name")
@holds(Purpose.MY)
def name(token: str) -> ResponseReturnValue:
    form = NameForm(request.form)
    if not form.validate():
        return again(token, naming=form)
    mine = get_to_change(db(), public_id=held())
    try:
        correct_name(db(), registration=mine, name=form.name.value, by=held(), now=now())
    except NameTaken as refusal:
        form.blame(form.name, refusal)
        return again(token, naming=form)
    return done_with(token, "kept")


@my.post("/my/<token>/sitting")
@holds(Purpose.MY)
def change_sitting(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    move(db(), registration=mine, to=request.form.get("sitting", ""), by=held(), now=now())
    return done_with(token, "moved")


@my.post("/my/<token>/cancel")
@holds(Purpose.MY)
def give_back(token: str) -> ResponseReturnValue:
    cancel(db(), registration=get_to_change(db(), public_id=held()), by=held(), now=now())
    return done_with(token, "cancelled")


@my.post("/my/<token>/return")
@holds(Purpose.MY)
def registeragain(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    mine = get_to_change(db(), public_id=held())
    to = request.form.get("sitting", "")
    fresh = come_back(db(), registration=mine, to=to, by=held(), now=now())
    return done_with(token_for(Purpose.MY, fresh), "back")


@my.get("/my/<token>/calendar.ics")
@holds(Purpose.MY)
def calendar(token: str) -> ResponseReturnValue:
    """The place as a file for one's own calendar; without a place, the page."""
    mine = get_registration(db(), public_id=held())
    place = standing_place(mine)
    if place is None or mine.cancelled_at is not None:
        return redirect(url_for("my.show", token=token), 303)
    settings = house().settings
    pen = Pen(now(), settings.base_url, settings.mail_from, house().keyring, gettext)
    return _download(entry_for(mine, place.sitting, pen=pen), "text/calendar", "sitting.ics")


@my.get("/my/<token>/data.json")
@holds(Purpose.MY)
def data(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    mine = get_to_change(db(), public_id=held())
    answer = jsonify(copy_for(db(), person=mine.person))
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@my.get("/my/<token>/erase")
@holds(Purpose.MY)
def ask_to_erase(token: str) -> ResponseReturnValue:
    mine = get_registration(db(), public_id=held())
    return render_template("desk/my/erase.html", mine=sight_of(db(), mine), token=token)


@my.post("/my/<token>/erase")
@holds(Purpose.MY)
def erase_it(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    erase(db(), person=get_to_change(db(), public_id=held()).person, now=now())
    return redirect(url_for("my.erased"), 303)


@my.get("/erased")
@public
@kept
def erased() -> ResponseReturnValue:
    return render_template("desk/my/erased.html")


def _download(body: bytes, kind: str, filename: str) -> Response:
    answer = Response(body, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
