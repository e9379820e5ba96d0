"""Who appears in a webinar: asked, answered, taken off, replaced."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.forms.others import AppearanceForm, WordsForm, said_of, words_of
from webinars.programme.models import Appearance, Part, Webinar
from webinars.programme.operations import (
    add_appearance,
    change_appearance,
    describe_appearance,
    end_appearance,
    invite_all,
    invite_appearance,
    move_appearance,
    replace_appearance,
)
from webinars.programme.queries.appearances import appearances_of
from webinars.programme.rules import PARTS, answer_of, own_text
from webinars.programme.views.door import above, accepted, bp, by, the_language, the_webinar
from webinars.web.access import Permission, needs
from webinars.web.forms import watched
from webinars.web.readers import reader
from webinars.web.requests import db, now

HERE = "/secretariat/webinars/<slug>/appearances"
ONE = f"{HERE}/<appearance_id>"


@bp.get(HERE)
@needs(Permission.SCHEDULE)
def appearances(slug: str) -> ResponseReturnValue:
    return _list_page(the_webinar(slug), _offered({"part": Part.SPEAKER}))


@bp.post(HERE)
@needs(Permission.SCHEDULE)
def add(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), _sent()
    if not accepted(
        form,
        lambda: add_appearance(db(), webinar=webinar, facts=form.facts(), by=by(), now=now()),
    ):
        return _list_page(webinar, form), 422
    return _to_list(webinar, gettext("Added."))


@bp.post(f"{HERE}/invite")
@needs(Permission.SCHEDULE)
def invite_them(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    count = len(invite_all(db(), webinar=webinar, by=by(), now=now()))
    told = ngettext("%(num)s letter leaves.", "%(num)s letters leave.", count)
    return _to_list(webinar, told)


@bp.get(ONE)
@needs(Permission.SCHEDULE)
def edit_appearance(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    appearance = _among(webinar, appearance_id)
    return _edit_page(webinar, appearance, _offered(watched(said_of(appearance))))


@bp.post(ONE)
@needs(Permission.SCHEDULE)
def save_appearance(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), _sent()
    appearance = _among(webinar, appearance_id)
    if not accepted(
        form,
        lambda: change_appearance(
            db(), webinar=webinar, appearance=appearance, facts=form.facts(), by=by(), now=now()
        ),
        stands=said_of(appearance),
    ):
        return _edit_page(webinar, appearance, form), 422
    return _to_list(webinar, gettext("Saved."))


@bp.post(f"{ONE}/invite")
@needs(Permission.SCHEDULE)
def invite(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    appearance = _among(webinar, appearance_id)
    try:
        invite_appearance(db(), appearance=appearance, by=by(), now=now())
    except Refusal as refusal:
        flash(gettext(refusal.message, **refusal.values), "warn")
        return redirect(url_for("programme.appearances", slug=slug), 303)
    return _to_list(webinar, gettext("A letter to %(name)s leaves.", name=appearance.name))


@bp.post(f"{ONE}/earlier")
@needs(Permission.SCHEDULE)
def earlier(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    appearance = _among(webinar, appearance_id)
    move_appearance(db(), webinar=webinar, appearance=appearance, by=by(), now=now())
    return _to_list(webinar, gettext("Saved."))


@bp.post(f"{ONE}/end")
@needs(Permission.SCHEDULE)
def end(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    appearance = _among(webinar, appearance_id)
    end_appearance(db(), webinar=webinar, appearance=appearance, by=by(), now=now())
    return _to_list(webinar, gettext("%(name)s no longer takes part.", name=appearance.name))


@bp.get(f"{ONE}/replace")
@needs(Permission.SCHEDULE)
def ask_who_instead(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    appearance = _among(webinar, appearance_id)
    form = _offered({"part": appearance.part, "language": appearance.language})
    return _replace_page(webinar, appearance, form)


@bp.post(f"{ONE}/replace")
@needs(Permission.SCHEDULE)
def replace(slug: str, appearance_id: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), _sent()
    former = _among(webinar, appearance_id)
    if not accepted(
        form,
        lambda: replace_appearance(db(), appearance=former, facts=form.facts(), by=by(), now=now()),
    ):
        return _replace_page(webinar, former, form), 422
    return _to_list(webinar, gettext("Added."))


@bp.get(f"{ONE}/texts/<language>")
@needs(Permission.SCHEDULE)
def edit_words(slug: str, appearance_id: str, language: str) -> ResponseReturnValue:
    webinar, code = the_webinar(slug), the_language(language)
    appearance = _among(webinar, appearance_id)
    form = WordsForm(data=watched(words_of(appearance, code)))
    return _words_page(webinar, appearance, form, language)


@bp.post(f"{ONE}/texts/<language>")
@needs(Permission.SCHEDULE)
def save_words(slug: str, appearance_id: str, language: str) -> ResponseReturnValue:
    webinar, code, form = the_webinar(slug), the_language(language), WordsForm(request.form)
    appearance = _among(webinar, appearance_id)
    if not accepted(
        form,
        lambda: describe_appearance(
            db(), appearance=appearance, words=form.words(code), by=by(), now=now()
        ),
        stands=words_of(appearance, code),
    ):
        return _words_page(webinar, appearance, form, language), 422
    flash(gettext("Saved."))
    address = url_for("programme.edit_appearance", slug=slug, appearance_id=appearance_id)
    return redirect(address, 303)


def _sent() -> AppearanceForm:
    form = AppearanceForm(request.form)
    form.prepare()
    return form


def _offered(said: dict[str, object]) -> AppearanceForm:
    form = AppearanceForm(data=said)
    form.prepare()
    return form


def _among(webinar: Webinar, public_id: str) -> Appearance:
    for appearance in webinar.appearances:
        if appearance.public_id == public_id:
            return appearance
    raise NotFound


def _to_list(webinar: Webinar, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("programme.appearances", slug=webinar.slug), 303)


def _list_page(webinar: Webinar, form: AppearanceForm) -> str:
    rows = appearances_of(db(), webinar=webinar)
    people = [(row, answer_of(row), own_text(row, reader().language)) for row in rows]
    return render_template(
        "programme/appearances.html",
        **above(webinar),
        form=form,
        people=people,
        part_names=PARTS,
        unasked=[row for row, answer, _ in people if answer == "unasked" and row.address],
    )


def _edit_page(webinar: Webinar, appearance: Appearance, form: AppearanceForm) -> str:
    return render_template(
        "programme/appearance.html",
        **above(webinar),
        form=form,
        appearance=appearance,
        answer=answer_of(appearance),
        written={text.language for text in appearance.texts},
    )


def _replace_page(webinar: Webinar, appearance: Appearance, form: AppearanceForm) -> str:
    return render_template(
        "programme/appearance_replace.html", **above(webinar), form=form, appearance=appearance
    )


def _words_page(webinar: Webinar, appearance: Appearance, form: WordsForm, language: str) -> str:
    form.speak(the_language(language))
    return render_template(
        "programme/appearance_words.html",
        **above(webinar),
        form=form,
        appearance=appearance,
        language=language,
    )
