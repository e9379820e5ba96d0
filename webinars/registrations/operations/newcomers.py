"""Who registers, known or new, and what their registration is made of."""

from dataclasses import dataclass
from datetime import datetime

from webinars.database.inserting import Row
from webinars.people.models import Address, Person
from webinars.people.operations import rows_of_somebody
from webinars.registrations.models import Source
from webinars.registrations.rules import Declaration


@dataclass(frozen=True)
class By:
    """Who registers: the person, or somebody on the person's behalf."""

    source: Source = Source.SELF
    account: str = ""
    """Public id of the account that registered on the person's behalf."""


THEMSELVES = By()


@dataclass(frozen=True)
class Who:
    """Somebody, known or new."""

    name: str
    written: str
    """To which address letters go."""
    person: Row | int
    address: Row | int

    @property
    def fresh(self) -> list[Row]:
        return [one for one in (self.person, self.address) if isinstance(one, Row)]


@dataclass(frozen=True)
class Newcomer:
    """What a new registration is made of."""

    who: Who
    declared: Declaration
    by: By
    sequence: int = 0
    """Of the calendar entry: above that of a registration that the person cancelled."""


def somebody_new(declared: Declaration, *, now: datetime) -> Who:
    """Return who declares so, where nobody of that name is known at the address.

    Raises:
        BadAddress, NameMissing: of name and address.
    """
    person, address = rows_of_somebody(
        name=declared.name,
        address=declared.address,
        language=declared.language,
        zone=declared.zone,
        now=now,
    )
    return Who(person.said["name"], address.said["written"], person, address)


def somebody_known(address: Address, person: Person) -> Who:
    """Return whom we know, as they count after merges."""
    return Who(person.name, address.written, person.id, address.id)
