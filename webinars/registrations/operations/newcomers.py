"""Who registers, and the row that it makes."""

from dataclasses import dataclass
from datetime import datetime

from webinars.kernel.ids import new_public_id
from webinars.people.models import Address, Person
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration, Source
from webinars.registrations.rules import NOTICE_VERSION, Declaration, first_approval


@dataclass(frozen=True)
class By:
    """Who registers: the person, or somebody on the person's behalf."""

    source: Source = Source.SELF
    account: str = ""
    """Public id of the account that registered on the person's behalf."""


THEMSELVES = By()


@dataclass(frozen=True)
class Newcomer:
    """What a new registration is made of."""

    address: Address
    person: Person
    declared: Declaration
    before: Registration | None
    """The person's last registration for this webinar, cancelled."""
    by: By


def row_of(sitting: Sitting, new: Newcomer, now: datetime) -> Registration:
    """Return the registration that `new` makes, not yet among those we know."""
    declared, before = new.declared, new.before
    return Registration(
        public_id=new_public_id(),
        webinar_id=sitting.webinar_id,
        category=declared.category,
        state_code=declared.state_code,
        organisation=declared.organisation,
        function=declared.function,
        sector=declared.sector,
        gender=declared.gender,
        language=declared.language,
        listens_in=declared.listens_in,
        zone=declared.zone,
        needs=declared.needs,
        viewers=declared.viewers,
        referral=declared.referral,
        source=new.by.source,
        registered_by=new.by.account,
        registered_at=now,
        notice_version=NOTICE_VERSION,
        approval=first_approval(sitting.webinar, new.by.source),
        generation=1,
        revision=1,
        sequence=before.sequence + 1 if before else 0,
    )
