"""The texts of a webinar: one page a language, another language beside it."""

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.programme.forms.webinars import TextForm, said_by
from webinars.programme.models import Webinar, WebinarText
from webinars.programme.operations import write_but_title
from webinars.programme.rules import is_draft, questions_of, text_in, was_announced
from webinars.programme.views.door import DESK, above, accepted, bp, by, the_language, the_webinar
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/texts/<language>")
@needs(Permission.SCHEDULE)
def text(slug: str, language: str) -> ResponseReturnValue:
    webinar, spoken = the_webinar(slug), the_language(language)
    return _page(webinar, spoken, TextForm(data=said_by(_own(webinar, spoken))))


@bp.post("/secretariat/webinars/<slug>/texts/<language>")
@needs(Permission.SCHEDULE)
def save_text(slug: str, language: str) -> ResponseReturnValue:
    webinar, spoken, form = the_webinar(slug), the_language(language), TextForm(request.form)
    asked: list[str] = []

    def act() -> None:
        words = form.words(spoken)
        asked.append(write_but_title(db(), webinar=webinar, words=words, by=by(), now=now()))

    if not accepted(form, act):
        return _page(webinar, spoken, form), 422
    if asked[0]:
        flash(gettext("Saved, but for the title: see first who will be written to."))
        query = urlencode({"title": asked[0]})
        return redirect(f"{DESK}{webinar.slug}/rename/{spoken}?{query}", 303)
    flash(gettext("Saved."))
    return redirect(url_for("programme.text", slug=webinar.slug, language=spoken), 303)


def _own(webinar: Webinar, language: Language) -> WebinarText | None:
    return next((text for text in webinar.texts if text.language is language), None)


def _page(webinar: Webinar, language: Language, form: TextForm) -> str:
    form.speak(language)
    others = [text for text in webinar.texts if text.language is not language]
    beside = text_in(others, Language.ENGLISH)[0] if others else None
    return render_template(
        "programme/text.html",
        **above(webinar),
        form=form,
        language=language,
        beside=beside,
        beside_questions=questions_of(beside) if beside else [],
        states={one: _state(webinar, one) for one in OWN_NAMES},
        fallback=_fallback(webinar, language),
        announced=was_announced(webinar),
    )


def _state(webinar: Webinar, language: Language) -> str:
    text = _own(webinar, language)
    if text is None:
        return "none"
    return "draft" if is_draft(text) else "ready"


def _fallback(webinar: Webinar, language: Language) -> Language | None:
    """Return the language that readers of `language` get until their text is ready."""
    read = text_in(webinar.texts, language)[1]
    return None if read is language else read
