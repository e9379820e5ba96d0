"""Series: their list, their months, their facts and texts."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.programme.forms.series import NewSeriesForm, SeriesForm, SeriesTextForm, said_of
from webinars.programme.models import Series
from webinars.programme.operations import change_series, create_series, write_series_text
from webinars.programme.queries import all_series, held_changes, webinars_of
from webinars.programme.rules import PHASES, days_until, documents_of, months_of, standings, text_in
from webinars.programme.views.door import (
    DESK,
    accepted,
    bp,
    by,
    of_series,
    the_language,
    the_series,
)
from webinars.web.access import Permission, needs
from webinars.web.forms import watched
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/series")
@needs(Permission.SCHEDULE)
def series_list() -> ResponseReturnValue:
    rows = [(one, *text_in(one.texts, reader().language)) for one in all_series(db())]
    return render_template("programme/series_list.html", rows=rows)


@bp.get("/secretariat/series/<slug>")
@needs(Permission.SCHEDULE)
def series_page(slug: str) -> ResponseReturnValue:
    series = the_series(slug)
    webinars = webinars_of(db(), series=series)
    months = months_of(series, webinars, now())
    titles = {
        planned.webinar.id: text_in(planned.webinar.texts, reader().language)
        for month in months
        for planned in month.planned
    }
    return render_template(
        "programme/series.html",
        **of_series(series),
        months=months,
        held=held_changes(db(), webinars=webinars, now=now()),
        now=now(),
        days_left=days_until(series.evaluation_due_on, series.zone, now()),
        documents=documents_of(series),
        titles=titles,
        standings=standings(months),
        states=_states(series),
        phases=PHASES,
        desk=DESK,
    )


@bp.get("/secretariat/series/new")
@needs(Permission.SCHEDULE)
def new_series() -> ResponseReturnValue:
    language = reader().language
    form = NewSeriesForm(
        data={"zone": "Europe/Zurich", "threshold_minutes": 5, "language": language}
    )
    return _new_page(form)


@bp.post("/secretariat/series/new")
@needs(Permission.SCHEDULE)
def create() -> ResponseReturnValue:
    form, created = NewSeriesForm(request.form), list[Series]()
    form.prepare()

    def act() -> None:
        words, facts = form.words(), form.facts()
        created.append(create_series(db(), facts=facts, words=words, by=by(), now=now()))

    if not accepted(form, act):
        return _new_page(form), 422
    flash(gettext("The series is created. Nobody else sees it before its first announcement."))
    return redirect(url_for("programme.series_page", slug=created[0].slug), 303)


@bp.get("/secretariat/series/<slug>/edit")
@needs(Permission.SCHEDULE)
def edit_series(slug: str) -> ResponseReturnValue:
    series = the_series(slug)
    return _edit_page(series, SeriesForm(data=watched(said_of(series))))


@bp.post("/secretariat/series/<slug>/edit")
@needs(Permission.SCHEDULE)
def save_series(slug: str) -> ResponseReturnValue:
    series, form = the_series(slug), SeriesForm(request.form)
    form.prepare()
    if not accepted(
        form,
        lambda: change_series(db(), series=series, facts=form.facts(), by=by(), now=now()),
        stands=said_of(series),
    ):
        return _edit_page(series, form), 422
    flash(gettext("Saved."))
    return redirect(url_for("programme.series_page", slug=series.slug), 303)


@bp.get("/secretariat/series/<slug>/texts/<language>")
@needs(Permission.SCHEDULE)
def series_text(slug: str, language: str) -> ResponseReturnValue:
    series, spoken = the_series(slug), the_language(language)
    return _text_page(series, spoken, SeriesTextForm(data=watched(_words(series, spoken))))


@bp.post("/secretariat/series/<slug>/texts/<language>")
@needs(Permission.SCHEDULE)
def save_series_text(slug: str, language: str) -> ResponseReturnValue:
    series, spoken, form = the_series(slug), the_language(language), SeriesTextForm(request.form)
    if not accepted(
        form,
        lambda: write_series_text(
            db(), series=series, words=form.words(spoken), by=by(), now=now()
        ),
        stands=_words(series, spoken),
    ):
        return _text_page(series, spoken, form), 422
    flash(gettext("Saved."))
    return redirect(url_for("programme.series_page", slug=series.slug), 303)


def _words(series: Series, language: Language) -> dict[str, object]:
    """Return what stands in the form of the text in `language`."""
    text = next((text for text in series.texts if text.language is language), None)
    return {"title": text.title, "summary": text.summary} if text else {}


def _states(series: Series) -> dict[Language, str]:
    """Return in which languages the series has a text."""
    written = {text.language for text in series.texts}
    return {one: "ready" if one in written else "none" for one in OWN_NAMES}


def _new_page(form: NewSeriesForm) -> str:
    form.prepare()
    return render_template("programme/series_new.html", form=form)


def _edit_page(series: Series, form: SeriesForm) -> str:
    form.prepare()
    return render_template("programme/series_edit.html", **of_series(series), form=form)


def _text_page(series: Series, language: Language, form: SeriesTextForm) -> str:
    form.speak(language)
    others = [text for text in series.texts if text.language is not language]
    beside = text_in(others, Language.ENGLISH) if others else None
    return render_template(
        "programme/series_text.html",
        **of_series(series),
        form=form,
        language=language,
        beside=beside,
    )
