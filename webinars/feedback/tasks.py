"""Who is invited to answer, and when responses are counted: as the worker does it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webinars.attendance.queries import participation
from webinars.database import Db
from webinars.database.engine import cut_log
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.feedback.models import InvitedBy
from webinars.feedback.operations import invite, mix, record_root
from webinars.feedback.queries import due_follow_ups, those_to_follow_up
from webinars.feedback.rules import OPEN_FOR, Classes
from webinars.live.queries import joined_registration_ids
from webinars.people.models import Person
from webinars.people.queries import merged_ids
from webinars.programme.models import Webinar
from webinars.programme.rules import first_instant
from webinars.registrations.models import Registration
from webinars.registrations.rules import counts_as
from webinars.states.queries import classify_all
from webinars.states.rules import Classification


def invite_asked(engine: Bind, arguments: dict[str, Any], now: datetime) -> None:
    """Invite those who were there and are not invited yet.

    Args:
        arguments: `webinar`, a public id; `by`: `actual-end` invites who meant to
            join or checked in, `sign-off` those whom a signed import shows as attended.
    """
    with unit_of_work(engine) as db:
        webinar = db.scalars(select(Webinar).where(Webinar.public_id == arguments["webinar"])).one()
        by = InvitedBy(arguments["by"])
        people = _those_there(db, webinar, by)
        invite(
            db,
            webinar=webinar,
            registrations=with_classes(db, webinar, dict.fromkeys(people, "")),
            invited_by=by,
            now=now,
        )


def _those_there(db: Db, webinar: Webinar, by: InvitedBy) -> list[Registration]:
    """Return the standing registrations of those who were there, in the order of registering."""
    standing = list(
        db.scalars(
            select(Registration)
            .where(Registration.webinar_id == webinar.id, Registration.cancelled_at.is_(None))
            .options(joinedload(Registration.person).selectinload(Person.addresses))
            .order_by(Registration.id)
        )
    )
    if by is InvitedBy.ACTUAL_END:
        there = joined_registration_ids(db, webinar=webinar)
        return [registration for registration in standing if registration.id in there]
    attended = {one.person_id for one in participation(db, webinar=webinar) if one.attended}
    counts_as = merged_ids(db)
    return [r for r in standing if counts_as.get(r.person_id, r.person_id) in attended]


def follow_up(engine: Bind, now: datetime) -> str | None:
    """Ask those who came and agreed to it what they used, three and six months later.

    Each webinar in a unit of its own. Safe to repeat: nobody is asked twice.
    """
    with reading(engine) as db:
        due = [(webinar.id, kind) for webinar, kind in due_follow_ups(db, now=now)]
    asked = 0
    for webinar_id, kind in due:
        with unit_of_work(engine) as db:
            webinar = db.get_one(Webinar, webinar_id)
            people = those_to_follow_up(db, webinar=webinar, kind=kind)
            asked += invite(
                db,
                webinar=webinar,
                registrations=with_classes(db, webinar, people),
                invited_by=InvitedBy.FOLLOW_UP,
                kind=kind,
                now=now,
            )
    return f"{asked} asked what they used" if asked else None


def with_classes(
    db: Db, webinar: Webinar, people: Mapping[Registration, str]
) -> list[tuple[Registration, Classes]]:
    """Pair each registration with its classes; the group is its State's on the first instant.

    Args:
        people: each with whether they completed, where that is a class.
    """
    first = first_instant(webinar)
    states = classify_all(db, on=first.date(), known_at=None) if first else {}
    found = ((one, states.get(one.state_code or ""), said) for one, said in people.items())
    return [(one, _classes(one, state, said)) for one, state, said in found]


def _classes(one: Registration, state: Classification | None, said: str) -> Classes:
    if state is None:
        return Classes("", one.category, one.language, said)
    category = counts_as(one.category, member=state.member)
    return Classes(state.group or "", category, one.language, said)


def count_responses(engine: Bind, now: datetime) -> None:
    """Once a day, write number and root of the responses into the journal, and mix them.

    What the day left behind of their order goes with it: SQLite's log too.
    """
    with unit_of_work(engine) as db:
        mix(db, since=(now - OPEN_FOR).date())
        record_root(db, now=now)
    cut_log(engine)
