"""The Secretariat writes what was learned, for the recording's page and for the search."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import OWN_NAMES
from webinars.programme.models import Sitting
from webinars.programme.rules import text_in
from webinars.recordings.forms import LessonsForm
from webinars.recordings.operations.lessons import OtherLessons, set_lessons
from webinars.recordings.rules.written import print_of
from webinars.recordings.views.door import bp, recorded
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Form
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/sittings/<sitting_id>/recording/lessons")
@needs(Permission.SCHEDULE)
def lessons(sitting_id: str) -> ResponseReturnValue:
    sitting, recording = recorded(sitting_id)
    return _page(sitting, LessonsForm(data=recording.lessons), seen=print_of(recording.lessons))


@bp.post("/secretariat/sittings/<sitting_id>/recording/lessons")
@needs(Permission.SCHEDULE)
def write_lessons(sitting_id: str) -> ResponseReturnValue:
    sitting, recording = recorded(sitting_id)
    form, seen = LessonsForm(request.form), request.form.get("seen", "")
    if not form.validate():
        return _page(sitting, form, seen=seen), 422
    given = {code.value: form[code.value].data or "" for code in OWN_NAMES}
    by = signed_in().public_id
    try:
        set_lessons(db(), recording=recording, given=given, seen=seen, by=by, now=now())
    except OtherLessons as refusal:
        standing = dict(recording.lessons)
        seen = print_of(standing)
        return _page(sitting, form, seen=seen, wrong=refusal, standing=standing), refusal.status
    flash(gettext("The lessons are kept."), "ok")
    return redirect(url_for("recordings.desk", sitting_id=sitting_id), 303)


def _page(
    sitting: Sitting,
    form: Form,
    *,
    seen: str,
    wrong: OtherLessons | None = None,
    standing: dict[str, str] | None = None,
) -> str:
    text, language = text_in(sitting.webinar.texts, reader().language)
    return render_template(
        "recordings/lessons.html",
        sitting=sitting,
        title=text.title,
        title_language=language,
        form=form,
        seen=seen,
        wrong=wrong,
        standing=standing or {},
        six=OWN_NAMES,
    )
