"""What was asked from the floor and answered in writing, published with the recording."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webinars.kernel.refusals import NotFound
from webinars.live.queries import published_questions
from webinars.recordings.queries import find_recording
from webinars.recordings.rules import Standing, standing_of
from webinars.recordings.sights import recording_sight
from webinars.recordings.views.door import bp
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.readers import reader
from webinars.web.requests import db


@bp.get("/recordings/<slug>/questions")
@public
@kept
def questions(slug: str) -> ResponseReturnValue:
    """Show questions and answers; a name only where its owner agreed to it."""
    found = find_recording(db(), slug=slug) if slug.isprintable() else None
    if found is None or standing_of(found) is not Standing.PUBLISHED:
        raise NotFound
    return render_template(
        "recordings/questions.html",
        recording=recording_sight(found, language=reader().language),
        questions=published_questions(db(), webinar=found.sitting.webinar),
        demonstration=found.sitting.webinar.series.demonstration,
    )
