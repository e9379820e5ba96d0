"""`/appearances`: the page of somebody who appears, by the link of her letter.

A GET changes nothing: mail scanners open every link. Each answer is one button.
"""

from datetime import timedelta
from typing import BinaryIO, cast

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.desk.forms.appearing import AboutMeForm, DeclineForm, SlidesForm
from webinars.desk.sights.appearing import appearing_sight
from webinars.desk.sights.materials import sheet_sights
from webinars.desk.views.door import bp
from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.kernel.text import N_
from webinars.programme.imports import Sent, take_material
from webinars.programme.models import Appearance, Audience
from webinars.programme.operations import (
    agree_to_recording,
    confirm_appearance,
    decline_appearance,
    describe_appearance,
)
from webinars.programme.operations.materials import add_material, withdraw_material
from webinars.programme.operations.refusals import SentAlready
from webinars.programme.queries.appearances import find_appearance
from webinars.programme.queries.materials import materials_of, sent_by
from webinars.recordings.operations import withdraw_consent
from webinars.web.access import Purpose, held, holds
from webinars.web.forms import answers
from webinars.web.limits import hold_back
from webinars.web.readers import reader
from webinars.web.requests import db, house, now

MOST = 20
WITHIN = timedelta(hours=1)
"""So many files in so long from one network."""

HANDED_OUT = frozenset({Audience.REGISTRANTS, Audience.PUBLIC})

DONE = {
    "confirmed": N_("Thank you: you take part. The Secretariat sees it."),
    "declined": N_("Thank you for telling us. You can still change your mind here."),
    "agreed": N_("Thank you: you may be recorded."),
    "withdrawn": N_("You are no longer recorded with your consent. The Secretariat sees it."),
    "sent": N_("Your file is here. The Secretariat publishes it with the webinar."),
    "back": N_("Your file is taken back."),
    "kept": N_("What you wrote was kept."),
}


@bp.get("/appearances/<token>")
@holds(Purpose.APPEARANCE)
def appearing(token: str) -> ResponseReturnValue:
    return _page(token, _mine())


@bp.post("/appearances/<token>/confirm")
@holds(Purpose.APPEARANCE)
def confirm_me(token: str) -> ResponseReturnValue:
    confirm_appearance(db(), appearance=_mine(), now=now())
    return _done(token, "confirmed")


@bp.post("/appearances/<token>/decline")
@holds(Purpose.APPEARANCE)
def decline_me(token: str) -> ResponseReturnValue:
    mine, form = _mine(), DeclineForm(request.form)
    if not form.validate():
        return _page(token, mine, declining=form), 422
    decline_appearance(db(), appearance=mine, words=form.words.data or "", now=now())
    return _done(token, "declined")


@bp.post("/appearances/<token>/consent")
@holds(Purpose.APPEARANCE)
def consent_me(token: str) -> ResponseReturnValue:
    """Give the consent, or take it back where the button says so."""
    if request.form.get("back"):
        withdraw_consent(db(), appearance=_mine(), now=now())
        return _done(token, "withdrawn")
    agree_to_recording(db(), appearance=_mine(), now=now())
    return _done(token, "agreed")


@bp.post("/appearances/<token>/about")
@holds(Purpose.APPEARANCE)
def about_me(token: str) -> ResponseReturnValue:
    mine, form = _mine(), AboutMeForm(request.form)
    if not form.validate():
        return _page(token, mine, about=form), 422
    describe_appearance(db(), appearance=mine, words=form.about_me(), by=held(), now=now())
    return _done(token, "kept")


@bp.post("/appearances/<token>/slides")
@holds(Purpose.APPEARANCE)
def send_slides(token: str) -> ResponseReturnValue:
    """Keep the file's bytes first; the writing transaction begins afterwards."""
    hold_back("slides", most=MOST, within=WITHIN)
    form = SlidesForm(answers(request))
    sent = _sent(form) if form.validate() else None
    mine = _mine()
    if sent is None:
        return _page(token, mine, slides=form), 422
    try:
        add_material(
            db(),
            webinar=mine.webinar,
            sent=sent,
            facts=form.facts(),
            by=held(),
            now=now(),
            sender=mine,
        )
    except SentAlready as refusal:
        form.blame(form.file, refusal)
        return _page(token, mine, slides=form), 422
    return _done(token, "sent")


@bp.post("/appearances/<token>/slides/<material_id>/back")
@holds(Purpose.APPEARANCE)
def take_slides_back(token: str, material_id: str) -> ResponseReturnValue:
    mine = _mine()
    found = next(
        (one for one in sent_by(db(), appearance=mine) if one.public_id == material_id), None
    )
    if found is None:
        raise NotFound
    withdraw_material(db(), material=found, by=held(), now=now())
    return _done(token, "back")


def _sent(form: SlidesForm) -> Sent | None:
    """Keep the file, or say at the question what is wrong with it."""
    file = form.file.value
    stream = cast("BinaryIO", file.stream)
    try:
        return take_material(house().extensions["store"], stream, name=file.filename or "")
    except Refusal as refusal:
        form.blame(form.file, refusal)
        return None


def _mine() -> Appearance:
    found = find_appearance(db(), public_id=held())
    if found is None or not found.name:
        raise NotFound
    return found


def _done(token: str, what: str) -> ResponseReturnValue:
    return redirect(url_for("desk.appearing", token=token, done=what), 303)


def _page(
    token: str,
    mine: Appearance,
    *,
    declining: DeclineForm | None = None,
    about: AboutMeForm | None = None,
    slides: SlidesForm | None = None,
) -> str:
    keyring, language = house().keyring, reader().language
    handed = materials_of(db(), webinar=mine.webinar, audiences=HANDED_OUT)
    return render_template(
        "desk/appearing/show.html",
        mine=appearing_sight(mine, language=reader().language, zone=reader().zone, now=now()),
        token=token,
        join=keyring.token(Purpose.JOIN, mine.public_id, mine.generation),
        declining=declining or DeclineForm(),
        about=about or _about(mine),
        slides=slides or SlidesForm(data={"language": mine.language}),
        sheets=sheet_sights([one for one in handed if one.appearance_id != mine.id], language),
        own_sheets=sheet_sights(sent_by(db(), appearance=mine), language),
        writing="write" in request.args,
        form=declining or about or slides or DeclineForm(),
        done=DONE.get(request.args.get("done", "")),
        demonstration=mine.webinar.series.demonstration,
    )


def _about(mine: Appearance) -> AboutMeForm:
    """Return the form with what stands there in the language asked for, else in hers."""
    asked = request.args.get("write", "")
    language = Language(asked) if is_language(asked) else mine.language
    text = next((one for one in mine.texts if one.language is language), None)
    words = {"function": text.function, "biography": text.biography} if text else {}
    return AboutMeForm(data={"language": language, **words})
