"""The form of one minute, and what follows it."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.database import Db
from webinars.desk.forms import RegistrationForm
from webinars.desk.forms.extra import ExtraAnswers
from webinars.kernel.refusals import BadInput, NotFound
from webinars.programme.models import Sitting
from webinars.programme.queries import find_sitting
from webinars.programme.rules import (
    changes_after,
    registration_is_open,
    standing,
    text_in,
    was_announced,
)
from webinars.registrations.models import Category
from webinars.registrations.operations import refuse_unless_open, register_at
from webinars.registrations.operations.refusals import (
    AsksMore,
    MailboxFull,
    NoSuchState,
    NotInterpreted,
    RegistrationRefused,
    SeriesClosed,
)
from webinars.registrations.queries import seats_of
from webinars.registrations.queries.extra import extra_fields
from webinars.registrations.rules import (
    ADMITTED,
    BANDS,
    NOTICE_VERSION,
    OF_STATES,
    Band,
    Declaration,
    number_of,
)
from webinars.states.queries import find_states, get_state, names
from webinars.states.rules.names import folded
from webinars.states.rules.zones import zones_of
from webinars.web.access import public
from webinars.web.forms import choices
from webinars.web.keeping import kept, until
from webinars.web.limits import hold_back, is_hasty, stamp
from webinars.web.readers import reader
from webinars.web.requests import db, glance, now, together
from webinars.web.words.days import zone_city

registering = Blueprint("registering", __name__)

FEW = 10
"""Forms in `WITHIN` from one network before haste is looked at: a person alone never sees it."""
MOST = 60
WITHIN = timedelta(minutes=10)
"""So many forms in so long from one network: an office of sixty may register together."""

MAY_WAIT = frozenset({Band.FEW, Band.FULL, Band.DRAWN})
"""Bands in which one is asked which other sitting would suit too."""

NAMES_KEPT = timedelta(minutes=10)
"""How long a corrected name of a State may be missing from the form."""


@registering.get("/sittings/<public_id>/register")
@public
@kept
def new(public_id: str) -> ResponseReturnValue:
    sitting = _announced(db(), public_id)
    try:
        refuse_unless_open(sitting, _some_category(sitting), now=now())
    except RegistrationRefused as refusal:
        return _closed(db(), sitting, refusal)
    until(changes_after(sitting.webinar, now()))
    until(now() + NAMES_KEPT)
    asked = request.args
    given = {"language": reader().language, "via": asked.get("via"), "series": "series" in asked}
    form = RegistrationForm(data=given)
    return render_template("desk/register/form.html", **_values(db(), sitting, form))


@registering.post("/sittings/<public_id>/register")
@public
def create(public_id: str) -> ResponseReturnValue:
    """Answer alike whoever registers, new or known; only a letter tells which."""
    sent = hold_back("register", most=MOST, within=WITHIN)
    form = RegistrationForm(request.form)
    if form.website.data:  # a program, which need not know that it was noticed
        return redirect(url_for("registering.check_your_mail"), 303)
    _read_state(form)
    crowded = sent > FEW and is_hasty(request.form.get("stamp", ""))
    if not form.validate() or crowded:
        return _again(public_id, form, crowded=crowded)
    try:
        answered = _register(public_id, form.declaration(zone=reader().zone))
    except RegistrationRefused as refusal:
        return _closed(db(), _announced(db(), public_id), refusal)
    except BadInput as refusal:
        _blame(form, refusal)
        return _again(public_id, form)
    if not answered:
        return _again(public_id, form)
    return redirect(url_for("registering.check_your_mail"), 303)


def _read_state(form: RegistrationForm) -> None:
    """Look up a State whose name was written, where none was chosen."""
    written = form.state_typed.data
    if not written or form.state.data or form.category.data not in OF_STATES:
        return
    with glance() as own:
        language, today = reader().language, now().date()
        found = find_states(own, text=written, language=language, on=today)
    whole = [one for one in found if folded(one.matched) == folded(written)]
    form.name_state([one.code for one in whole or found])


def _register(public_id: str, declared: Declaration) -> bool:
    """Register; False: a further question of the webinar wants an answer."""
    try:
        _register_there(public_id, declared)
    except AsksMore:
        with glance() as own:
            more = _further(own, _announced(own, public_id), request.form)
        if not more.validate():
            return False
        _register_there(public_id, replace(declared, answers=more.answered(), asked_more=True))
    return True


def _register_there(public_id: str, declared: Declaration) -> None:
    work = partial(register_at, sitting_id=public_id, declared=declared, now=now())
    with suppress(MailboxFull):  # answered alike: it would tell who is registered
        if declared.also:
            work(db())  # several sittings are held then, and in another order
        else:
            together(work, key=("register", public_id))


def _further(db: Db, sitting: Sitting, sent: Any) -> ExtraAnswers:  # noqa: ANN401  (form or None)
    """Return the further questions of the webinar; where it has none, none are looked for."""
    webinar = sitting.webinar
    fields = extra_fields(db, webinar_id=webinar.id) if webinar.asks_more else ()
    return ExtraAnswers(fields, reader().language, sent)


@registering.get("/check-your-mail")
@public
@kept
def check_your_mail() -> ResponseReturnValue:
    return render_template("desk/register/check_your_mail.html")


def _announced(db: Db, public_id: str) -> Sitting:
    sitting = find_sitting(db, public_id=public_id)
    if sitting is None or not was_announced(sitting.webinar):
        raise NotFound
    return sitting


def _some_category(sitting: Sitting) -> Category:
    return next(iter(sorted(ADMITTED[sitting.webinar.openness])))


def _again(public_id: str, form: RegistrationForm, *, crowded: bool = False) -> ResponseReturnValue:
    """Show the form with what was written; read apart, so that nobody waits for the rendering.

    `crowded`: so many come from the network, and so quickly, that a person is asked
    to press once more. Nothing that was written is lost; most programs give up.
    """
    with glance() as own:
        values = _values(own, _announced(own, public_id), form) | {"crowded": crowded}
    return render_template("desk/register/form.html", **values), 422


def _blame(form: RegistrationForm, refusal: BadInput) -> None:
    field = {NoSuchState: form.state, NotInterpreted: form.listens_in}.get(type(refusal))
    if field is None:
        raise refusal
    form.blame(field, refusal)


def _values(db: Db, sitting: Sitting, form: RegistrationForm) -> dict[str, object]:
    """Return what the form's page tells, and give the form its choices."""
    language, webinar = reader().language, sitting.webinar
    more = _further(db, sitting, request.form if request.method == "POST" else None)
    if request.method == "POST":
        more.validate()
    known = names(db, language=language, on=now().date())
    form.state.choices = choices(known)
    form.offer_categories(webinar)
    form.offer_interpretation(webinar, language=language)
    if form.state.data in dict(known) and reader().zone is None:
        form.offer_zones(_zones_of(db, form.state.data))
    text, tongue = text_in(webinar.texts, language)
    seats = seats_of(db, sittings=[sitting])[sitting.id]
    return {
        "form": form,
        "more": more,
        "sitting": sitting,
        "others": _others(sitting),
        "may_wait": seats.band in MAY_WAIT,
        "number": number_of(sitting),
        "title_text": text.title,
        "title_language": tongue,
        "band": BANDS[seats.band],
        "draws_at": seats.draws_at,
        "notice": NOTICE_VERSION,
        "stamp": stamp(),
        "crowded": False,
    }


def _closed(db: Db, sitting: Sitting, refusal: RegistrationRefused) -> ResponseReturnValue:
    """Say why nobody can register for this sitting now, and which other one is open."""
    if sitting.webinar.series.closed_at is not None:
        refusal = SeriesClosed()
    others = _others(sitting)
    seats = seats_of(db, sittings=others)
    text, tongue = text_in(sitting.webinar.texts, reader().language)
    page = render_template(
        "desk/register/closed.html",
        refusal=refusal,
        sitting=sitting,
        others=[(one, BANDS[seats[one.id].band]) for one in others],
        title_text=text.title,
        title_language=tongue,
        written=request.method == "POST",
    )
    return page, refusal.status


def _others(sitting: Sitting) -> list[Sitting]:
    """Return the other sittings of the webinar for which one can register now, by time."""
    twins = (one for one in standing(sitting.webinar) if one is not sitting)
    return [one for one in twins if registration_is_open(sitting.webinar, one, now())]


def _zones_of(db: Db, code: str) -> list[tuple[str, str]]:
    """Return the zones of a State with their cities, its capital's first."""
    state = get_state(db, code=code)
    zones = zones_of(state.code, capital=state.capital_zone)
    return [(zone, zone_city(zone, language=reader().language)) for zone in zones]
