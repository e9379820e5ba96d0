"""Messages of rooms take effect, and become a report to be signed."""

import io
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.live.models import HookEvent, ProviderRoom, RoomAccount
from webinars.live.operations.hearing import look_at
from webinars.live.operations.reporting import (
    Row,
    as_file,
    ask_report,
    offer,
    rows_of_report,
)
from webinars.live.queries.rooms import find_room, moves_of
from webinars.live.rules.happenings import Stays, What
from webinars.registrations.models import Registration
from webinars.storage.rules import Kind
from webinars.storage.store import Store


def project(engine: Bind, arguments: dict[str, Any], now: datetime) -> str:
    """Let one message have its effect."""
    with unit_of_work(engine) as db:
        found = select(HookEvent).where(HookEvent.public_id == str(arguments["event"]))
        event = db.scalars(found.with_for_update()).one()
        account = db.get_one(RoomAccount, event.account_id)
        state = look_at(db, event=event, account=account, now=now)
        if event.kind == What.REPORT and event.room_id:
            room = db.get_one(ProviderRoom, event.room_id)
            ask_report(db, room=room, step=event.public_id, now=now)
        return state


def report(store: Store, engine: Bind, arguments: dict[str, Any], now: datetime) -> str:
    """Offer what a room reported of its sitting for signature. Its bytes are kept first."""
    with reading(engine) as db:
        room = find_room(db, public_id=str(arguments["room"]))
        if room is None or room.sitting is None:
            return "no sitting"
        rows, _ = _rows(db, room)
    if not rows:
        return "nobody was reported"
    kept = store.keep(io.BytesIO(as_file(rows)), accept=frozenset({Kind.TEXT}))
    with unit_of_work(engine) as db:
        room = find_room(db, public_id=str(arguments["room"]))
        if room is None or room.sitting is None:
            return "no sitting"
        rows, stays = _rows(db, room)
        offer(db, sitting=room.sitting, room=room, rows=rows, stays=stays, kept=kept, now=now)
    return f"{len(rows)} connections"


def _rows(db: Db, room: ProviderRoom) -> tuple[list[Row], Stays]:
    assert room.sitting is not None  # noqa: S101  (both callers looked)
    moves = moves_of(db, sitting=room.sitting)
    ids = {one.registration_id for one in moves if one.registration_id is not None}
    rows = (
        select(Registration)
        .where(Registration.webinar_id == room.sitting.webinar_id, Registration.id.in_(ids))
        .options(joinedload(Registration.person), joinedload(Registration.address))
    )
    return rows_of_report(moves, {row.id: row for row in db.scalars(rows)})
