"""What a registration said of its person, said again."""

from dataclasses import replace

from webinars.database import Db
from webinars.registrations.models import Registration
from webinars.registrations.queries.extra import extra_answers
from webinars.registrations.rules import Declaration, agreed
from webinars.registrations.rules.extra import Answered


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
