"""Another title for what people know by its present one: shown first, then done."""

from collections.abc import Sequence
from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from webinars.desk.forms import TitleForm
from webinars.desk.sights.specimens import Specimen
from webinars.desk.views.changing.door import above, by, done, rehearsed, undone
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.models import Webinar, WebinarText
from webinars.programme.operations import told_text
from webinars.registrations.operations import retitle_announced
from webinars.registrations.queries import preview_of_readers
from webinars.registrations.rules import Reach
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/rename/<language>", endpoint="rename")
@needs(Permission.SCHEDULE)
def ask_title(slug: str, language: str) -> ResponseReturnValue:
    """Ask for a title; `?title=` is what was written on the page of the text."""
    webinar = the_webinar(slug)
    text = _told(webinar, language)
    if text is None:
        return redirect(f"/secretariat/webinars/{webinar.slug}/texts/{language}", 303)
    return _page(webinar, text, TitleForm(data={"title": request.args.get("title", text.title)}))


@bp.post("/secretariat/webinars/<slug>/rename/<language>")
@needs(Permission.SCHEDULE)
def do_rename(slug: str, language: str) -> ResponseReturnValue:
    """Show who would be told what; give the title once that has been confirmed."""
    webinar, form = the_webinar(slug), TitleForm(request.form)
    text = _told(webinar, language)
    if text is None:
        return redirect(f"/secretariat/webinars/{webinar.slug}/texts/{language}", 303)
    if not form.validate():
        return _page(webinar, text, form), 422
    try:
        if "confirmed" not in request.form:
            letters = rehearsed(_act(webinar, text.language, form, show=True))
            return _page(webinar, text, form, letters)
        told = _act(webinar, text.language, form)()
    except Refusal as refusal:
        undone(form, refusal)
        return _page(webinar, text, form), refusal.status
    return done(webinar, told)


def _told(webinar: Webinar, language: str) -> WebinarText | None:
    if not is_language(language):
        raise NotFound
    return told_text(webinar, Language(language), now=now())


def _act(
    webinar: Webinar, language: Language, form: TitleForm, *, show: bool = False
) -> "partial[int]":
    title = form.title.value
    act = partial(
        retitle_announced, db(), webinar=webinar, language=language, title=title, by=by(), now=now()
    )
    return partial(act, reach=Reach.ONE_A_LANGUAGE) if show else act


def _page(
    webinar: Webinar,
    text: WebinarText,
    form: TitleForm,
    letters: Sequence[Specimen] | None = None,
) -> str:
    return render_template(
        "desk/rename.html",
        **above(webinar),
        text=text,
        form=form,
        letters=letters,
        told=preview_of_readers(db(), webinar=webinar, language=text.language, now=now()),
    )
