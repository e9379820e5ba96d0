"""Holding a sitting in a provider's room, and mending what is out of step with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.kernel.ids import new_public_id
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line
from webinars.live.models import ProviderRoom, RoomAccount
from webinars.live.queries.rooms import CALL, provider_room_of, waiting_events
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.programme.models import Sitting
from webinars.programme.operations import change_room
from webinars.programme.operations.facts import RoomFacts
from webinars.programme.rules import room_of

EARLY = timedelta(minutes=45)
"""So long before a sitting its meeting is made: those who appear come half an hour before."""

PROJECT = "live.project"


class NumberNeeded(BadInput):
    message = N_("Write the number that the provider gave the meeting: its reports name it.")


@dataclass(frozen=True, kw_only=True)
class RoomSaid:
    """What an officer says of a sitting's room at a provider."""

    link: str = ""
    """Where meetings are made by hand there: the link that people are led to."""
    meeting_id: str = ""
    passcode: str = ""
    dial_in: str = ""
    notes: str = ""


def use_account(
    db: Db, *, sitting: Sitting, account: RoomAccount, said: RoomSaid, by: str, now: datetime
) -> ProviderRoom:
    """Hold `sitting` in a room of `account`: new room first, then the old one is ended.

    Nobody needs another invitation: the join gate leads to the room in use. What
    the provider reported of the meeting before it was known here is looked at now.

    Raises:
        BadLink, IsCancelled: as for any live room.
        NumberNeeded: reports would find no sitting.
    """
    before = provider_room_of(db, live_room=room_of(sitting))
    stays = before if before is not None and before.account_id == account.id else None
    number = _number(account, said, stays)
    facts = _facts(account, said, number)
    live_room = change_room(db, sitting=sitting, facts=facts, by=by, now=now)
    reference = {} if CAPABILITIES[account.provider].create else {"link": live_room.link}
    if stays is not None:  # other words, the same meeting
        stays.live_room_id, stays.meeting_id = live_room.id, number or stays.meeting_id
        stays.reference = stays.reference | reference
        return stays
    room = ProviderRoom(
        account=account,
        live_room_id=live_room.id,
        sitting_id=sitting.id,
        meeting_id=number or live_room.public_id,
        reference=reference,
        made_at=now,
    )
    db.add(room)
    db.flush()
    if before is not None:
        ask_call(db, room=before, do="end", step="replaced", now=now)
    _begin(db, room, sitting, now)
    return room


def _number(account: RoomAccount, said: RoomSaid, stays: ProviderRoom | None) -> str:
    """Return the meeting's number: ours where we make it, else as it was written."""
    can, number = CAPABILITIES[account.provider], clean_line(said.meeting_id).replace(" ", "")
    if can.create:
        return stays.meeting_id if stays else new_public_id()
    if can.attendance == "webhook+api" and not number:
        raise NumberNeeded
    return number


def _facts(account: RoomAccount, said: RoomSaid, number: str) -> RoomFacts:
    made_by_us = CAPABILITIES[account.provider].create
    return RoomFacts(
        link=_front(account.address, number) if made_by_us else said.link,
        passcode=said.passcode,
        dial_in=said.dial_in,
        notes=said.notes,
        provider=account.provider.value,
    )


def _begin(db: Db, room: ProviderRoom, sitting: Sitting, now: datetime) -> None:
    if CAPABILITIES[room.account.provider].create:
        due = max(now, sitting.starts_at - EARLY)
        ask_call(db, room=room, do="create", step="first", now=now, due_at=due)
    for event in waiting_events(db, account_id=room.account_id, meeting_id=room.meeting_id):
        ask_projection(db, event=event, step=room.public_id, now=now)


def ask_projection(db: Db, *, event: str, step: str, now: datetime) -> None:
    """Ask that a room's message be looked at; `step` tells another look from the first."""
    key = f"{PROJECT}:{event}:{step}"
    enqueue(db, name=PROJECT, arguments={"event": event}, key=key, now=now)


def ask_call(
    db: Db,
    *,
    room: ProviderRoom,
    do: str,
    step: str,
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    """Ask for one call about `room`; the same `step` twice is one call."""
    enqueue(
        db,
        name=CALL,
        arguments={"room": room.public_id, "do": do},
        key=call_key(room, do, step),
        now=now,
        due_at=due_at,
    )


def call_key(room: ProviderRoom, do: str, step: str) -> str:
    """Return the idempotency key of a call: what it is about comes first."""
    return f"{CALL}:{room.public_id}:{do}:{step}"


def mend(db: Db, *, room: ProviderRoom, now: datetime) -> None:
    """Ask anew for all that the room should have done by now: made, counted, told, ended."""
    can, sitting, step = CAPABILITIES[room.account.provider], room.sitting, now.isoformat()
    room.account.paused_until, room.account.failures = None, 0
    gone = sitting is None or sitting.cancelled_at is not None or room.live_room is None
    if gone or (room.live_room is not None and room.live_room.closed_at is not None):
        ask_call(db, room=room, do="end", step=step, now=now)
        return
    if can.create and sitting is not None and now < sitting.ends_at:
        ask_call(db, room=room, do="create", step=step, now=now)
    if can.counts_present:
        ask_call(db, room=room, do="status", step=step, now=now)
    if can.recordings:
        ask_call(db, room=room, do="recordings", step=step, now=now)
    if can.attendance == "webhook+api" and sitting is not None and sitting.ends_at <= now:
        ask_call(db, room=room, do="attendance", step=step, now=now)


def _front(address: str, meeting_id: str) -> str:
    """Return what is kept as the room's link: it tells two rooms apart, and opens none.

    Links into a meeting are minted at the click.
    """
    return f"https://{urlsplit(address).hostname}/{meeting_id}"
