"""A sitting's attendance: when it was held, and the files that were read for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.attendance.forms import HoldingForm, PresenceForm, UploadForm
from webinars.attendance.models import (
    BY_HAND,
    AttendanceImport,
    Holding,
    HoldingSource,
    ImportState,
)
from webinars.attendance.operations import record_holding
from webinars.attendance.operations.refusals import (
    CorrectionNeedsReason,
    FarFromSchedule,
)
from webinars.attendance.queries import holdings_of, imports_of, last_zone, names_by_hand
from webinars.attendance.views.door import (
    TONES,
    bp,
    said,
    sentence_of,
    sitting_called,
    state_of,
)
from webinars.kernel.refusals import BadInput
from webinars.kernel.zones import NoSuchTime, instant_of, wall_of
from webinars.programme.models import Sitting
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/sittings/<sitting_id>/attendance")
@needs(Permission.SCHEDULE)
def sitting(sitting_id: str) -> ResponseReturnValue:
    return page(sitting_called(db(), sitting_id))


@bp.post("/secretariat/sittings/<sitting_id>/attendance/holdings")
@needs(Permission.SCHEDULE)
def hold(sitting_id: str) -> ResponseReturnValue:
    held, form = sitting_called(db(), sitting_id), HoldingForm(request.form)
    if not form.validate():
        return page(held, holding=form), 422
    try:
        started_at, ended_at = _instants(form, held.zone)
        record_holding(
            db(),
            sitting=held,
            started_at=started_at,
            ended_at=ended_at,
            source=HoldingSource.MANUAL,
            reason=form.reason.value,
            by=signed_in().public_id,
            now=now(),
        )
    except (CorrectionNeedsReason, FarFromSchedule) as refusal:
        form.blame(form.reason, refusal)
        return page(held, holding=form), 422
    except NoSuchTime as refusal:
        form.blame(form.started, refusal)
        return page(held, holding=form), 422
    except BadInput as refusal:
        form.blame(form.ended, refusal)
        return page(held, holding=form), 422
    return redirect(url_for("attendance.sitting", sitting_id=sitting_id), 303)


def page(
    held: Sitting,
    *,
    holding: HoldingForm | None = None,
    upload: UploadForm | None = None,
    presence: PresenceForm | None = None,
) -> str:
    """Return the page of a sitting, with a form that needs another look."""
    holdings = holdings_of(db(), sitting=held)
    files = imports_of(db(), sitting=held)
    names = names_by_hand(db(), imports=files)
    text, language = text_in(held.webinar.texts, reader().language)
    return render_template(
        "attendance/sitting.html",
        sitting=held,
        title=text.title,
        title_language=language,
        holdings=holdings,
        imports=[_line(one, files) for one in files if one.provider != BY_HAND],
        by_hand=[_presence(one, names) for one in files if one.provider == BY_HAND],
        holding_form=holding or _known_times(held, next(iter(holdings), None)),
        upload_form=upload or UploadForm(zone=last_zone(db())),
        presence_form=presence or PresenceForm(prefix="p", data=_day_of(held)),
        form=holding or upload or presence,
        over=held.ends_at <= now(),
        demonstration=held.webinar.series.demonstration,
    )


def _line(one: AttendanceImport, files: Sequence[AttendanceImport]) -> dict[str, object]:
    answered = any(later.rereads_id == one.id for later in files)
    return {
        "import": one,
        "sentence": sentence_of(one),
        "state": state_of(one, answered=answered),
        "tone": TONES[one.state],
    }


def _presence(one: AttendanceImport, names: Mapping[int, str]) -> dict[str, object]:
    return {
        "import": one,
        "name": names.get(one.id, ""),
        "sentence": said(one.sentence, one.sentence_values),
        "counts": one.state is ImportState.SIGNED,
    }


def _day_of(held: Sitting) -> dict[str, object]:
    starts = wall_of(held.starts_at, held.zone)
    return {"day": starts.date(), "joined": starts.time()}


def _known_times(held: Sitting, newest: Holding | None) -> HoldingForm:
    """Return the form as it stands at first: what was recorded last, else the schedule."""
    starts = newest.started_at if newest else held.starts_at
    ends = newest.ended_at if newest else held.ends_at
    start, end = wall_of(starts, held.zone), wall_of(ends, held.zone)
    return HoldingForm(
        started_on=start.date(), started=start.time(), ended_on=end.date(), ended=end.time()
    )


def _instants(form: HoldingForm, zone: str) -> tuple[datetime, datetime]:
    """Return both instants.

    Raises:
        NoSuchTime: the clocks of the announced zone skip or double one of them.
    """
    start = datetime.combine(form.started_on.value, form.started.value)
    end = datetime.combine(form.ended_on.value, form.ended.value)
    return instant_of(start, zone), instant_of(end, zone)
