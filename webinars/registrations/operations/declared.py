"""What a person said, as it counts; and what a registration said, said again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.registrations.models import Category, Registration
from webinars.registrations.operations.refusals import NoSuchState
from webinars.registrations.queries.doors import Door
from webinars.registrations.queries.extra import extra_answers
from webinars.registrations.queries.memberships import memberships
from webinars.registrations.rules import OF_STATES, Declaration, agreed, counts_as
from webinars.registrations.rules.extra import Answered

MOST_MEMBERS = 2_000
_members: dict[tuple[str, str, date, int], bool] = {}
"""Of a webinar, a State, the day, and the newest fact about any: whether the State is a member."""


def as_it_counts(db: Db, *, webinar: Webinar, declared: Declaration) -> Declaration:
    """Return what was declared, as a member's or an observer's: the State decides that itself.

    Raises:
        NoSuchState: it is none.
    """
    return as_they_count(db, webinar=webinar, declared=[declared])[0]


def as_it_counts_at(db: Db, *, door: Door, declared: Declaration) -> Declaration:
    """Do what `as_it_counts` does, and ask only once for each State while nothing changes.

    Raises:
        NoSuchState: it is none.
    """
    if declared.category not in OF_STATES:
        return declared
    webinar = door.sitting.webinar
    seen = (webinar.public_id, declared.state_code or "", door.day, door.facts)
    if seen not in _members:
        known = as_it_counts(db, webinar=webinar, declared=declared)
        if len(_members) >= MOST_MEMBERS:
            _members.clear()
        _members[seen] = known.category is Category.STATE
    return replace(declared, category=counts_as(declared.category, member=_members[seen]))


def as_they_count(
    db: Db, *, webinar: Webinar, declared: Sequence[Declaration]
) -> list[Declaration]:
    """Return these as `as_it_counts` does, in the same order, in one query for all."""
    codes = {one.state_code or "" for one in declared if one.category in OF_STATES}
    member = memberships(db, codes=codes, webinar_id=webinar.id)
    if codes - member.keys():
        raise NoSuchState
    known = ((one, member.get(one.state_code or "", False)) for one in declared)
    return [replace(one, category=counts_as(one.category, member=is_one)) for one, is_one in known]


def as_before_here(db: Db, registration: Registration) -> Declaration:
    """Return the same with the answers to further questions: for the same webinar again."""
    declared = as_before(registration)
    if not registration.webinar.asks_more:
        return declared
    given = extra_answers(db, registration_ids=[registration.id]).get(registration.id, [])
    answers = tuple(Answered(one.field_id, one.value, one.asked, one.said) for one in given)
    return replace(declared, answers=answers)


def as_before(registration: Registration) -> Declaration:
    """Return what was declared when `registration` was made."""
    address = registration.address
    return Declaration(
        name=registration.person.name,
        address=address.written if address else "",
        category=registration.category,
        language=registration.language,
        state_code=registration.state_code,
        organisation=registration.organisation,
        function=registration.function,
        sector=registration.sector,
        gender=registration.gender,
        listens_in=registration.listens_in,
        zone=registration.zone,
        needs=registration.needs,
        viewers=registration.viewers,
        referral=registration.referral,
        consents=agreed(registration),
    )
