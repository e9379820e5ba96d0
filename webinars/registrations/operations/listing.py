"""A list of colleagues: read and shown first, registered once it is confirmed.

Registering row by row repeats safely: whoever is registered already keeps that, and
no letter goes out a second time. So the same file twice does nothing twice.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line
from webinars.programme.models import Sitting
from webinars.registrations.imports.people import Listed, People
from webinars.registrations.models import Category, DelegateList, ListPurpose, ListState, Source
from webinars.registrations.operations.declared import as_it_counts
from webinars.registrations.operations.newcomers import By
from webinars.registrations.operations.registering import refuse_unless_open
from webinars.registrations.operations.registering_many import register_many
from webinars.registrations.queries import registered_among
from webinars.registrations.rules import Declaration

AT_ONCE = 100
"""So many rows are registered while the page waits; more by the worker, batch by batch."""
BATCH = 200
KEPT = timedelta(days=1)
"""How long a list that nobody confirmed is kept, and the faults of one that is done."""
JOB = "registrations.list"


class ListGone(Refusal):
    message = N_("This list was registered or given up already. Read the file again.")


class NobodyInIt(BadInput):
    message = N_("No row of this file can be registered. The reasons stand below.")


def keep_list(
    db: Db,
    *,
    sitting: Sitting,
    code: str | None,
    raw: bytes,
    name: str,
    people: People,
    language: Language,
    by: str,
    now: datetime,
    purpose: ListPurpose = ListPurpose.REGISTER,
) -> DelegateList:
    """Keep what was read, for its preview. Nobody is registered by this.

    Args:
        code: the State of a focal point; None for the Secretariat.
        name: of the file.
        language: of those whose row says none.
    """
    made = DelegateList(
        sitting=sitting,
        state_code=code,
        purpose=purpose,
        name=clean_line(name)[-200:],
        digest=hashlib.sha256(raw).hexdigest(),
        read_as=people.read_as,
        rows=[_kept(one, language) for one in people.good],
        faults=[asdict(fault) for fault in people.faults],
        state=ListState.PREVIEWED,
        read_at=now,
        read_by=by,
        done=0,
        made=0,
    )
    db.add(made)
    db.flush()
    return made


def confirm_list(db: Db, *, listed: DelegateList, by: str, now: datetime) -> None:
    """Register everybody of the list: at once if they are few, else by the worker.

    Who is registered at the moment of this call is so from that moment on, even if
    the worker comes to a row after registration has closed.

    Raises:
        ListGone: it was confirmed, given up, or forgotten.
        NobodyInIt: it has no good row.
        RegistrationClosed, NotOpenYet, SittingCancelled, NotForYou: not for this sitting now.
    """
    lock_list(db, listed)
    if listed.state is not ListState.PREVIEWED:
        raise ListGone
    if not listed.rows:
        raise NobodyInIt
    sitting, first = listed.sitting, _declared(listed.rows[0])
    counted = as_it_counts(db, webinar=sitting.webinar, declared=first)
    refuse_unless_open(sitting, counted.category, now=now)
    listed.state = ListState.CONFIRMED
    detail = {"rows": len(listed.rows), "digest": listed.digest}
    subject = listed.public_id
    record(db, kind="registrations.list", actor=by, subject=subject, now=now, detail=detail)
    if len(listed.rows) <= AT_ONCE:
        register_rows(db, listed=listed, at=now, limit=AT_ONCE)
        return
    arguments = {"list": listed.public_id, "at": now.isoformat()}
    enqueue(db, name=JOB, arguments=arguments, now=now, key=f"{JOB}:{listed.public_id}")


def drop_list(db: Db, *, listed: DelegateList) -> None:
    """Give up a list that is not confirmed; its rows are deleted."""
    lock_list(db, listed)
    if listed.state is ListState.PREVIEWED:
        listed.state, listed.rows, listed.faults = ListState.DROPPED, [], []


def register_rows(db: Db, *, listed: DelegateList, at: datetime, limit: int = BATCH) -> bool:
    """Register the next rows of a confirmed list; return whether some are left.

    Args:
        at: when the list was confirmed: the moment of these registrations.
    """
    lock_list(db, listed)
    if listed.state is not ListState.CONFIRMED:
        return False
    rows = listed.rows[listed.done : listed.done + limit]
    listed.made += _register(db, listed, rows, at)
    listed.done += len(rows)
    left = listed.done < len(listed.rows)
    if not left:
        listed.state, listed.rows = ListState.DONE, []
    db.flush()
    return left


def forget_lists(db: Db, *, now: datetime) -> None:
    """Delete the rows of lists that nobody confirmed within a day, and old faults."""
    old = DelegateList.read_at < now - KEPT
    left_alone = (DelegateList.state == ListState.PREVIEWED, old)
    gone: dict[str, Any] = {"rows": [], "faults": []}
    db.execute(update(DelegateList).where(*left_alone).values(state=ListState.DROPPED, **gone))
    db.execute(update(DelegateList).where(DelegateList.state == ListState.DONE, old).values(**gone))


def _register(db: Db, listed: DelegateList, rows: Sequence[dict[str, Any]], at: datetime) -> int:
    """Register those who are not yet; return how many."""
    who = [(row["address"], row["name"]) for row in rows]
    known = registered_among(db, webinar_id=listed.sitting.webinar_id, who=who)
    source = Source.FOCAL_POINT if listed.state_code else Source.SECRETARIAT
    fresh = [_declared(row) for row, one in zip(rows, who, strict=True) if one not in known]
    by = By(source, listed.read_by)
    return register_many(db, sitting=listed.sitting, declared=fresh, by=by, now=at)


def _kept(one: Listed, language: Language) -> dict[str, Any]:
    category = Category.STATE if one.state else Category.OTHER
    return asdict(one) | {"language": one.language or language, "category": category}


def _declared(row: dict[str, Any]) -> Declaration:
    return Declaration(
        name=row["name"],
        address=row["address"],
        category=Category(row["category"]),
        language=Language(row["language"]),
        state_code=row["state"],
        organisation=row["organisation"],
        function=row["function"],
    )


def lock_list(db: Db, listed: DelegateList) -> None:
    """Read the list as it is now, and keep others from it until the end of this work."""
    db.flush()
    db.refresh(listed, ["state", "done", "made", "rows"], with_for_update=True)
