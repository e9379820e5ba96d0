"""Posting a letter about a registration, to the address with which it was made."""

from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.outbox.operations import post
from webinars.people.models import Address
from webinars.registrations.models import Registration


def tell(
    db: Db,
    *,
    registration: Registration,
    kind: str,
    now: datetime,
    address: Address | None = None,
    valid_until: datetime | None = None,
    urgent: bool = False,
    **content: Any,  # noqa: ANN401  (JSON, as the kind needs)
) -> None:
    """Post a letter of `kind`; nothing where the address was erased.

    `address` where it goes to another one of the same person.
    """
    to = address or registration.address
    if to is None:
        return
    post(
        db,
        kind=kind,
        address=to.written,
        name=registration.person.name,
        language=registration.language,
        zone=registration.zone,
        about=registration.public_id,
        revision=registration.revision,
        content=content,
        now=now,
        valid_until=valid_until,
        urgent=urgent,
    )
