"""Inviting people from a list, once each, and reminding once who did not answer.

A row for each address of a webinar is the proof that it was invited: the same
list twice, two lists at once, or a worker that begins again invite nobody twice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.addresses import normal_address
from webinars.kernel.ids import new_public_id
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.outbox.operations import Reader, post_to_many
from webinars.outbox.queries import recipient_of
from webinars.programme.models import Webinar, WebinarState
from webinars.programme.rules import registration_is_open, standing
from webinars.registrations.letters.parts import INVITATION
from webinars.registrations.models import DelegateList, Invitee, ListState
from webinars.registrations.operations.listing import (
    AT_ONCE,
    BATCH,
    ListGone,
    NobodyInIt,
    lock_list,
)
from webinars.registrations.operations.refusals import (
    NotOpenYet,
    RegistrationClosed,
    SittingCancelled,
)
from webinars.registrations.queries.invitees import (
    capital_zones,
    declined_digests,
    invited_among,
    silent,
    webinars_to_remind_of,
)
from webinars.registrations.rules.inviting import PATIENCE

JOB = "registrations.invite"
HOME = "Europe/Zurich"
"""On whose clock we write to who names no State."""


class NobodySilent(Refusal):
    message = N_(
        "There is nobody to remind: each has answered, was reminded, or got no letter yet."
    )


def refuse_unless_inviting(webinar: Webinar, *, now: datetime) -> None:
    """Refuse where whoever is invited now could not register.

    Raises:
        SittingCancelled, NotOpenYet, RegistrationClosed: as they say.
    """
    if webinar.state is WebinarState.CANCELLED:
        raise SittingCancelled
    if webinar.state is not WebinarState.OPEN:
        raise NotOpenYet
    if not any(registration_is_open(webinar, one, now) for one in standing(webinar)):
        raise RegistrationClosed


def invite_list(db: Db, *, listed: DelegateList, by: str, now: datetime) -> None:
    """Invite everybody of the list: at once if they are few, else by the worker.

    Raises:
        ListGone: it was confirmed, given up, or forgotten.
        NobodyInIt: it has no good row.
        SittingCancelled, NotOpenYet, RegistrationClosed: nobody can register now.
    """
    lock_list(db, listed)
    if listed.state is not ListState.PREVIEWED:
        raise ListGone
    if not listed.rows:
        raise NobodyInIt
    refuse_unless_inviting(listed.sitting.webinar, now=now)
    listed.state = ListState.CONFIRMED
    subject = listed.sitting.webinar.public_id
    detail = {"rows": len(listed.rows), "digest": listed.digest}
    record(db, kind=JOB, actor=by, subject=subject, now=now, detail=detail)
    if len(listed.rows) <= AT_ONCE:
        invite_rows(db, listed=listed, at=now, limit=AT_ONCE)
        return
    arguments = {"list": listed.public_id, "at": now.isoformat()}
    enqueue(db, name=JOB, arguments=arguments, now=now, key=f"{JOB}:{listed.public_id}")


def invite_rows(db: Db, *, listed: DelegateList, at: datetime, limit: int = BATCH) -> bool:
    """Invite the next rows of a confirmed list; return whether some are left."""
    lock_list(db, listed)
    if listed.state is not ListState.CONFIRMED:
        return False
    rows = listed.rows[listed.done : listed.done + limit]
    listed.made += _invite(db, listed, rows, at)
    listed.done += len(rows)
    left = listed.done < len(listed.rows)
    if not left:
        listed.state, listed.rows = ListState.DONE, []
    db.flush()
    return left


def remind_invitees(db: Db, *, webinar: Webinar, by: str, now: datetime) -> int:
    """Remind, once, everybody who got the invitation and did not answer; return how many.

    Raises:
        NobodySilent: there is nobody.
        SittingCancelled, NotOpenYet, RegistrationClosed: nobody can register now.
    """
    refuse_unless_inviting(webinar, now=now)
    count = _remind(db, webinar, silent(db, webinar=webinar, invited_before=now), now)
    if not count:
        raise NobodySilent
    _note_reminder(db, webinar, count, by=by, now=now)
    return count


def remind_silent_invitees(db: Db, *, now: datetime) -> None:
    """Remind who did not answer of the webinars that come soon: the clock's own reminder."""
    for webinar in webinars_to_remind_of(db, now=now):
        if not any(registration_is_open(webinar, one, now) for one in standing(webinar)):
            continue
        due = silent(db, webinar=webinar, invited_before=now - PATIENCE)
        if count := _remind(db, webinar, due, now):
            _note_reminder(db, webinar, count, by="worker", now=now)


def _invite(db: Db, listed: DelegateList, rows: Sequence[dict[str, Any]], at: datetime) -> int:
    """Invite those who are neither invited nor registered; return how many."""
    webinar = listed.sitting.webinar
    by_address = {normal_address(row["address"]): row for row in reversed(rows) if row["address"]}
    known = invited_among(db, webinar_id=webinar.id, addresses=by_address)
    fresh = [
        _row(webinar, row, normal, listed.read_by, at)
        for normal, row in reversed(by_address.items())
        if normal not in known
    ]
    made = _insert(db, fresh)
    declined = declined_digests(db)
    wanted = [one for one in made if recipient_of(one.address) not in declined]
    _post(db, webinar, wanted, at)
    return len(made)


def _row(
    webinar: Webinar, row: dict[str, Any], normal: str, by: str, at: datetime
) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "webinar_id": webinar.id,
        "name": row["name"],
        "address": row["address"],
        "address_normal": normal,
        "language": Language(row["language"]),
        "state_code": row["state"],
        "invited_at": at,
        "invited_by": by,
        "reminders": 0,
    }


def _insert(db: Db, rows: list[dict[str, Any]]) -> Sequence[Invitee]:
    """Insert the rows whose address is not invited yet; return those that were."""
    if not rows:
        return []
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    made = insert(Invitee).values(rows).on_conflict_do_nothing().returning(Invitee)
    return db.scalars(made).all()


def _remind(db: Db, webinar: Webinar, people: Iterable[Invitee], now: datetime) -> int:
    """Claim each for the one reminder, so that two who press at once send one letter."""
    ids = [one.id for one in people]
    claimed: list[Invitee] = []
    for begin in range(0, len(ids), BATCH):
        these = Invitee.id.in_(ids[begin : begin + BATCH]), Invitee.reminders == 0
        taken = update(Invitee).where(*these).values(reminders=1, reminded_at=now)
        claimed += db.scalars(taken.returning(Invitee)).all()
    _post(db, webinar, claimed, now)
    return len(claimed)


def _post(db: Db, webinar: Webinar, people: Sequence[Invitee], now: datetime) -> None:
    zones = capital_zones(db)
    readers = [
        Reader(
            one.address,
            one.name,
            one.language,
            zones.get(one.state_code or "", HOME),
            one.public_id,
            one.reminders,
        )
        for one in people
    ]
    last = max((one.starts_at for one in standing(webinar)), default=now)
    post_to_many(db, kind=INVITATION, readers=readers, now=now, valid_until=last)


def _note_reminder(db: Db, webinar: Webinar, count: int, *, by: str, now: datetime) -> None:
    kind, detail = "registrations.remind_invited", {"letters": count}
    record(db, kind=kind, actor=by, subject=webinar.public_id, now=now, detail=detail)
