"""An evaluator's own notes: nobody else reads them, not another evaluator either."""

import csv
import io

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.evaluation.forms.matrix import NoteForm
from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.notes import Note
from webinars.evaluation.operations.matrix import change_note, remove_note, write_note
from webinars.evaluation.queries.matrix import get_note, notes_of
from webinars.evaluation.sights.figures import NAMES
from webinars.evaluation.views.door import accepted, bp, by
from webinars.kernel.text import inert
from webinars.programme.queries import every_webinar
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs
from webinars.web.forms import Choice
from webinars.web.readers import reader
from webinars.web.requests import db, now

HEAD = ("about", "words", "made_at", "changed_at")


@bp.get("/evaluation/notes")
@needs(Permission.EVALUATE)
def notes() -> ResponseReturnValue:
    about = request.args.get("about")
    return render_template(
        "evaluation/notes.html",
        notes=notes_of(db(), account=by(), about=about),
        about=about,
        names={one.value: one.label for one in _things()},
    )


@bp.get("/evaluation/notes.csv")
@needs(Permission.EVALUATE)
def notes_file() -> ResponseReturnValue:
    """Send one's own notes as CSV; they are no evidence, and nobody learns that there are any."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEAD)
    for one in notes_of(db(), account=by()):
        moments = (one.made_at.isoformat(), one.changed_at.isoformat())
        writer.writerow((one.about, inert(one.words), *moments))
    name = {"Content-Disposition": "attachment; filename=notes.csv"}
    return Response(file.getvalue(), mimetype="text/csv", headers=name)


@bp.get("/evaluation/notes/new")
@needs(Permission.EVALUATE)
def new_note() -> ResponseReturnValue:
    return _form(_offered(NoteForm(data={"about": request.args.get("about")})))


@bp.post("/evaluation/notes/new")
@needs(Permission.EVALUATE)
def add_note() -> ResponseReturnValue:
    form = _offered(NoteForm(request.form))
    if not accepted(form, lambda: _write(form)):
        return _form(form), 422
    return _back(gettext("The note is kept."))


@bp.get("/evaluation/notes/<note_id>")
@needs(Permission.EVALUATE)
def note(note_id: str) -> ResponseReturnValue:
    found = get_note(db(), public_id=note_id, account=by())
    data = {"words": found.words, "about": found.about}
    return _form(_offered(NoteForm(data=data)), found)


@bp.post("/evaluation/notes/<note_id>")
@needs(Permission.EVALUATE)
def rewrite_note(note_id: str) -> ResponseReturnValue:
    found = get_note(db(), public_id=note_id, account=by())
    form = _offered(NoteForm(request.form))
    if not accepted(form, lambda: _change(found, form)):
        return _form(form, found), 422
    return _back(gettext("The note is kept."))


@bp.get("/evaluation/notes/<note_id>/remove")
@needs(Permission.EVALUATE)
def ask_remove_note(note_id: str) -> ResponseReturnValue:
    found = get_note(db(), public_id=note_id, account=by())
    return render_template("evaluation/note_remove.html", note=found)


@bp.post("/evaluation/notes/<note_id>/remove")
@needs(Permission.EVALUATE)
def drop_note(note_id: str) -> ResponseReturnValue:
    remove_note(db(), note=get_note(db(), public_id=note_id, account=by()))
    return _back(gettext("The note is removed."))


def _things() -> list[Choice]:
    """Return what a note may be about: an indicator, or a webinar."""
    indicators = [
        Choice(
            f"indicator:{one.indicator}",
            f"{one.indicator}. {gettext(NAMES[one.name])}",
            group=gettext("Indicators"),
        )
        for one in present_definitions()
    ]
    webinars = [
        Choice(
            f"webinar:{one.public_id}",
            text_in(one.texts, reader().language)[0].title,
            group=gettext("Webinars"),
        )
        for one in every_webinar(db())
        if one.texts
    ]
    return [*indicators, *webinars]


def _offered(form: NoteForm) -> NoteForm:
    form.about.choices = _things()
    return form


def _write(form: NoteForm) -> None:
    write_note(db(), account=by(), about=form.about.data or "", words=form.words.value, now=now())


def _change(found: Note, form: NoteForm) -> None:
    change_note(db(), note=found, about=form.about.data or "", words=form.words.value, now=now())


def _form(form: NoteForm, found: Note | None = None) -> str:
    return render_template("evaluation/note.html", form=form, note=found)


def _back(done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("evaluation.notes"), 303)
