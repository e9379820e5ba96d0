"""Planning a webinar or a series as another was."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.programme.forms.cloning import CloneSeriesForm, CloneWebinarForm
from webinars.programme.models import Series, Webinar
from webinars.programme.operations import clone_series, clone_webinar
from webinars.programme.queries import webinars_of
from webinars.programme.rules import text_in
from webinars.programme.views.door import (
    above,
    accepted,
    bp,
    by,
    month_choices,
    of_series,
    the_series,
    the_webinar,
    to_desk,
)
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/clone")
@needs(Permission.SCHEDULE)
def ask_clone(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    text, _ = text_in(webinar.texts, reader().language)
    return _webinar_page(webinar, CloneWebinarForm(data={"title": text.title}))


@bp.post("/secretariat/webinars/<slug>/clone")
@needs(Permission.SCHEDULE)
def clone(slug: str) -> ResponseReturnValue:
    webinar, form, made = the_webinar(slug), CloneWebinarForm(request.form), list[Webinar]()
    form.prepare(month_choices(webinar.series))
    _, language = text_in(webinar.texts, reader().language)

    def act() -> None:
        words, month = form.words(language), form.month()
        made.append(
            clone_webinar(db(), webinar=webinar, month=month, words=words, by=by(), now=now())
        )

    if not accepted(form, act):
        return _webinar_page(webinar, form), 422
    return to_desk(made[0], gettext("The webinar is planned, as a draft."))


@bp.get("/secretariat/series/<slug>/clone")
@needs(Permission.SCHEDULE)
def ask_clone_series(slug: str) -> ResponseReturnValue:
    series = the_series(slug)
    text, _ = text_in(series.texts, reader().language)
    return _series_page(series, CloneSeriesForm(data={"title": text.title}))


@bp.post("/secretariat/series/<slug>/clone")
@needs(Permission.SCHEDULE)
def do_clone_series(slug: str) -> ResponseReturnValue:
    series, form, made = the_series(slug), CloneSeriesForm(request.form), list[Series]()
    text, language = text_in(series.texts, reader().language)

    def act() -> None:
        made.append(
            clone_series(
                db(),
                series=series,
                webinars=webinars_of(db(), series=series),
                starts_on=form.starts_on.value,
                words=form.words(language, text.summary),
                by=by(),
                now=now(),
            )
        )

    if not accepted(form, act):
        return _series_page(series, form), 422
    flash(gettext("The series is created. Nobody else sees it before its first announcement."))
    return redirect(url_for("programme.series_page", slug=made[0].slug), 303)


def _webinar_page(webinar: Webinar, form: CloneWebinarForm) -> str:
    form.prepare(month_choices(webinar.series))
    return render_template("programme/webinar_clone.html", **above(webinar), form=form)


def _series_page(series: Series, form: CloneSeriesForm) -> str:
    return render_template("programme/series_clone.html", **of_series(series), form=form)
