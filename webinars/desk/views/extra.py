"""The further questions on the form of a webinar: an officer asks, words and takes them off."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.extra import ExtraForm, WordingForm
from webinars.desk.views.door import bp
from webinars.kernel.refusals import BadInput, NotFound
from webinars.programme.models import Webinar
from webinars.programme.queries import find_webinar
from webinars.programme.rules import text_in
from webinars.registrations.models import ExtraField, ExtraKind
from webinars.registrations.operations.asking import ask_more, ask_no_more, word
from webinars.registrations.queries.extra import extra_fields
from webinars.registrations.rules.extra import KINDS, words_of
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Form
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/fields")
@needs(Permission.SCHEDULE)
def further_questions(slug: str) -> ResponseReturnValue:
    return _page(_webinar(slug), ExtraForm(data={"language": reader().language}))


@bp.post("/secretariat/webinars/<slug>/fields")
@needs(Permission.SCHEDULE)
def ask_further(slug: str) -> ResponseReturnValue:
    webinar, form = _webinar(slug), ExtraForm(request.form)
    form.offer_conditions(extra_fields(db(), webinar_id=webinar.id), reader().language)
    if not form.validate():
        return _page(webinar, form), 422
    try:
        ask_more(
            db(),
            webinar=webinar,
            kind=ExtraKind(form.kind.value),
            wording=form.wording(),
            needed=bool(form.needed.data),
            condition=form.condition(),
            by=signed_in().public_id,
            now=now(),
        )
    except BadInput as refusal:
        form.blame(form.label, refusal)
        return _page(webinar, form), 422
    return _back(slug, gettext("The form asks it from now on."))


@bp.get("/secretariat/webinars/<slug>/fields/<field_id>")
@needs(Permission.SCHEDULE)
def further_question(slug: str, field_id: str) -> ResponseReturnValue:
    webinar = _webinar(slug)
    field = _field(webinar, field_id)
    text = words_of(field, reader().language)
    return _wording_page(webinar, field, WordingForm(obj=text))


@bp.post("/secretariat/webinars/<slug>/fields/<field_id>")
@needs(Permission.SCHEDULE)
def word_further(slug: str, field_id: str) -> ResponseReturnValue:
    webinar, form = _webinar(slug), WordingForm(request.form)
    field = _field(webinar, field_id)
    if not form.validate():
        return _wording_page(webinar, field, form), 422
    try:
        word(db(), field=field, wording=form.wording(), by=signed_in().public_id, now=now())
    except BadInput as refusal:
        form.blame(form.options, refusal)
        return _wording_page(webinar, field, form), 422
    return _back(slug, gettext("Kept."))


@bp.post("/secretariat/webinars/<slug>/fields/<field_id>/end")
@needs(Permission.SCHEDULE)
def ask_no_further(slug: str, field_id: str) -> ResponseReturnValue:
    webinar = _webinar(slug)
    field, by = _field(webinar, field_id), signed_in().public_id
    ask_no_more(db(), webinar=webinar, field=field, by=by, now=now())
    return _back(slug, gettext("It is not asked any more. What was answered stays."))


def _page(webinar: Webinar, form: ExtraForm) -> str:
    fields, language = extra_fields(db(), webinar_id=webinar.id), reader().language
    form.offer_conditions(fields, language)
    rows = [(field, words_of(field, language)) for field in fields]
    owed = webinar.announced_at is not None and any(field.needed for field in fields)
    told = _above(webinar, form) | {"rows": rows, "kinds": KINDS, "owed": owed}
    return render_template("desk/extra.html", **told)


def _wording_page(webinar: Webinar, field: ExtraField, form: WordingForm) -> str:
    return render_template("desk/extra_words.html", asked=field, **_above(webinar, form))


def _above(webinar: Webinar, form: Form) -> dict[str, object]:
    text, language = text_in(webinar.texts, reader().language)
    return {"form": form, "slug": webinar.slug, "name": text.title, "name_language": language}


def _webinar(slug: str) -> Webinar:
    webinar = find_webinar(db(), slug=slug)
    if webinar is None:
        raise NotFound
    return webinar


def _field(webinar: Webinar, public_id: str) -> ExtraField:
    for field in extra_fields(db(), webinar_id=webinar.id):
        if field.public_id == public_id:
            return field
    raise NotFound


def _back(slug: str, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("desk.further_questions", slug=slug), 303)
