"""A webinar's facts, and what is promised in which language."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import OWN_NAMES
from webinars.programme.forms.webinars import (
    NewWebinarForm,
    PromisesForm,
    WebinarForm,
    promised_by,
    said_of,
)
from webinars.programme.models import Openness, Series, Webinar
from webinars.programme.operations import change_webinar, plan_webinar, promise_languages
from webinars.programme.operations.promising import LANGUAGE_CODE
from webinars.programme.rules import text_in
from webinars.programme.views.door import (
    above,
    accepted,
    bp,
    by,
    month_choices,
    the_open_series,
    the_webinar,
    to_desk,
)
from webinars.states.queries import names
from webinars.web.access import Permission, needs
from webinars.web.forms import watched
from webinars.web.readers import reader
from webinars.web.requests import db, now
from webinars.web.words.numbers import initial, language_name

BESIDE_THE_SIX = ("pt",)
"""Offered too, since courses are given in it."""


@bp.get("/secretariat/webinars/new")
@needs(Permission.SCHEDULE)
def new_webinar() -> ResponseReturnValue:
    """The form, for `?series=` and, if a month was chosen, `&month=2027-03-01`."""
    series = the_open_series(request.args.get("series", ""))
    said = {
        "planned_month": request.args.get("month", ""),
        "openness": Openness.PUBLIC,
        "language": reader().language,
    }
    return _new_page(series, NewWebinarForm(data=said))


@bp.post("/secretariat/webinars/new")
@needs(Permission.SCHEDULE)
def plan() -> ResponseReturnValue:
    series = the_open_series(request.args.get("series", ""))
    form, planned = NewWebinarForm(request.form), list[Webinar]()
    _prepare(form, series)

    def act() -> None:
        words, facts = form.words(), form.facts()
        planned.append(
            plan_webinar(db(), series=series, facts=facts, words=words, by=by(), now=now())
        )

    if not accepted(form, act):
        return _new_page(series, form), 422
    return to_desk(planned[0], gettext("The webinar is planned, as a draft."))


@bp.get("/secretariat/webinars/<slug>/edit")
@needs(Permission.SCHEDULE)
def edit_webinar(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    return _edit_page(webinar, WebinarForm(data=watched(said_of(webinar))))


@bp.post("/secretariat/webinars/<slug>/edit")
@needs(Permission.SCHEDULE)
def save_webinar(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), WebinarForm(request.form)
    _prepare(form, webinar.series)
    if not accepted(
        form,
        lambda: change_webinar(db(), webinar=webinar, facts=form.facts(), by=by(), now=now()),
        stands=said_of(webinar),
    ):
        return _edit_page(webinar, form), 422
    return to_desk(webinar, gettext("Saved."))


@bp.get("/secretariat/webinars/<slug>/languages")
@needs(Permission.SCHEDULE)
def promises(slug: str) -> ResponseReturnValue:
    """The promises; `?with=sw` offers one language more."""
    webinar = the_webinar(slug)
    form = PromisesForm(data=watched(promised_by(webinar)))
    return _promises_page(webinar, form, request.args.getlist("with"))


@bp.post("/secretariat/webinars/<slug>/languages")
@needs(Permission.SCHEDULE)
def promise(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), PromisesForm(request.form)
    asked = [code for part in form.promises().values() for code in part]
    form.prepare(_languages(webinar, asked))
    if not accepted(
        form,
        lambda: promise_languages(
            db(), webinar=webinar, promises=form.promises(), by=by(), now=now()
        ),
        stands=promised_by(webinar),
    ):
        return _promises_page(webinar, form, asked), 422
    return to_desk(webinar, gettext("Saved."))


def _prepare(form: WebinarForm, series: Series) -> None:
    language = reader().language
    form.prepare(
        months=month_choices(series),
        states=names(db(), language=language, on=now().date()),
    )


def _new_page(series: Series, form: NewWebinarForm) -> str:
    _prepare(form, series)
    text, language = text_in(series.texts, reader().language)
    return render_template(
        "programme/webinar_new.html",
        series=series,
        name=text.title,
        name_language=language,
        form=form,
        demonstration=series.demonstration,
    )


def _edit_page(webinar: Webinar, form: WebinarForm) -> str:
    _prepare(form, webinar.series)
    return render_template("programme/webinar_edit.html", **above(webinar), form=form)


def _promises_page(webinar: Webinar, form: PromisesForm, asked: list[str]) -> str:
    form.prepare(_languages(webinar, asked))
    return render_template("programme/promises.html", **above(webinar), form=form)


def _languages(webinar: Webinar, asked: list[str]) -> list[tuple[str, str]]:
    """Return the languages to choose among: the usual, those promised, and those asked for."""
    there = sorted({row.language for row in webinar.promises} | set(asked))
    codes = dict.fromkeys([*OWN_NAMES, *BESIDE_THE_SIX, *there])
    known = [str(code) for code in codes if LANGUAGE_CODE.fullmatch(code)]
    return [(code, initial(language_name(code, language=reader().language))) for code in known]
