"""A sitting's room at a provider: which, how it stands, what is out of step, and mending it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.refusals import NotFound, Refusal
from webinars.live.forms import RoomSaidForm, room_form
from webinars.live.forms.rooms import known_of
from webinars.live.models import ProviderRoom, RoomAccount
from webinars.live.operations.using import mend, use_account
from webinars.live.queries.rooms import (
    accounts,
    calls_about,
    get_account,
    provider_room_of,
    recordings_of,
    rooms_of,
)
from webinars.live.queries.stepping import steps_of
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.live.rules.faults import FAULTS
from webinars.live.rules.retention import days_left, keeping_of
from webinars.live.views.door import bp
from webinars.programme.models import Sitting
from webinars.programme.queries import find_sitting
from webinars.programme.rules import room_of, text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/sittings/<sitting_id>/live-room")
@needs(Permission.SCHEDULE)
def sitting_room(sitting_id: str) -> ResponseReturnValue:
    sitting = the_sitting(sitting_id)
    chosen = request.args.get("account", "")
    room = provider_room_of(db(), live_room=room_of(sitting))
    account = get_account(db(), public_id=chosen) if chosen else room.account if room else None
    mine = room if room is not None and account is room.account else None
    form = room_form(account)(data=known_of(mine)) if account else None
    return _page(sitting, room, account, form)


@bp.post("/secretariat/sittings/<sitting_id>/live-room/<account_id>")
@needs(Permission.SCHEDULE)
def use_room(sitting_id: str, account_id: str) -> ResponseReturnValue:
    sitting, account = the_sitting(sitting_id), get_account(db(), public_id=account_id)
    form = room_form(account)(request.form)
    room = provider_room_of(db(), live_room=room_of(sitting))
    if not form.validate():
        return _page(sitting, room, account, form), 422
    by = signed_in().public_id
    try:
        use_account(db(), sitting=sitting, account=account, said=form.said(), by=by, now=now())
    except Refusal as refusal:
        if type(refusal) not in form.mended_at:
            raise
        form.blame(form[form.mended_at[type(refusal)]], refusal)
        return _page(sitting, room, account, form), 422
    return _back(sitting, gettext("Saved. No letter is sent: links stay as they are."))


@bp.post("/secretariat/sittings/<sitting_id>/live-room/mend")
@needs(Permission.SCHEDULE)
def mend_room(sitting_id: str) -> ResponseReturnValue:
    sitting = the_sitting(sitting_id)
    for room in rooms_of(db(), sittings=[sitting]):
        if room.account.closed_at is None:
            mend(db(), room=room, now=now())
    return _back(sitting, gettext("The room is being called. Load this page again in a minute."))


def the_sitting(sitting_id: str) -> Sitting:
    found = find_sitting(db(), public_id=sitting_id)
    if found is None:
        raise NotFound
    return found


def _page(
    sitting: Sitting,
    room: ProviderRoom | None,
    account: RoomAccount | None,
    form: RoomSaidForm | None,
) -> str:
    text, language = text_in(sitting.webinar.texts, reader().language)
    rooms = rooms_of(db(), sittings=[sitting])
    keeping = keeping_of(room, ended_at=sitting.ends_at) if room else None
    over = sitting.ends_at <= now()
    return render_template(
        "live/room.html",
        sitting=sitting,
        title_of=text.title,
        title_language=language,
        room=room,
        can=CAPABILITIES[room.account.provider] if room else None,
        account=account,
        accounts=accounts(db()),
        capabilities=CAPABILITIES,
        form=form,
        fault=FAULTS.get(room.fault) if room and room.state == "failed" else None,
        faults=FAULTS,
        calls=calls_about(db(), public_ids=[one.public_id for one in rooms], most=12),
        reports=any(CAPABILITIES[one.account.provider].reports for one in rooms),
        steps=steps_of(db(), sitting=sitting) if sitting.starts_at <= now() else None,
        recordings=recordings_of(db(), sitting=sitting) if over else [],
        days=days_left(keeping, now()) if keeping and over else None,
        over=over,
        demonstration=sitting.webinar.series.demonstration,
    )


def _back(sitting: Sitting, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("live.sitting_room", sitting_id=sitting.public_id), 303)
