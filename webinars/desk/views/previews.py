"""Pages before anybody else sees them, in each language, as their readers will."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.desk.front.webinar import page_of
from webinars.desk.queries.programme import read_series, read_webinar
from webinars.desk.sights.programme import series_sight
from webinars.desk.views.door import bp
from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound
from webinars.web.access import Permission, needs
from webinars.web.readers import Reader, reader
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/preview/<language>")
@needs(Permission.SCHEDULE)
def preview(slug: str, language: str) -> ResponseReturnValue:
    """Show the page of a webinar as it will be, with the text in this language though a draft."""
    if asked := _another(language):
        return redirect(url_for("desk.preview", slug=slug, language=asked), 303)
    _read_in(language)
    read = read_webinar(db(), slug=slug, language=reader().language, now=now(), drafts=True)
    if read is None:
        raise NotFound
    return page_of(read, preview=True)


@bp.get("/secretariat/series/<slug>/preview/<language>")
@needs(Permission.SCHEDULE)
def preview_series(slug: str, language: str) -> ResponseReturnValue:
    """Show the page of a series as it will be with its first announcement."""
    if asked := _another(language):
        return redirect(url_for("desk.preview_series", slug=slug, language=asked), 303)
    _read_in(language)
    read = read_series(db(), slug=slug, language=reader().language)
    if read is None:
        raise NotFound
    sight = series_sight(read, {}, coming=None, zone=reader().zone, now=now())
    return render_template(
        "desk/series.html",
        series=sight,
        zone=reader().zone,
        preview=True,
        is_public=read.series.published_at is not None,
        demonstration=sight.demonstration,
    )


def _another(language: str) -> str:
    """Return the language that was chosen at the foot of the page; empty: this one."""
    if not is_language(language):
        raise NotFound
    asked = request.args.get("lang", language)
    return asked if asked != language and is_language(asked) else ""


def _read_in(language: str) -> None:
    g.reader = Reader(Language(language), reader().zone)
