"""What a registration said of its person, said again."""

from webinars.registrations.models import Registration
from webinars.registrations.rules import Declaration, agreed


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
