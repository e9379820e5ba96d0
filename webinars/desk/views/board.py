"""The live board: who is coming, what fails, and the two buttons that say when it ran."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.attendance.models import Holding, HoldingSource
from webinars.attendance.queries import newest_holding
from webinars.desk.forms.board import DoorForm
from webinars.desk.queries.board import coming, failing, open_questions
from webinars.desk.views.door import bp
from webinars.kernel.refusals import NotFound
from webinars.live.models import MarkKind
from webinars.live.operations.doors import BadStream, set_door
from webinars.live.operations.marking import mark
from webinars.live.queries.rooms import door_of, marks_of, provider_room_of
from webinars.live.rules.holding import Hours, hours_of
from webinars.programme.models import Sitting
from webinars.programme.queries import find_sitting
from webinars.programme.rules import room_of, text_in
from webinars.states.rules import GROUP_NAMES
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/sittings/<sitting_id>/board", endpoint="board")
@needs(Permission.SCHEDULE)
def board(sitting_id: str) -> ResponseReturnValue:
    return _page(_sitting(sitting_id))


@bp.post("/secretariat/sittings/<sitting_id>/board/<kind>", endpoint="mark")
@needs(Permission.SCHEDULE)
def mark_now(sitting_id: str, kind: str) -> ResponseReturnValue:
    """Record, at this very moment, that the sitting began or is over."""
    sitting = _sitting(sitting_id)
    if kind not in set(MarkKind):
        raise NotFound
    source = HoldingSource.MANUAL
    moment = now()
    mark(
        db(),
        sitting=sitting,
        kind=MarkKind(kind),
        at=moment,
        source=source,
        by=signed_in().public_id,
        now=moment,
    )
    return _back(sitting, gettext("Recorded. A mistake is mended on the page of attendance."))


@bp.post("/secretariat/sittings/<sitting_id>/board/door", endpoint="door")
@needs(Permission.SCHEDULE)
def say_door(sitting_id: str) -> ResponseReturnValue:
    sitting, form = _sitting(sitting_id), DoorForm(request.form)
    if not form.validate():
        return _page(sitting, form), 422
    try:
        set_door(
            db(),
            sitting=sitting,
            full=bool(form.full.data),
            overflow=form.overflow.data or "",
            by=signed_in().public_id,
            now=now(),
        )
    except BadStream as refusal:
        form.blame(form.overflow, refusal)
        return _page(sitting, form), 422
    return _back(sitting, gettext("The join page says so from now on."))


def _sitting(sitting_id: str) -> Sitting:
    found = find_sitting(db(), public_id=sitting_id)
    if found is None:
        raise NotFound
    return found


def _page(sitting: Sitting, form: DoorForm | None = None) -> str:
    text, language = text_in(sitting.webinar.texts, reader().language)
    hours = hours_of(marks_of(db(), sitting=sitting), planned_start=sitting.starts_at)
    door = door_of(db(), sitting=sitting)
    known = {"full": door.full, "overflow": door.overflow} if door else {}
    return render_template(
        "desk/board.html",
        sitting=sitting,
        title_of=text.title,
        title_language=language,
        coming=coming(db(), sitting=sitting, now=now()),
        failing=failing(db(), now=now()),
        questions=open_questions(db(), sitting=sitting),
        hours=hours,
        written=_written(sitting, hours),
        room=provider_room_of(db(), live_room=room_of(sitting)),
        groups={group.value: name for group, name in GROUP_NAMES.items()},
        door=door,
        door_form=form or DoorForm(data=known),
        form=form,
        now=now(),
        demonstration=sitting.webinar.series.demonstration,
    )


def _written(sitting: Sitting, hours: Hours) -> Holding | None:
    """Return the hours that hold, if others were written than those that were marked here."""
    held = newest_holding(db(), sitting=sitting)
    marked = (hours.began_at, hours.over_at)
    return held if held and (held.started_at, held.ended_at) != marked else None


def _back(sitting: Sitting, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("desk.board", sitting_id=sitting.public_id), 303)
