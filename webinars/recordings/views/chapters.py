"""Chapters: written by the Secretariat, begun with the agenda, and told to players."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import OWN_NAMES, is_language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.models import Sitting
from webinars.recordings.models import Recording
from webinars.recordings.operations.chapters import OtherChapters, set_chapters
from webinars.recordings.queries import find_recording
from webinars.recordings.rules import Standing, media_of, seconds_of, standing_of
from webinars.recordings.rules.chapters import (
    LONGEST,
    MOST,
    Line,
    Mark,
    lines_of,
    marks_from,
    marks_of,
    of_agenda,
    track_of,
)
from webinars.recordings.rules.written import print_of
from webinars.recordings.sights import recording_sight
from webinars.recordings.views.door import bp, recorded
from webinars.web.access import Permission, needs, public, signed_in
from webinars.web.keeping import kept
from webinars.web.readers import reader
from webinars.web.requests import db, now

SPARE = 3
"""Empty lines below those that are written."""


@bp.get("/secretariat/sittings/<sitting_id>/recording/chapters")
@needs(Permission.SCHEDULE)
def chapters(sitting_id: str) -> ResponseReturnValue:
    sitting, recording = recorded(sitting_id)
    marks = marks_of(recording)
    return _page(sitting, recording, lines_of(marks), seen=print_of(recording.chapters))


@bp.post("/secretariat/sittings/<sitting_id>/recording/chapters")
@needs(Permission.SCHEDULE)
def write_chapters(sitting_id: str) -> ResponseReturnValue:
    """Keep the chapters; or fill the page with those of the agenda, which keeps nothing yet."""
    sitting, recording = recorded(sitting_id)
    seen = request.form.get("seen", "")
    if request.form.get("do") == "agenda":
        return _page(
            sitting, recording, lines_of(_agenda(sitting, recording)), seen=seen, of_agenda=True
        )
    lines = _written()
    try:
        marks = marks_from(lines)
        by = signed_in().public_id
        set_chapters(db(), recording=recording, marks=marks, seen=seen, by=by, now=now())
    except Refusal as refusal:
        if isinstance(refusal, OtherChapters):
            seen = print_of(recording.chapters)
        return _page(sitting, recording, lines, seen=seen, wrong=refusal), refusal.status
    flash(gettext("The chapters are kept."), "ok")
    return redirect(url_for("recordings.desk", sitting_id=sitting_id), 303)


@bp.get("/recordings/<slug>/chapters/<language>.vtt")
@public
@kept
def chapter_track(slug: str, language: str) -> Response:
    """Tell a player the chapters, in a language or what is nearest to it."""
    found = (
        find_recording(db(), slug=slug) if slug.isprintable() and is_language(language) else None
    )
    if found is None or standing_of(found) is not Standing.PUBLISHED:
        raise NotFound
    marks = marks_of(found)
    if not marks:
        raise NotFound
    answer = make_response(track_of(marks, language=language, seconds=_seconds(found)))
    answer.content_type = "text/vtt; charset=utf-8"
    return answer


def _agenda(sitting: Sitting, recording: Recording) -> list[Mark]:
    begins = seconds_of(request.form.get("begins", ""))
    return of_agenda(sitting.webinar.agenda, begins=begins, until=_seconds(recording))


def _seconds(recording: Recording) -> int:
    return max((asset.seconds or 0 for asset in media_of(recording.assets)), default=0)


def _written() -> list[Line]:
    given, count = request.form, request.form.get("lines", "")
    numbers = range(min(int(count), MOST) if count.isdecimal() and len(count) < 4 else 0)
    return [
        Line(
            given.get(f"at-{n}", "")[:20],
            {code.value: given.get(f"title-{n}-{code}", "")[:LONGEST] for code in OWN_NAMES},
        )
        for n in numbers
    ]


def _page(
    sitting: Sitting,
    recording: Recording,
    lines: list[Line],
    *,
    seen: str,
    wrong: Refusal | None = None,
    of_agenda: bool = False,
) -> str:
    sight = recording_sight(recording, language=reader().language)
    written = [line for line in lines if line.time or any(line.titles.values())]
    return render_template(
        "recordings/chapters.html",
        sitting=sitting,
        recording=sight,
        played=sight.film or sight.sound,
        lines=[*written, *[Line("", {})] * min(SPARE, MOST - len(written))],
        six=OWN_NAMES,
        seen=seen,
        wrong=wrong,
        standing=lines_of(marks_of(recording)) if isinstance(wrong, OtherChapters) else [],
        of_agenda=of_agenda,
        has_agenda=bool(sitting.webinar.agenda),
    )
