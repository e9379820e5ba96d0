"""How good the evidence is: figures for the evaluator, and for the Secretariat where to mend it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webinars.evaluation.queries.quality import evidence_quality
from webinars.evaluation.views.door import bp
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/evaluation/quality")
@needs(Permission.EVALUATE)
def quality() -> ResponseReturnValue:
    return _page("evaluation/quality.html")


@bp.get("/secretariat/quality")
@needs(Permission.SCHEDULE)
def quality_to_mend() -> ResponseReturnValue:
    return _page("evaluation/quality_to_mend.html")


def _page(template: str) -> str:
    found = evidence_quality(db(), now=now())
    titles = {
        one.webinar.id: text_in(one.webinar.texts, reader().language) for one in found.webinars
    }
    return render_template(template, found=found, titles=titles, as_of=now())
