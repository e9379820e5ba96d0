"""One reading of a file: what came of it, what it asks, how its totals compare."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webinars.attendance.forms import (
    AddressForm,
    AnswersForm,
    OverrideForm,
    ReportForm,
    SignOffForm,
)
from webinars.attendance.imports.reading import Outcome
from webinars.attendance.imports.sentences import NOT_YET_SEEN
from webinars.attendance.models import AttendanceImport, ImportState
from webinars.attendance.operations.importing import CHANGING
from webinars.attendance.queries import last_zone, reconciliation, rereading_of
from webinars.attendance.views.door import (
    TONES,
    bp,
    import_called,
    report_of,
    report_words,
    said,
    sentence_of,
    state_of,
)
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs
from webinars.web.forms import Form, choices
from webinars.web.readers import reader
from webinars.web.requests import db

SHOWN = 200
"""People of one list on a page; more are counted and come up as these are decided."""


@bp.get("/secretariat/imports/<import_id>")
@needs(Permission.SCHEDULE)
def outcome(import_id: str) -> ResponseReturnValue:
    return page_of(import_called(db(), import_id))


def page_of(
    import_: AttendanceImport,
    *,
    answers: AnswersForm | None = None,
    override: OverrideForm | None = None,
    report: ReportForm | None = None,
    blamed: tuple[int, Form] | None = None,
) -> str:
    """Return the page of a reading, with a form that needs another look.

    `blamed`: the row of the file whose form that is.
    """
    text, language = text_in(import_.sitting.webinar.texts, reader().language)
    changing = Outcome(import_.outcome) in CHANGING
    return render_template(
        "attendance/import.html",
        **told(import_),
        title=text.title,
        title_language=language,
        compared=reconciliation(db(), import_) if changing else None,
        answers_form=answers or _answers_form(import_),
        override_form=override or OverrideForm(),
        report_form=report or report_form(import_),
        can_override=import_.outcome == Outcome.WRONG_SESSION,
        blamed=blamed,
        form=answers or override or report or (blamed[1] if blamed else None),
        address_form=AddressForm(),
        shown=SHOWN,
    )


def report_form(import_: AttendanceImport, said: MultiDict[str, str] | None = None) -> ReportForm:
    """Return the question which of the other reports a file is, that it may be."""
    form = ReportForm(said)
    words = [(one["key"], report_words(one["provider"], one["shape"])) for one in import_.others]
    form.report.choices = choices(words)
    return form


def told(import_: AttendanceImport) -> dict[str, Any]:
    """Return what every page about a reading says of it."""
    later = rereading_of(db(), import_=import_)
    return {
        "import": import_,
        "sitting": import_.sitting,
        "sentence": sentence_of(import_),
        "state": state_of(import_, answered=later is not None),
        "tone": TONES[import_.state],
        "asking": import_.state is ImportState.ASKING,
        "may_sign": _may_sign(import_),
        "later": later,
        "report": report_of(import_),
        "reasons": [
            (said(one["reason"], one["values"]), one["reason"] == NOT_YET_SEEN)
            for one in import_.reasons
        ],
        "skipped": [_row(row) for row in import_.skipped],
        "noted": [_row(row) for row in import_.noted],
        "reported": import_.reported,
        "demonstration": import_.sitting.webinar.series.demonstration,
        "nobody": import_.outcome == Outcome.EMPTY_BUT_VALID,
        "sign_form": SignOffForm(),
    }


def _may_sign(import_: AttendanceImport) -> bool:
    return Outcome(import_.outcome) in CHANGING and import_.state is not ImportState.SIGNED


def _row(row: dict[str, Any]) -> tuple[int, str]:
    return row["row"], said(row["reason"], row["values"])


def _answers_form(import_: AttendanceImport) -> AnswersForm:
    if import_.state is not ImportState.ASKING:
        return AnswersForm()
    return AnswersForm(
        zone=import_.zone or last_zone(db(), provider=import_.provider),
        date_order=import_.date_order,
    )
