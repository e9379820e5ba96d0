"""`/my`: one's own registration, by the link of its letter, without an account.

A GET changes nothing: mail scanners open every link. The first POST from here
proves the address to which the link went.
"""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.database import Db
from webinars.desk.queries.mine import open_invitation
from webinars.desk.queries.recordings import published_recordings
from webinars.desk.sights.mine import MySight, Stage, my_sight
from webinars.kernel.text import N_
from webinars.outbox.rendering import Pen
from webinars.people.operations import NameTaken
from webinars.privacy.operations import copy_for, erase
from webinars.registrations.calendar import entry_for
from webinars.registrations.forms import ConsentsForm, LostLinkForm, NameForm, WishesForm
from webinars.registrations.models import Registration
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
from webinars.registrations.queries import (
    get_registration,
    get_to_change,
    last_registration,
    seats_of,
)
from webinars.registrations.rules import (
    CATEGORIES,
    GENDERS,
    SECTORS,
    agreed,
    standing_place,
)
from webinars.states.queries import list_states, names
from webinars.states.rules.zones import zones_of
from webinars.web.access import Purpose, held, holds, public
from webinars.web.keeping import kept
from webinars.web.limits import hold_back
from webinars.web.readers import reader
from webinars.web.requests import db, glance, house, now
from webinars.web.words.days import zone_city

my = Blueprint("my", __name__)

MOST = 20
WITHIN = timedelta(minutes=10)
"""So many requests for lost links in so long from one network."""

DONE = {
    "opened": N_("Thank you: the address is yours. Your registration is open."),
    "changed": N_("Your registration was changed. A letter says so."),
    "kept": N_("What you wrote was kept."),
    "moved": N_("You come to this sitting now. A letter brings the new calendar entry."),
    "back": N_("You are registered again. A letter says so."),
    "cancelled": N_("Your registration is cancelled. A letter takes it out of your calendar."),
}


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
    return redirect(url_for("registrations.check_your_mail"), 303)


@my.get("/my/<token>")
@holds(Purpose.MY)
def show(token: str) -> ResponseReturnValue:
    values = _values(db(), get_registration(db(), public_id=held()))
    return render_template("desk/my/show.html", token=token, **values)


@my.post("/my/<token>/open")
@holds(Purpose.MY)
def open_it(token: str) -> ResponseReturnValue:
    prove(db(), registration=get_to_change(db(), public_id=held()), now=now())
    return _done(token, "opened")


@my.post("/my/<token>/wishes")
@holds(Purpose.MY)
def wish(token: str) -> ResponseReturnValue:
    form = WishesForm(request.form)
    if not form.validate():
        return _again(token, wishes=form)
    mine = get_to_change(db(), public_id=held())
    change(db(), registration=mine, wishes=form.wishes(), by=held(), now=now())
    return _done(token, "changed")


