"""The page of a recording before it is public, in each language, as its readers will see it."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound
from webinars.programme.queries import find_sitting
from webinars.recordings.queries import find_recording, recording_of
from webinars.recordings.views.door import bp
from webinars.recordings.views.library import page_of
from webinars.web.access import Permission, needs
from webinars.web.readers import Reader, reader
from webinars.web.requests import db


@bp.get("/secretariat/sittings/<sitting_id>/recording/preview/<language>")
@needs(Permission.SCHEDULE)
def preview(sitting_id: str, language: str) -> ResponseReturnValue:
    if not is_language(language):
        raise NotFound
    asked = request.args.get("lang", language)
    if asked != language and is_language(asked):
        return redirect(url_for("recordings.preview", sitting_id=sitting_id, language=asked), 303)
    g.reader = Reader(Language(language), reader().zone)
    sitting = find_sitting(db(), public_id=sitting_id)
    kept = recording_of(db(), sitting=sitting) if sitting else None
    found = find_recording(db(), slug=kept.slug) if kept else None
    if found is None:
        raise NotFound
    return page_of(found, preview=True)