@my.post("/my/<token>/consents")
@holds(Purpose.MY)
def consent(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    given = ConsentsForm(request.form).consents()
    agree(db(), registration=mine, consents=given, by=held(), now=now())
    return _done(token, "kept")


@my.post("/my/<token>/name")
@holds(Purpose.MY)
def name(token: str) -> ResponseReturnValue:
    form = NameForm(request.form)
    if not form.validate():
        return _again(token, naming=form)
    mine = get_to_change(db(), public_id=held())
    try:
        correct_name(db(), registration=mine, name=form.name.value, by=held(), now=now())
    except NameTaken as refusal:
        form.blame(form.name, refusal)
        return _again(token, naming=form)
    return _done(token, "kept")


@my.post("/my/<token>/sitting")
@holds(Purpose.MY)
def change_sitting(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    move(db(), registration=mine, to=request.form.get("sitting", ""), by=held(), now=now())
    return _done(token, "moved")


@my.post("/my/<token>/cancel")
@holds(Purpose.MY)
def give_back(token: str) -> ResponseReturnValue:
    cancel(db(), registration=get_to_change(db(), public_id=held()), by=held(), now=now())
    return _done(token, "cancelled")


@my.post("/my/<token>/return")
@holds(Purpose.MY)
def register_again(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    mine = get_to_change(db(), public_id=held())
    to = request.form.get("sitting", "")
    fresh = come_back(db(), registration=mine, to=to, by=held(), now=now())
    return _done(_token(Purpose.MY, fresh), "back")


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
    return render_template("desk/my/erase.html", mine=_sight(db(), mine), token=token)


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


def _done(token: str, what: str) -> ResponseReturnValue:
    return redirect(url_for("my.show", token=token, done=what), 303)


def _again(
    token: str, *, wishes: WishesForm | None = None, naming: NameForm | None = None
) -> ResponseReturnValue:
    """Show the page with what was written; read apart, so that nobody waits for the rendering."""
    with glance() as own:
        mine = get_registration(own, public_id=held())
        values = _values(own, mine, wishes=wishes, naming=naming)
    return render_template("desk/my/show.html", token=token, **values), 422


def _values(
    db: Db,
    mine: Registration,
    *,
    wishes: WishesForm | None = None,
    naming: NameForm | None = None,
) -> dict[str, object]:
    """Return what the page tells; a form that has faults comes with them."""
    sight, own = _sight(db, mine), wishes or WishesForm(obj=mine)
    own.offer_interpretation(mine.webinar, language=reader().language)
    own.offer_zones(_zones(db, mine))
    naming = naming or NameForm(obj=mine.person)
    return {
        "mine": sight,
        "form": wishes if wishes and wishes.errors else naming,
        "wishes": own,
        "naming": naming,
        "consents": ConsentsForm(data={kind.replace("-", "_"): True for kind in agreed(mine)}),
        "state_name": _state_name(db, mine),
        "join": _token(Purpose.JOIN, mine),
        "newer": _newer(db, sight),
        "now": now(),
        "done": DONE.get(request.args.get("done", "")),
        "words": {"category": CATEGORIES, "sector": SECTORS, "gender": GENDERS},
        **_afterwards(db, sight),
    }


def _sight(db: Db, mine: Registration) -> MySight:
    seats = seats_of(db, sittings=mine.webinar.sittings)
    return my_sight(mine, seats=seats, language=reader().language, now=now())


def _state_name(db: Db, mine: Registration) -> str:
    known = dict(names(db, language=reader().language, on=now().date())) if mine.state_code else {}
    return known.get(mine.state_code or "", mine.state_code or "")


def _zones(db: Db, mine: Registration) -> list[tuple[str, str]]:
    """Return the zones of her State, then hers now, then every capital's, with their cities."""
    capitals = {state.code: state.capital_zone for state in list_states(db)}
    own = capitals.get(mine.state_code or "")
    first = zones_of(mine.state_code or "", capital=own) if own else ()
    present = [zone for zone in (mine.zone, reader().zone) if zone]
    language = reader().language
    rest = sorted(capitals.values(), key=lambda zone: zone_city(zone, language=language))
    zones = dict.fromkeys([*first, *present, *rest])
    return [(zone, zone_city(zone, language=language)) for zone in zones]


def _newer(db: Db, sight: MySight) -> str | None:
    """Return the token of the registration that was made after this one was cancelled."""
    if sight.stage is not Stage.CANCELLED:
        return None
    mine = sight.registration
    last = last_registration(db, webinar_id=mine.webinar_id, person=mine.person)
    return _token(Purpose.MY, last) if last and last.cancelled_at is None else None


def _afterwards(db: Db, sight: MySight) -> dict[str, object]:
    """Return what is there once the sitting is over: the recording, and the questionnaire."""
    if sight.stage is not Stage.OVER:
        return {"recordings": (), "feedback": None}
    mine = sight.registration
    asked = open_invitation(db, registration=mine, now=now())
    keyring = house().keyring
    return {
        "recordings": published_recordings(db, webinar_id=mine.webinar_id),
        "feedback": keyring.token(Purpose.FEEDBACK, asked.public_id, asked.generation)
        if asked
        else None,
    }


def _token(purpose: Purpose, row: Registration) -> str:
    return house().keyring.token(purpose, row.public_id, row.generation)


def _download(body: bytes, kind: str, filename: str) -> Response:
    answer = Response(body, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
